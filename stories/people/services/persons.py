"""Changing what is known about people."""

import uuid
from typing import Any

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import today
from stories.foundation.db import db
from stories.foundation.hours import kept
from stories.foundation.search import fold
from stories.people import queries
from stories.people.models import Person
from stories.people.problems import EditClash, PseudonymTaken
from stories.people.services.details import Details, checked
from stories.people.services.editing import Seen, details_of, merged
from stories.people.services.taken import unless_taken

# A single sign may fold into three; a name is found by its beginning just as well.
MOST_FOLDED = 640
MOST_FOLDED_PSEUDONYM = 240


def add_person(actor: Actor, organisation_id: uuid.UUID, details: Details) -> Person:
    """Enter a participant or a legal representative; raises a Mistake that names its field."""
    row = Person(organisation_id=organisation_id)
    require(actor, "people.edit", row)
    with unless_taken(PseudonymTaken):
        _write(row, details)
        db.session.add(row)
    audit.record(actor, "people.added", row, detail={"generation": row.generation.value})
    return row


def edit_person(actor: Actor, row: Person, details: Details, seen: Seen | None = None) -> None:
    """Correct what is known about a person; raises a Mistake that names its field.

    ``seen`` is what the editor's form was made from. Where somebody saved in between, both
    versions are put together; raises EditClash where they say different things.
    """
    require(actor, "people.edit", row)
    queries.lock(row)
    known = _put_together(row, checked(details, today()), seen)
    born = (row.birth_year, row.birth_date)
    with unless_taken(PseudonymTaken):
        _write(row, known)
        row.revision += 1
    moved = born != (row.birth_year, row.birth_date)  # it may decide who is a child
    audit.record(actor, "people.edited", row, detail={"birth_changed": moved})


def _put_together(row: Person, mine: Details, seen: Seen | None) -> Details:
    if seen is None or seen.revision == row.revision:
        return mine
    both = merged(mine, details_of(row), seen)
    if both.clashes:
        raise EditClash(both)
    return both.details


def _write(row: Person, details: Details) -> None:
    known = checked(details, today())
    _guard_pseudonym(row, known.pseudonym)
    for column, value in columns_of(known).items():
        setattr(row, column, value)


def columns_of(details: Details) -> dict[str, Any]:
    """The columns of a person as checked details fill them."""
    return vars(details) | {
        "languages": list(details.languages),
        "ways": [way._asdict() for way in details.ways],
        "access_needs": [need.value for need in details.access_needs],
        "interests": list(details.interests),
        "free_hours": kept(details.free_hours),
        "folded_name": folded_name(details),
        "folded_pseudonym": folded_pseudonym(details.pseudonym),
    }


def refold(row: Person) -> None:
    """Make somebody findable by the names they have now."""
    row.folded_name = folded_name(row)
    row.folded_pseudonym = folded_pseudonym(row.pseudonym)


def folded_name(details: Details | Person) -> str:
    """What somebody is found by: every name they have, each word once."""
    names = (
        details.name,
        details.given_name,
        details.patronymic,
        details.surname,
        details.pseudonym or "",
    )
    return " ".join(dict.fromkeys(fold(" ".join(names)).split()))[:MOST_FOLDED]


def folded_pseudonym(pseudonym: str | None) -> str | None:
    """A pseudonym without case and Kazakh letters; unique in an organisation."""
    return fold(pseudonym)[:MOST_FOLDED_PSEUDONYM] if pseudonym else None


def _guard_pseudonym(row: Person, pseudonym: str | None) -> None:
    if pseudonym and queries.has_pseudonym(row.organisation_id, pseudonym, but=row.id):
        raise PseudonymTaken
