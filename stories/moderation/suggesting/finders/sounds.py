"""Spellings of a name that sound the same: «Мариам» and «Мәриям», «Гюльнара». Pure."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from stories.moderation.suggesting.finders.words import folded

# Read from left to right: what each group of letters sounds like.
_ALIKE: Final = (
    ("ья", "я"), ("ью", "ю"), ("дж", "ж"), ("ч", "ш"), ("щ", "ш"), ("ф", "п"), ("х", "к"),
    ("ы", "и"), ("э", "е"), ("о", "у"), ("ия", "я"), ("иа", "я"), ("йа", "я"), ("ий", "и"),
    ("йи", "и"), ("ля", "ла"),
)  # fmt: skip
_SOFT: Final = re.compile(r"(?<=[бвгджзклмнпрстшк])ю")
_DOUBLE: Final = re.compile(r"(.)\1")
_LEAST: Final = 5
_AROUND: Final = 2


@lru_cache(maxsize=16384)
def sounded(word: str) -> str:
    """A word as it sounds, for comparing alone; folded or not."""
    told = word.casefold().replace("ья", "ия")
    told = folded(told)
    for written, heard in _ALIKE:
        told = told.replace(written, heard)
    return _DOUBLE.sub(r"\1", _SOFT.sub("у", told))


def sounds_like(word: str, stem: str, ends: Callable[[str], bool]) -> bool:
    """Whether a word begins as a stem sounds and ends as a form of it may; short stems do not."""
    wanted = sounded(stem)
    if len(wanted) < _LEAST or sounded(word[:1]) != wanted[0]:
        return False
    nearby = range(len(stem) - _AROUND, len(stem) + _AROUND + 1)
    return any(sounded(word[:at]) == wanted and ends(folded(word[at:])) for at in nearby)
