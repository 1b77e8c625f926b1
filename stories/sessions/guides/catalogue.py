"""The house's own questions and the words no question holds, read from files beside this one."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from stories.sessions.guides.models import AgeBand, AskedOf, Question
from stories.sessions.guides.rules import Ground, Words

HERE = Path(__file__).parent
# in the order in which they are offered; each has a file in ``questions``
THEMES = (
    "childhood",
    "food",
    "crafts",
    "names",
    "weddings",
    "work",
    "songs",
    "steppe",
    "school",
    "friends",
)
BETWEEN = 1000  # places from theme to theme


@cache
def house_questions() -> Mapping[str, Question]:
    """The house's own questions by key, in the order in which they are offered."""
    found = [one for number, theme in enumerate(THEMES) for one in _of_theme(number, theme)]
    return {one.key: one for one in found}


def place_of(theme: str) -> int:
    """Where an organisation's own question stands: after the house's own of its theme."""
    return (THEMES.index(theme) + 1) * BETWEEN - 1


@cache
def banned() -> Words:
    """Words by ground, of all languages: people mix them."""
    whole = _read(HERE / "banned.toml")
    return {
        ground.value: tuple(word for words in whole[ground].values() for word in words)
        for ground in Ground
    }


def _of_theme(number: int, theme: str) -> list[Question]:
    lines = _read(HERE / "questions" / f"{theme}.toml")["question"]
    return [_question(number * BETWEEN + at, theme, line) for at, line in enumerate(lines)]


def _question(place: int, theme: str, line: Mapping[str, Any]) -> Question:
    return Question(
        key=line["key"],
        place=place,
        theme=theme,
        asked_of=AskedOf(line["to"]),
        ages=tuple(AgeBand(age) for age in line["ages"]),
        sensitive=line.get("care", False),
        text_kk=line["kk"],
        text_ru=line["ru"],
        text_en=line["en"],
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
