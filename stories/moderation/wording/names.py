"""Given names of Kazakhstan in both languages, written down for this house. Pure."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

GENDERS = {"f": "femn", "m": "masc", "fm": ""}


@dataclass(frozen=True, slots=True)
class Known:
    """A given name; ``gender`` is femn, masc or empty, ``everyday`` says that it is a word too."""

    kk: str
    ru: tuple[str, ...]
    gender: str
    everyday: bool


@lru_cache(maxsize=1)
def given_names() -> tuple[Known, ...]:
    """Every name of the list."""
    text = (files(__package__) / "names.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(
        Known(kk, tuple(ru.split("/")), GENDERS[gender], everyday=bool(rest))
        for kk, ru, gender, *rest in rows
    )


@lru_cache(maxsize=1)
def _kazakh() -> frozenset[str]:
    return frozenset(name.kk.casefold() for name in given_names())


@lru_cache(maxsize=1)
def _genders() -> dict[str, str]:
    spelled = [(name.gender, one) for name in given_names() for one in (name.kk, *name.ru)]
    return {one.casefold(): gender for gender, one in spelled if gender}


def is_kazakh_name(word: str) -> bool:
    """Whether a word is a Kazakh given name of the list, as it is called."""
    return word.casefold() in _kazakh()


def gender_of(name: str) -> str:
    """OpenCorpora's femn or masc for a given name in either language, empty where unknown."""
    return _genders().get(name.casefold(), "")
