"""Two who edit one person: what does not collide is taken, where it does somebody chooses."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from stories.people.models import AccessNeed, Person
from stories.people.services.details import Details

# What belongs together is taken together: a year of one and a date of the other are no birth.
GROUPS: dict[str, tuple[str, ...]] = {
    "generation": ("generation",),
    "name": ("name",),
    "parts": ("given_name", "patronymic", "surname"),
    "pseudonym": ("pseudonym",),
    "birth": ("birth_year", "birth_date"),
    "languages": ("languages",),
    "interpreter": ("needs_interpreter", "interpreter_language"),
    "region": ("region",),
    "ways": ("ways",),
    "reach_note": ("reach_note",),
    "access": ("access_needs", "access_note"),
    "interests": ("interests",),
    "hours": ("free_hours",),
    "readiness": ("readiness",),
}


@dataclass(frozen=True)
class Seen:
    """What a form was made from: the revision, and a print of each group as it stood."""

    revision: int | None
    prints: Mapping[str, str]


@dataclass(frozen=True)
class Merged:
    """Two versions put together: groups that clash stand as ``mine`` has them."""

    details: Details
    theirs: Details
    clashes: tuple[str, ...]


def details_of(row: Person) -> Details:
    """What is known about a person, as a form would say it."""
    return Details(
        generation=row.generation,
        name=row.name,
        given_name=row.given_name,
        patronymic=row.patronymic,
        surname=row.surname,
        pseudonym=row.pseudonym,
        birth_year=row.birth_year,
        birth_date=row.birth_date,
        languages=tuple(row.languages),
        needs_interpreter=row.needs_interpreter,
        interpreter_language=row.interpreter_language,
        region=row.region,
        ways=row.reached_by,
        reach_note=row.reach_note,
        access_needs=tuple(AccessNeed(need) for need in row.access_needs),
        access_note=row.access_note,
        interests=tuple(row.interests),
        free_hours=row.free,
        readiness=row.readiness,
    )


def prints_of(details: Details) -> dict[str, str]:
    """A short print of each group: it tells that something changed, not what it was."""
    return {group: _print(_values(details, group)) for group in GROUPS}


def _values(details: Details, group: str) -> tuple[Any, ...]:
    # The order in which boxes were ticked says nothing; neither does which way comes first.
    values = (getattr(details, field) for field in GROUPS[group])
    return tuple(sorted(value) if isinstance(value, tuple) else value for value in values)


def _print(values: tuple[Any, ...]) -> str:
    told = json.dumps(values, default=str, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def merged(mine: Details, theirs: Details, seen: Seen) -> Merged:
    """Put two versions together, group by group, by what each of them changed."""
    me, them = prints_of(mine), prints_of(theirs)
    fallen_back = [
        group
        for group in GROUPS
        if me[group] != them[group] and me[group] == seen.prints.get(group)
    ]
    clashes = tuple(
        group
        for group in GROUPS
        if me[group] != them[group] and seen.prints.get(group) not in {me[group], them[group]}
    )
    return Merged(with_groups(mine, theirs, fallen_back), theirs, clashes)


def with_groups(details: Details, source: Details, groups: list[str]) -> Details:
    """The details with some groups as another version has them."""
    fields = [field for group in groups for field in GROUPS[group]]
    return replace(details, **{field: getattr(source, field) for field in fields})
