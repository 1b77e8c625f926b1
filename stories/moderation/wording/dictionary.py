"""What pymorphy3's dictionary says of a Russian word; loaded with the first question. Pure."""

import re
from functools import lru_cache
from typing import Any, Final

_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff-]+")
_NAMES: Final = frozenset({"Name", "Surn", "Patr", "Geox"})


@lru_cache(maxsize=1)
def _morph() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


def readings(word: str) -> list[Any]:
    """Every reading of a word; none of other letters, some of which stop the dictionary."""
    return list(_morph().parse(word)) if _CYRILLIC.fullmatch(word) else []


@lru_cache(maxsize=8192)
def is_word(word: str) -> bool:
    """Whether the dictionary knows a word as another than somebody's name or a place's."""
    return any(one.is_known and not _NAMES & one.tag.grammemes for one in readings(word))


@lru_cache(maxsize=8192)
def is_persons(word: str) -> bool:
    """Whether the dictionary knows a word as somebody's name."""
    return any(one.is_known and _NAMES - {"Geox"} & one.tag.grammemes for one in readings(word))
