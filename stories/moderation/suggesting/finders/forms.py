"""Forms of a name, spelled as in either language, and what our list says of it. Pure."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from stories.moderation.suggesting.finders.words import (
    ends_like_kazakh,
    ends_like_russian,
    folded,
)
from stories.moderation.wording.names import given_names

_LEAST: Final = 3
_SON_OR_DAUGHTER: Final = ("кызы", "улы", "овна", "евна", "ович", "евич")
_PATRONYMICS: Final = (*_SON_OR_DAUGHTER, "овн", "евн")
# Spelled otherwise in Russian: «Дүйсен» and «Дюсен», «Сейіт» and «Сейт», «Жәмила» and «Жамиля».
_SPELLED: Final = (("уй", "ю"), ("йи", "й"), ("ии", "и"), ("кы", "хы"), ("ла", "ля"))
_SOFTENED: Final = {"п": "б", "к": "г"}


def is_form_of(word: str, name: str, language: str) -> bool:
    """Whether a folded word is a form of a name, in either language's spelling."""
    return any(
        word.startswith(stem) and ends(word[len(stem) :]) for stem, ends in stems(name, language)
    )


@lru_cache(maxsize=4096)
def stems(name: str, language: str) -> tuple[tuple[str, Callable[[str], bool]], ...]:
    """What forms of a name begin with, folded, each with what may follow it."""
    plain = folded(name)
    spelled = {plain, *_listed(name)}
    spelled |= {one.replace(*pair) for one in spelled for pair in _SPELLED if pair[0] in one}
    spelled.discard("")
    father = next((plain.removesuffix(end) for end in _SON_OR_DAUGHTER if plain.endswith(end)), "")
    born = {father + end for end in _PATRONYMICS} if len(father) >= _LEAST - 1 else set()
    if language == "ru":
        cut = {one[:-1] if one[-1] in "аяейи" and len(one) > _LEAST else one for one in spelled}
        short = [
            (one[:-1], _like_maya) for one in spelled if one[-1] in "ая" and len(one) == _LEAST
        ]
        return (*((stem, ends_like_russian) for stem in cut | born), *short)
    soft = {one[:-1] + _SOFTENED[one[-1]] for one in spelled if one[-1] in _SOFTENED}
    return tuple((stem, ends_like_kazakh) for stem in spelled | soft | born)


def _like_maya(ending: str) -> bool:
    """Of a name of three letters no more than a vowel changes: «Маи», «Маей»; «Май» is none."""
    return ending in {"и", "ы", "е", "у", "ю", "ей", "ой"}


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


def is_listed(name: str) -> bool:
    """Whether our list has a name, in the spelling of either language."""
    return bool(_listed(name))
