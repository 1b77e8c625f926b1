"""Finding people."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, select, true

from stories.foundation.access import Actor, require, visible
from stories.foundation.db import Base, db, kk_order
from stories.foundation.errors import NotFound
from stories.foundation.search import fold
from stories.people.models import Generation, Person
from stories.people.policy import FIELDS, VIEW
from stories.people.problems import ErasedAlready, MergedAway
from stories.people.queries.merges import merged_into

# What may still be asked about somebody who was erased; everything else would write into the row.
LOOKS = frozenset({VIEW, "people.hold", "people.export", "people.erase"})


def person(actor: Actor, person_id: uuid.UUID, permission: str = VIEW) -> Person:
    """A person the actor may see; raises NotFound across organisations (DOMAIN X2)."""
    row = db.session.get(Person, person_id)
    if row is None:
        kept_id = merged_into(actor, person_id)
        raise MergedAway(kept_id) if kept_id else NotFound
    require(actor, permission, row)
    if row.erased_at is not None and permission not in LOOKS:
        raise ErasedAlready  # what was taken out of the row is not written into it again
    return row


def people_list(
    actor: Actor,
    generation: Generation | None = None,
    words: str | None = None,
    permission: str = VIEW,
    centre_id: uuid.UUID | None = None,
) -> list[Person]:
    """People the actor may see, in Kazakh order; «аселя» finds «Әселя».

    Whoever may not know a name neither finds nor orders by it, but by the pseudonym.
    """
    query = select(Person).where(
        visible(actor, permission, Person), _named(actor, words or ""), Person.erased_at.is_(None)
    )
    if generation is not None:
        query = query.where(Person.generation == generation)
    if centre_id is not None:
        query = query.where(Person.centre_id == centre_id)
    known = case((visible(actor, FIELDS["name"], Person), Person.name), else_=Person.pseudonym)
    told = func.coalesce(known, "")
    return list(db.session.scalars(query.order_by(kk_order(told), Person.id)))


def others_of(actor: Actor, row: Person) -> list[Person]:
    """Everybody else of a person's organisation whom the actor may see, in Kazakh order."""
    return [
        item
        for item in people_list(actor)
        if item.id != row.id and item.organisation_id == row.organisation_id
    ]


def closures_over(actor: Actor, on: date) -> list[Person]:
    """People whose closure has come to its day, so that somebody may look again (DOMAIN C9)."""
    query = select(Person).where(visible(actor, "people.close", Person), Person.closed_until <= on)
    return list(db.session.scalars(query.order_by(Person.closed_until, Person.id)))


def _named(actor: Actor, words: str) -> ColumnElement[bool]:
    by_name = visible(actor, FIELDS["name"], Person) & _holds(Person.folded_name, words)
    return by_name | _holds(func.coalesce(Person.folded_pseudonym, ""), words)


def _holds(column: Any, words: str) -> ColumnElement[bool]:
    padded: ColumnElement[str] = literal(" ") + column
    condition: ColumnElement[bool] = true()
    for token in fold(words).split():
        condition = condition & padded.contains(f" {token}", autoescape=True)
    return condition


def persons_by_ids(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """People by id, for a caller that has already authorised what it shows of them."""
    rows = db.session.scalars(select(Person).where(Person.id.in_(set(person_ids))))
    return {row.id: row for row in rows}


def lock(row: Base) -> None:
    """Read a row anew, and let nobody else change it until this unit is over."""
    db.session.refresh(row, with_for_update=True)


def has_pseudonym(organisation_id: uuid.UUID, pseudonym: str, but: uuid.UUID | None) -> bool:
    """Whether somebody else of an organisation goes by a pseudonym, whatever its letters."""
    query = select(Person.id).where(
        Person.organisation_id == organisation_id, Person.folded_pseudonym == fold(pseudonym)
    )
    return any(who != but for who in db.session.scalars(query))


def pseudonyms_of(organisation_id: uuid.UUID) -> set[str]:
    """Every pseudonym of an organisation, folded."""
    query = select(Person.folded_pseudonym).where(
        Person.organisation_id == organisation_id, Person.folded_pseudonym.is_not(None)
    )
    return {taken for taken in db.session.scalars(query) if taken}
