"""Marks that people put into a text where it cannot say more, with their time (DOMAIN R10). Pure.

How they are written stands here and nowhere else: in the language of the field they stand in, in
brackets, with the moment of the recording. They are part of the text, so every file that leaves
the house keeps them; whichever language they are written in, they are recognised in both fields.

    [түсініксіз 0:12]   [неразборчиво 0:12]     nobody can make out what is said
    [аударылмаған 0:12] [не переведено 0:12]    the words before it stand untranslated
"""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from stories.foundation.i18n import playtime
from stories.foundation.positions import read_position


class Remark(enum.StrEnum):
    """What a mark says."""

    INAUDIBLE = "inaudible"
    UNTRANSLATED = "untranslated"


WRITTEN: Final[Mapping[Remark, Mapping[str, str]]] = {
    Remark.INAUDIBLE: {"kk": "түсініксіз", "ru": "неразборчиво"},
    Remark.UNTRANSLATED: {"kk": "аударылмаған", "ru": "не переведено"},
}
_KINDS = {word: kind for kind, words in WRITTEN.items() for word in words.values()}
_FORM = re.compile(rf"\[({'|'.join(_KINDS)}) ([0-9:]+)\]", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A mark in a text: its moment in milliseconds, and its place in letters."""

    kind: Remark
    at_ms: int
    start: int
    end: int


def remark(kind: Remark, language: str, at_ms: int) -> str:
    """A mark for a text of that language; one that is neither of ours gets the Kazakh words."""
    words = WRITTEN[kind]
    return f"[{words.get(language, words['kk'])} {playtime(at_ms / 1000)}]"


def remarks_in(text: str) -> list[Found]:
    """Every mark of a text, in whichever language, in order."""
    found = []
    for match in _FORM.finditer(text):
        at = read_position(match[2])
        if at is not None:
            found.append(Found(_KINDS[match[1].casefold()], at, match.start(), match.end()))
    return found


def in_language(text: str, language: str) -> str:
    """A text with its marks as the other language writes them; every other letter stays."""
    for found in reversed(remarks_in(text)):
        mark = remark(found.kind, language, found.at_ms)
        text = text[: found.start] + mark + text[found.end :]
    return text
