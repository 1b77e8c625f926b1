"""Names of anybody else: natasha's in Russian, our list and capitals in Kazakh. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from stories.moderation.suggesting.finders.found import Found, Kind, Named
from stories.moderation.suggesting.finders.people import CALLED, is_everyday, is_form_of
from stories.moderation.suggesting.finders.words import Word
from stories.moderation.wording.names import given_names

_OF_A_FATHER: Final = re.compile(
    r".{2,}(?:қызы|ұлы|кызы|улы|овн[аыеу]|овной|ович(?:а|у|ем|е)?)\w*$"
)
_SURNAME_KK: Final = re.compile(
    r".{3,}(?:ов|ев|ин)а?(?:[нтд][ыі]ң|[ғқгк][ае]|[нтд][ыі]|мен|пен|[дт][ае]н?|т?[ае]р\w*)?$"
)
_TAKEN_FOR: Final = {"PER": Kind.NAME, "LOC": Kind.PLACE}


def names_in(words: Sequence[Word], language: str, named: Iterable[Named]) -> Iterator[Found]:
    """Names and, where a reader of names took them for such, places."""
    for one in named:
        if one.type in _TAKEN_FOR:
            yield Found(one.start, one.end, _TAKEN_FOR[one.type])
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else None
        if word.capital and _is_name(word, after, language):
            yield Found(word.start, word.end, Kind.NAME)


def _is_name(word: Word, after: Word | None, language: str) -> bool:
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
