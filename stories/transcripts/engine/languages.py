"""Which of the session's languages each stretch is in. Pure."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from stories.transcripts.engine.types import Region

# Whisper learned from far less Kazakh than Russian and doubts what it hears of it. In our bilingual
# interview a Kazakh turn's share is 0.1 to 0.99, a Russian turn's below 0.0001.
UNDERRATED: Final = {"kk": 20.0}
SURE_SECONDS = 2.0
MOST_EVIDENCE = 4.0
CHANGE = 1.0
_LEAST = 1e-9


def shares(heard: Mapping[str, float], languages: Sequence[str]) -> dict[str, float]:
    """Whisper's probabilities as shares of 1 among the session's languages alone."""
    weights = {
        language: max(heard.get(language, 0.0), _LEAST) * UNDERRATED.get(language, 1.0)
        for language in languages
    }
    total = sum(weights.values())
    return {language: weight / total for language, weight in weights.items()}


def choose_languages(
    regions: Sequence[Region], chances: Sequence[Mapping[str, float]]
) -> list[tuple[str, float]]:
    """The likeliest row of languages, each with the probability that its neighbours leave it.

    A change of language costs a little, so that a short or doubtful stretch follows its
    neighbours while a clear one of a second or more stands for itself.
    """
    if not regions:
        return []
    languages = list(chances[0])
    evidence = [
        [_evidence(region, chance, language) for language in languages]
        for region, chance in zip(regions, chances, strict=True)
    ]
    after = _after(evidence)
    return [
        (languages[here], round(_share(weights, here), 4))
        for here, weights in zip(_likeliest(evidence), after, strict=True)
    ]


def _evidence(region: Region, chance: Mapping[str, float], language: str) -> float:
    trust = min(region.seconds / SURE_SECONDS, 1.0)
    return max(math.log(max(chance[language], _LEAST)), -MOST_EVIDENCE) * trust


def _cost(one: int, other: int) -> float:
    return CHANGE if one != other else 0.0


def _likeliest(evidence: Sequence[Sequence[float]]) -> list[int]:
    """The row of languages with the most evidence for it, as places in the list of languages."""
    best = list(evidence[0])
    came_from: list[list[int]] = []
    for here in evidence[1:]:
        origins = [_origin(best, to) for to in range(len(best))]
        came_from.append(origins)
        best = [best[origin] - _cost(origin, to) + here[to] for to, origin in enumerate(origins)]
    at = max(range(len(best)), key=lambda place: best[place])
    path = [at]
    for origins in reversed(came_from):
        at = origins[at]
        path.append(at)
    return path[::-1]


def _origin(best: Sequence[float], here: int) -> int:
    def worth(origin: int) -> tuple[float, bool]:
        return best[origin] - _cost(origin, here), origin == here

    return max(range(len(best)), key=worth)


def _after(evidence: Sequence[Sequence[float]]) -> list[list[float]]:
    """Logarithms of each language's weight at each place, all its neighbours listened to."""
    forth, back = _passed_on(evidence), _passed_on(evidence[::-1])[::-1]
    return [
        [before + own + behind for before, own, behind in zip(*rows, strict=True)]
        for rows in zip(forth, evidence, back, strict=True)
    ]


def _passed_on(evidence: Sequence[Sequence[float]]) -> list[list[float]]:
    """What the places in front say about each place."""
    told = [[0.0] * len(evidence[0])]
    for here in evidence[:-1]:
        known = [own + before for own, before in zip(here, told[-1], strict=True)]
        told.append(
            [
                _log_sum([weight - _cost(place, to) for place, weight in enumerate(known)])
                for to in range(len(here))
            ]
        )
    return told


def _log_sum(values: Sequence[float]) -> float:
    most = max(values)
    return most + math.log(sum(math.exp(value - most) for value in values))


def _share(weights: Sequence[float], place: int) -> float:
    return math.exp(weights[place] - _log_sum(weights))
