"""Names of anybody else: natasha's in Russian, our list and capitals in Kazakh. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, zip_longest
from typing import Final

from stories.moderation.suggesting.finders.forms import is_everyday, is_form_of
from stories.moderation.suggesting.finders.found import Found, Kind, Named
from stories.moderation.suggesting.finders.words import CALLED, Word
from stories.moderation.wording.dictionary import is_persons, is_word
from stories.moderation.wording.names import given_names

_OF_A_FATHER: Final = re.compile(
    r".{2,}(?:қызы|ұлы|кызы|улы|овн[аыеу]|овной|ович(?:а|у|ем|е)?)\w*$"
)
_SURNAME_KK: Final = re.compile(
    r".{3,}(?:ов|ев|ин)а?(?:[нтд][ыі]ң|[ғқгк][ае]|[нтд][ыі]|мен|пен|[дт][ае]н?|т?[ае]р\w*)?$"
)
_ABBREVIATION: Final = 4
_TAKEN_FOR: Final = {"PER": Kind.NAME, "LOC": Kind.PLACE}


def names_in(
    words: Sequence[Word], language: str, named: Iterable[Named], sure: Sequence[Found] = ()
) -> Iterator[Found]:
    """Names and, where a reader of names saw some, places; no word of what is ``sure``."""
    verbs = {word.start for word in words if word.first and _is_no_name(word)}
    for one in named:
        alone = any(one.start == word.start and one.end == word.end for word in words)
        if one.type in _TAKEN_FOR and not (alone and one.start in verbs):
            yield Found(one.start, one.end, _TAKEN_FOR[one.type])
    taken = [any(one.start < word.end and word.start < one.end for one in sure) for word in words]
    told = [_is_name(*pair, language) for pair in _pairs(words)]
    yield from _together(words, [one and not other for one, other in zip(told, taken, strict=True)])


def _is_no_name(word: Word) -> bool:
    """Whether a Russian word is known, and as nobody's name: «Зимовали»."""
    plain = word.text.casefold()
    return is_word(plain) and not is_persons(plain)


def _pairs(words: Sequence[Word]) -> Iterator[tuple[Word, Word | None]]:
    """Each word and the one after it."""
    yield from zip_longest(words, words[1:])


def _together(words: Sequence[Word], named: Sequence[bool]) -> Iterator[Found]:
    """Words of a name that stand side by side are one place."""
    for is_name, run in groupby(zip(words, named, strict=True), key=lambda one: one[1]):
        if is_name:
            listed = [word for word, _named in run]
            yield Found(listed[0].start, listed[-1].end, Kind.NAME)


def _is_name(word: Word, after: Word | None, language: str) -> bool:
    abbreviation = word.text.isupper() and len(word.text) <= _ABBREVIATION
    if not word.capital or abbreviation or (language == "ru" and _is_no_name(word)):
        return False
    if _OF_A_FATHER.match(word.text):
        return True
    listed = _listed(word.folded, language)
    if language == "ru":
        return listed and not word.first
    if not word.first:
        return True  # inside a Kazakh sentence only a name is written with a capital
    if _SURNAME_KK.match(word.text):
        return True
    called = after is not None and after.text.startswith(CALLED)
    return listed and (called or not _everyday(word.folded))


@lru_cache(maxsize=8192)
def _listed(word: str, language: str) -> bool:
    return any(
        is_form_of(word, one, language)
        for one in _names(language)
        if word[:2] == one[:2].casefold()
    )


@lru_cache(maxsize=2)
def _names(language: str) -> tuple[str, ...]:
    if language == "kk":
        return tuple(name.kk for name in given_names())
    return tuple(one for name in given_names() for one in name.ru)


@lru_cache(maxsize=8192)
def _everyday(word: str) -> bool:
    return any(is_everyday(name.kk) and is_form_of(word, name.kk, "kk") for name in given_names())
