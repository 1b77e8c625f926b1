"""Changing what is known about people."""

import uuid
from dataclasses import dataclass
from datetime import date

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.search import fold
from stories.people import queries
from stories.people.models import Generation, Person, Readiness
from stories.people.problems import PseudonymTaken, SaysTooMuch
from stories.people.services.taken import unless_taken
from stories.people.telling import tells_too_much

MOST_FOLDED = 240


@dataclass(frozen=True)
class Details:
    """What a form says about a person. ``languages`` are ISO 639-1 codes."""

    generation: Generation
    name: str
    pseudonym: str | None = None
    birth_year: int | None = None
    birth_date: date | None = None
    languages: tuple[str, ...] = ()
    needs_interpreter: bool = False
    region: str = ""
    contact: str = ""
    readiness: Readiness = Readiness.READY


def add_person(actor: Actor, organisation_id: uuid.UUID, details: Details) -> Person:
    """Enter a participant or a legal representative; raises PseudonymTaken or SaysTooMuch."""
    row = Person(organisation_id=organisation_id)
    require(actor, "people.edit", row)
    with unless_taken(PseudonymTaken):
        _write(row, details)
        db.session.add(row)
    audit.record(actor, "people.added", row, detail={"generation": row.generation.value})
    return row


def edit_person(actor: Actor, row: Person, details: Details) -> None:
    """Correct what is known about a person; raises PseudonymTaken or SaysTooMuch."""
    require(actor, "people.edit", row)
    born = (row.birth_year, row.birth_date)
    with unless_taken(PseudonymTaken):
        _write(row, details)
    moved = born != (row.birth_year, row.birth_date)  # it may decide who is a child
    audit.record(actor, "people.edited", row, detail={"birth_changed": moved})


def _write(row: Person, details: Details) -> None:
    _guard_names(details)
    _guard_pseudonym(row, details.pseudonym)
    row.generation = details.generation
    row.name = details.name
    row.pseudonym = details.pseudonym
    # A single sign may fold into three; a name is found by its beginning just as well.
    row.folded_name = fold(f"{details.name} {details.pseudonym or ''}")[:MOST_FOLDED]
    row.birth_date = details.birth_date
    row.birth_year = details.birth_date.year if details.birth_date else details.birth_year
    row.languages = list(details.languages)
    row.needs_interpreter = details.needs_interpreter
    row.region = details.region
    row.contact = details.contact
    row.readiness = details.readiness


def _guard_names(details: Details) -> None:
    for field in ("name", "pseudonym", "region"):
        if tells_too_much(getattr(details, field) or ""):
            problem = SaysTooMuch()
            problem.field = field
            raise problem


def _guard_pseudonym(row: Person, pseudonym: str | None) -> None:
    if pseudonym and queries.has_pseudonym(row.organisation_id, pseudonym, but=row.id):
        raise PseudonymTaken
