"""Stretches in a language that is none of the session's. Pure.

Calibrated on the clips beside the project, none of which is taken for another language: the
clearest stranger in a real Kazakh clip of four seconds or more is Georgian with 0.80 and Turkish
with 0.94, and Kazakh, Russian and their kin together never have less than 0.10 of such a clip.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from stories.transcripts.engine.types import Region

# Whisper takes Kazakh for its cousins, and accents and songs for a neighbour's language: these
# have to be overwhelming, and for longer, to be believed.
KIN: Final = {
    "kk": frozenset({"tr", "tt", "uz", "az", "tk", "ba", "ky", "ug", "mn", "tg"}),
    "ru": frozenset({"uk", "be", "bg", "sr", "mk"}),
}
CLEAR, CLEAR_SECONDS = 0.9, 4.0
OVERWHELMING, OVERWHELMING_SECONDS = 0.97, 6.0
# A recited prayer may sound like no language Whisper is sure of, and yet like none of ours.
STRANGE, STRANGE_SECONDS = 0.02, 6.0
SHORTEST = 1.5
CODES: Final = {"jw": "jv"}
"""Whisper's own names for languages, as ISO 639-1 has them."""


class _Found(NamedTuple):
    """Another language; `needed` is how many seconds of the like it takes to be believed."""

    kind: str
    code: str
    chance: float
    needed: float


_NOTHING: Final = _Found("", "", 0.0, 0.0)


def iso_639(code: str) -> str:
    """The ISO 639-1 code of a language as Whisper calls it."""
    return CODES.get(code, code)


def other_languages(
    regions: Sequence[Region], heard: Sequence[Mapping[str, float]], languages: Sequence[str]
) -> list[tuple[str, float]]:
    """For each region another language, as Whisper calls it, and its probability, or ("", 0.0).

    A language is believed where it is heard clearly in neighbouring regions that together last
    some seconds; so is a stretch that sounds like none of ours, under the likeliest name.
    """
    found = [
        _found(region, chances, languages) for region, chances in zip(regions, heard, strict=True)
    ]
    told: list[tuple[str, float]] = []
    for run in _runs(found):
        seconds = sum(regions[place].seconds for place in run)
        longest = max(run, key=lambda place: regions[place].seconds)
        believed = found[longest].code if seconds >= found[longest].needed else ""
        told.extend(
            (believed, round(heard[place][believed], 4)) if believed else ("", 0.0) for place in run
        )
    return told


def _found(region: Region, chances: Mapping[str, float], languages: Sequence[str]) -> _Found:
    if not chances or region.seconds < SHORTEST:
        return _NOTHING
    code = max(chances, key=lambda language: chances[language])
    if code in languages:
        return _NOTHING
    kin = frozenset().union(*(KIN.get(language, ()) for language in languages))
    chance = chances[code]
    if code in kin:
        clear = _Found(code, code, chance, OVERWHELMING_SECONDS)
        return clear if chance >= OVERWHELMING else _NOTHING
    if chance >= CLEAR:
        return _Found(code, code, chance, CLEAR_SECONDS)
    ours = sum(chances.get(language, 0.0) for language in {*languages, *kin})
    return _Found("strange", code, chance, STRANGE_SECONDS) if ours < STRANGE else _NOTHING


def _runs(found: Sequence[_Found]) -> Iterator[range]:
    first = 0
    for place in range(1, len(found) + 1):
        if place == len(found) or found[place].kind != found[first].kind:
            yield range(first, place)
            first = place
