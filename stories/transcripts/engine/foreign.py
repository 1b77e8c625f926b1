"""Stretches in a language that is none of the session's. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from stories.transcripts.engine.types import Region

# Whisper takes Kazakh for its cousins, and accents and songs for a neighbour's language: these
# have to be overwhelming, and for longer, to be believed.
KIN: Final = {
    "kk": frozenset({"tr", "tt", "uz", "az", "tk", "ba", "ky", "ug", "mn", "tg"}),
    "ru": frozenset({"uk", "be", "bg", "sr", "mk"}),
}
CLEAR, CLEAR_SECONDS = 0.85, 4.0
OVERWHELMING, OVERWHELMING_SECONDS = 0.97, 6.0
CODES: Final = {"jw": "jv"}
"""Whisper's own names for languages, as ISO 639-1 has them."""
_WHISPERS: Final = {iso: own for own, iso in CODES.items()}
SHORTEST = 1.5


def iso_639(code: str) -> str:
    """The ISO 639-1 code of a language as Whisper calls it."""
    return CODES.get(code, code)


def whispers(code: str) -> str:
    """What Whisper calls a language."""
    return _WHISPERS.get(code, code)


def other_languages(
    regions: Sequence[Region], heard: Sequence[Mapping[str, float]], languages: Sequence[str]
) -> list[tuple[str, float]]:
    """For each region another language and its probability, or ("", 0.0).

    A language is believed where it is heard clearly in neighbouring regions that together last
    some seconds.
    """
    tops = [
        _top(region, chances, languages) for region, chances in zip(regions, heard, strict=True)
    ]
    found: list[tuple[str, float]] = []
    for run in _runs(tops):
        code = tops[run.start][0]
        seconds = sum(regions[place].seconds for place in run)
        believed = bool(code) and seconds >= _needed(code, languages)[1]
        found.extend(tops[place] if believed else ("", 0.0) for place in run)
    return found


def _top(
    region: Region, chances: Mapping[str, float], languages: Sequence[str]
) -> tuple[str, float]:
    if not chances or region.seconds < SHORTEST:
        return "", 0.0
    code = max(chances, key=lambda language: chances[language])
    if code in languages or chances[code] < _needed(code, languages)[0]:
        return "", 0.0
    return code, round(chances[code], 4)


def _needed(code: str, languages: Sequence[str]) -> tuple[float, float]:
    kin = any(code in KIN.get(language, ()) for language in languages)
    return (OVERWHELMING, OVERWHELMING_SECONDS) if kin else (CLEAR, CLEAR_SECONDS)


def _runs(tops: Sequence[tuple[str, float]]) -> Iterator[range]:
    first = 0
    for place in range(1, len(tops) + 1):
        if place == len(tops) or tops[place][0] != tops[first][0]:
            yield range(first, place)
            first = place
