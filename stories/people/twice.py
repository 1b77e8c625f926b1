"""Two entries side by side: where they differ, and what moves when they become one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from stories.foundation.hours_words import hours_words
from stories.people import queries
from stories.people.models import AccessNeed, Person
from stories.people.shown import interests_told
from stories.people.words import (
    ACCESS_NEEDS,
    GENERATIONS,
    READINESS,
    language_name,
    languages_in_a_row,
)

# What is never chosen: keys, what follows from names, what protects, and the birth, which agrees.
SETTLED = frozenset(
    {
        "id",
        "organisation_id",
        "revision",
        "generation",
        "folded_name",
        "folded_pseudonym",
        "birth_year",
        "birth_date",
        "never_publish",
        "closed_until",
        "closed_because",
        "created_at",
        "erased_at",
    }
)


@dataclass(frozen=True)
class Part:
    """Columns that belong together, what they are called, and how they are told."""

    label: Any
    columns: tuple[str, ...]
    told: Callable[[Person], str]


def _names(row: Person) -> str:
    parts = " ".join(filter(None, (row.surname, row.given_name, row.patronymic)))
    return f"{row.name} ({parts})" if parts and parts != row.name else row.name


def _languages(row: Person) -> str:
    return languages_in_a_row(language_name(code) for code in row.languages)


def _interpreter(row: Person) -> str:
    if not row.needs_interpreter:
        return ""
    return language_name(row.interpreter_language) if row.interpreter_language else "✓"


def _reach(row: Person) -> str:
    return ", ".join(filter(None, [*(way.value for way in row.reached_by), row.reach_note]))


def _access(row: Person) -> str:
    needs = (str(ACCESS_NEEDS[AccessNeed(need)]) for need in row.access_needs)
    return ", ".join(filter(None, [*needs, row.access_note]))


def _centre(row: Person) -> str:
    return row.centre.name if row.centre else ""


def _hours(row: Person) -> str:
    return "" if row.free is None else hours_words(row.free)


PARTS = {
    "name": Part(_l("Name"), ("name", "given_name", "patronymic", "surname"), _names),
    "pseudonym": Part(_l("Pseudonym"), ("pseudonym",), lambda row: row.pseudonym or ""),
    "languages": Part(_l("Languages"), ("languages",), _languages),
    "interpreter": Part(
        _l("Needs an interpreter"), ("needs_interpreter", "interpreter_language"), _interpreter
    ),
    "region": Part(_l("Region"), ("region",), lambda row: row.region),
    "centre": Part(_l("Centre"), ("centre_id",), _centre),
    "reach": Part(_l("How to reach them"), ("ways", "reach_note"), _reach),
    "access": Part(_l("What helps them take part"), ("access_needs", "access_note"), _access),
    "interests": Part(_l("Interests"), ("interests",), lambda row: interests_told(row.interests)),
    "hours": Part(_l("Free hours"), ("free_hours",), _hours),
    "readiness": Part(_l("Taking part"), ("readiness",), lambda row: str(READINESS[row.readiness])),
}


@dataclass(frozen=True)
class Side:
    """One entry: what is not chosen, and how much hangs on it."""

    person: Person
    generation: Any
    agreements: int
    sessions: int
    others: int


def side(row: Person) -> Side:
    """One entry as the page shows it."""
    links, apart = queries.representations_of(row.id), queries.kept_apart_from(row.id)
    return Side(
        row,
        GENERATIONS[row.generation],
        len(queries.words_about(row.id)),
        len(queries.sessions_with(row.id)),
        len(links) + len(apart),
    )


def differing(kept: Person, gone: Person) -> list[str]:
    """The parts in which both entries say something, and not the same."""
    return [
        key
        for key, part in PARTS.items()
        if part.told(kept) and part.told(gone) and _columns(kept, part) != _columns(gone, part)
    ]


def chosen(kept: Person, gone: Person, taken: frozenset[str]) -> dict[str, Any]:
    """The columns that count: parts in ``taken``, and what the kept entry says nothing about."""
    values: dict[str, Any] = {}
    for key, part in PARTS.items():
        if key in taken or not part.told(kept):
            values |= _columns(gone, part)
    return values


def _columns(row: Person, part: Part) -> dict[str, Any]:
    return {name: getattr(row, name) for name in part.columns}
