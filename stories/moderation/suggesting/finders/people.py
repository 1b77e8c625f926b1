"""Names of the people of a session in whatever form, in the spelling of either language. Pure."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from stories.moderation.suggesting.finders.found import Found, Kind, Known
from stories.moderation.suggesting.finders.words import (
    CALLED,
    Word,
    ends_like_kazakh,
    ends_like_russian,
    folded,
)
from stories.moderation.wording.names import given_names

_SHORT, _LEAST = 5, 3
_SON_OR_DAUGHTER: Final = ("кызы", "улы", "овна", "евна", "ович", "евич")
_PATRONYMICS: Final = (*_SON_OR_DAUGHTER, "овн", "евн")
# Spelled otherwise in Russian: «Дүйсен» and «Дюсен», «Сейіт» and «Сейт», «Жәмила» and «Жамиля».
_SPELLED: Final = (("уй", "ю"), ("йи", "й"), ("ии", "и"), ("кы", "хы"), ("ла", "ля"))
_SOFTENED: Final = {"п": "б", "к": "г"}


def people_in(words: Sequence[Word], language: str, known: Iterable[Known]) -> Iterator[Found]:
    """Where somebody known is named; words of one name that follow each other are one place."""
    for one in known:
        parts = _parts(one.name)
        hits = [word for word in words if any(_names(word, part, language) for part in parts)]
        yield from _together(hits, words, one.person_id)


def _parts(name: str) -> list[str]:
    """The words of a name by which it may be called; «ата» of «Сейітжан ата» is none."""
    parts = dict.fromkeys(name.replace("-", " ").split())
    return [one for one in parts if len(one) >= _LEAST and one.casefold() not in CALLED]


def _together(
    hits: list[Word], words: Sequence[Word], person_id: uuid.UUID | None
) -> Iterator[Found]:
    at = {word.start: place for place, word in enumerate(words)}
    run: list[Word] = []
    for word in hits:
        if run and at[word.start] != at[run[-1].start] + 1:
            yield Found(run[0].start, run[-1].end, Kind.PERSON, person_id)
            run = []
        run.append(word)
    if run:
        yield Found(run[0].start, run[-1].end, Kind.PERSON, person_id)


def _names(word: Word, part: str, language: str) -> bool:
    if not word.capital and (language == "ru" or is_everyday(part) or len(part) < _SHORT):
        return False
    return is_form_of(word.folded, part, language)


def is_form_of(word: str, name: str, language: str) -> bool:
    """Whether a folded word is a form of a name, in either language's spelling."""
    return any(
        word.startswith(stem) and ends(word[len(stem) :])
        for stem, ends in _stems(folded(name), name, language)
    )


@lru_cache(maxsize=4096)
def _stems(plain: str, name: str, language: str) -> tuple[tuple[str, Callable[[str], bool]], ...]:
    spelled = {plain, *_listed(name)}
    spelled |= {one.replace(*pair) for one in spelled for pair in _SPELLED if pair[0] in one}
    father = next((plain.removesuffix(end) for end in _SON_OR_DAUGHTER if plain.endswith(end)), "")
    born = {father + end for end in _PATRONYMICS} if len(father) >= _LEAST - 1 else set()
    if language == "ru":
        cut = {one[:-1] if one[-1] in "аяейи" and len(one) > _LEAST else one for one in spelled}
        return tuple((stem, ends_like_russian) for stem in cut | born)
    soft = {one[:-1] + _SOFTENED[one[-1]] for one in spelled if one[-1] in _SOFTENED}
    return tuple((stem, ends_like_kazakh) for stem in spelled | soft | born)


@lru_cache(maxsize=1)
def _list() -> dict[str, tuple[frozenset[str], bool]]:
    found: dict[str, tuple[frozenset[str], bool]] = {}
    for name in given_names():
        spelled = frozenset(folded(one) for one in (name.kk, *name.ru))
        for one in spelled:
            others, everyday = found.get(one, (frozenset[str](), False))
            found[one] = (others | spelled, everyday or name.everyday)
    return found


def _listed(name: str) -> frozenset[str]:
    return _list().get(folded(name), (frozenset[str](), False))[0]


def is_everyday(name: str) -> bool:
    """Whether a name is an everyday word of Kazakh too."""
    return _list().get(folded(name), (frozenset[str](), False))[1]
