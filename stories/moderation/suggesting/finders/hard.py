"""Words that often go with trauma; they propose a content note, never hiding. Pure."""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final

from stories.moderation.suggesting.finders.found import Found, Kind, Theme

_EVERYDAY: Final = "everyday"
_PART: Final = re.compile(r"\{([a-z]+)\}")


def hard_in(text: str, language: str) -> Iterator[Found]:
    """Where a text touches something hard, and what."""
    patterns = _patterns(language)
    read = patterns[_EVERYDAY].sub(lambda one: " " * len(one.group()), text)
    for theme in Theme:
        for match in patterns[theme].finditer(read):
            yield Found(match.start(), match.end(), Kind.HARD, theme=theme)


@lru_cache(maxsize=2)
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    """By theme, and for what is of every day: the ways of saying it that are written down."""
    told: dict[str, list[str]] = {}
    parts: dict[str, str] = {}
    theme = ""
    lines = (files(__package__) / f"hard.{language}.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        name, equals, part = line.partition(" = ")
        if equals:
            parts[name] = _put(part, parts)
        elif line.startswith("["):
            theme = line.strip("[]")
        elif line and not line.startswith("#"):
            told.setdefault(theme, []).append(_put(line, parts))
    return {
        name: re.compile(rf"\b(?:{'|'.join(ways)})\w*", re.IGNORECASE)
        for name, ways in told.items()
    }


def _put(line: str, parts: dict[str, str]) -> str:
    return _PART.sub(lambda one: parts[one[1]], line)
