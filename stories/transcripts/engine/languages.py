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
    """The likeliest row of languages, each with its own share as certainty, 0 to 1.

    A change of language costs a little, so that a short or doubtful stretch follows its
    neighbours while a clear one of a second or more stands for itself.
    """
    if not regions:
        return []
    languages = list(chances[0])
    best = [[_evidence(regions[0], chances[0], language) for language in languages]]
    came_from: list[list[int]] = []
    for region, chance in zip(regions[1:], chances[1:], strict=True):
        origins = [_origin(best[-1], here) for here in range(len(languages))]
        came_from.append(origins)
        best.append(
            [
                best[-1][origin]
                - (CHANGE if origin != here else 0.0)
                + _evidence(region, chance, languages[here])
                for here, origin in enumerate(origins)
            ]
        )
    path = _trace(best[-1], came_from)
    return [
        (languages[here], round(chance[languages[here]], 4))
        for here, chance in zip(path, chances, strict=True)
    ]


def _evidence(region: Region, chance: Mapping[str, float], language: str) -> float:
    trust = min(region.seconds / SURE_SECONDS, 1.0)
    return max(math.log(max(chance[language], _LEAST)), -MOST_EVIDENCE) * trust


def _origin(best: Sequence[float], here: int) -> int:
    def worth(origin: int) -> tuple[float, bool]:
        return best[origin] - (CHANGE if origin != here else 0.0), origin == here

    return max(range(len(best)), key=worth)


def _trace(last: Sequence[float], came_from: Sequence[Sequence[int]]) -> list[int]:
    here = max(range(len(last)), key=lambda place: last[place])
    path = [here]
    for origins in reversed(came_from):
        here = origins[here]
        path.append(here)
    return path[::-1]
