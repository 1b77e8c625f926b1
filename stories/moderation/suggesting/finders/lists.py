"""Lists written down for this house, read once. Pure."""

from functools import lru_cache
from importlib.resources import files
from typing import Final

from stories.moderation.suggesting.finders.words import folded

LANGUAGES: Final = ("kk", "ru")


@lru_cache(maxsize=1)
def places() -> dict[str, tuple[tuple[str, bool], ...]]:
    """By language: places as they are called, folded, and whether each is an everyday word too."""
    found: dict[str, dict[str, bool]] = {language: {} for language in LANGUAGES}
    for line in (files(__package__) / "places.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            for language, name in zip(LANGUAGES, line.removesuffix(" *").split(";"), strict=True):
                found[language][folded(name)] = line.endswith(" *")
    return {language: tuple(names.items()) for language, names in found.items()}


@lru_cache(maxsize=1)
def land() -> dict[str, frozenset[str]]:
    """Words of which places are made, folded: ``first``, ``last``, each ``word`` made of two."""
    found: dict[str, list[str]] = {}
    for line in (files(__package__) / "land.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _colon, listed = line.partition(": ")
            found.setdefault(name, []).extend(listed.split())
    return {name: frozenset(words) for name, words in found.items()}
