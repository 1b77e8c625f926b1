"""Both versions of a person in words, where two editors said different things."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stories.foundation.hours import Hours
from stories.foundation.hours_words import hours_words
from stories.foundation.i18n import day
from stories.people.forms import seen_told, sent
from stories.people.models import Person, Way
from stories.people.services import GROUPS, Details, Merged, Seen, prints_of
from stories.people.shown import interests_told
from stories.people.words import (
    ACCESS_NEEDS,
    GENERATIONS,
    READINESS,
    language_name,
    languages_in_a_row,
)

LABELS = {
    "generation": _l("Who is it?"),
    "name": _l("Name"),
    "parts": _l("Parts of the name"),
    "pseudonym": _l("Pseudonym"),
    "birth": _l("Born"),
    "languages": _l("Languages"),
    "interpreter": _l("Interpreter"),
    "region": _l("Region"),
    "ways": _l("How to reach them"),
    "reach_note": _l("When not to call"),
    "access": _l("What should we mind?"),
    "interests": _l("Likes to talk about"),
    "hours": _l("Free hours"),
    "readiness": _l("Taking part"),
}


@dataclass(frozen=True)
class Line:
    """One thing that two editors wrote differently."""

    group: str
    label: Any
    theirs: str
    mine: str


def lines(both: Merged) -> list[Line]:
    """What has to be chosen."""
    return [
        Line(group, LABELS[group], told(both.theirs, group), told(both.details, group))
        for group in both.clashes
    ]


def carried(both: Merged, row: Person) -> list[tuple[str, str]]:
    """Hidden fields: my version, made from theirs as it stands now."""
    seen = seen_told(Seen(row.revision, prints_of(both.theirs)))
    return [*sent(both.details), *seen.items()]


def told(details: Details, group: str) -> str:
    """A group of fields in words; a dash for nothing."""
    values = [_word(getattr(details, field), field) for field in GROUPS[group]]
    return " · ".join(filter(None, values)) or "—"


def _word(value: Any, field: str) -> str:
    match value:
        case bool():
            return str(_("Needs an interpreter")) if value else ""
        case date():
            return day(value)
        case Hours():
            return hours_words(value)
        case tuple():
            return interests_told(value) if field == "interests" else _row(value, field)
        case _:
            return _single(value, field)


def _single(value: Any, field: str) -> str:
    if field == "interpreter_language":
        return language_name(value) if value else ""
    words: dict[Any, Any] = (
        {**GENERATIONS, **READINESS} if field in {"generation", "readiness"} else {}
    )
    return str(words.get(value, "" if value is None else value))


def _row(values: tuple[Any, ...], field: str) -> str:
    if field == "languages":
        return languages_in_a_row(language_name(code) for code in values)
    return ", ".join(
        item.value if isinstance(item, Way) else str(ACCESS_NEEDS[item]) for item in values
    )
