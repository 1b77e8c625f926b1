"""Places on no list whose name is made of words for land and water: «Қызылқайың». Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from stories.moderation.suggesting.finders.forms import is_listed
from stories.moderation.suggesting.finders.found import Found, Kind
from stories.moderation.suggesting.finders.lists import land
from stories.moderation.suggesting.finders.words import (
    Word,
    ends_like_kazakh,
    ends_like_russian,
)
from stories.moderation.wording.dictionary import is_word

_LEAST_SMALL: Final = 8


def _spelled(words: Iterable[str]) -> str:
    """A pattern of folded words in whatever letters they are written."""
    told = sorted(words, key=len, reverse=True)
    return "|".join(_one(word) for word in told)


def _one(word: str) -> str:
    letters = {
        "ы": "[ыи]", "и": "[иы]", "о": "[оую]", "у": "[уюо]", "е": "[еэя]", "ж": "д?ж",
        "ш": "[шч]", "к": "[кхг]",
    }  # fmt: skip
    return "".join(letters.get(letter, letter) for letter in word)


_FIRST, _LAST = _spelled(land()["first"]), _spelled(land()["last"])
_MADE: Final = re.compile(rf"({_FIRST})-?({_LAST})")
_FIRST_ALONE: Final = re.compile(_FIRST)
_LAST_ALONE: Final = re.compile(_LAST)


def made_in(words: Sequence[Word], language: str) -> Iterator[Found]:
    """Every place with such a name, written as one word or as two with capitals."""
    for word in words:
        if is_made(word, language):
            yield Found(word.start, word.end, Kind.PLACE)
    for one, other in pairwise(words):
        together = other.capital and one.capital and other.start == one.end + 1
        if together and _FIRST_ALONE.fullmatch(one.folded) and _is_last(other.folded, language):
            yield Found(one.start, other.end, Kind.PLACE)


def is_made(word: Word, language: str) -> bool:
    """Whether a word is a form of such a name; in small letters only a long one."""
    plain = word.folded
    match = _MADE.match(plain)
    if match is None or not _ends(plain[match.end() :], language):
        return False
    made = match.group().replace("-", "")
    if is_listed(made) or (language == "ru" and is_word(word.text.casefold())):
        return False
    if word.capital and not word.first:
        return True
    return made not in land()["word"] and len(made) >= (_LEAST_SMALL if not word.capital else 0)


def _is_last(plain: str, language: str) -> bool:
    match = _LAST_ALONE.match(plain)
    return match is not None and _ends(plain[match.end() :], language)


def _ends(rest: str, language: str) -> bool:
    return ends_like_kazakh(rest) if language == "kk" else ends_like_russian(rest)
