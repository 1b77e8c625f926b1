"""What is kept beside a person's row: relations, restricted facts, seen identities."""

import uuid

from sqlalchemy import and_, or_, select

from stories.accounts.models import User
from stories.foundation.access import Actor, require, visible
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.people.models import IdentityCheck, Person, Relation, RestrictedFact, Tie
from stories.people.policy import RESTRICTED
from stories.people.queries.beside import identity_seen, relations_about
from stories.people.queries.persons import persons_by_ids


def related_to(person_id: uuid.UUID) -> list[tuple[Relation, Person, Tie]]:
    """Whom a person is related to, each with the row and what they are to the person."""
    rows = relations_about(person_id)
    others = persons_by_ids({_other(row, person_id) for row in rows})
    return [
        (
            row,
            others[_other(row, person_id)],
            row.one_is if row.other_id == person_id else row.other_is,
        )
        for row in rows
    ]


def _other(row: Relation, person_id: uuid.UUID) -> uuid.UUID:
    return row.other_id if row.one_id == person_id else row.one_id


def ties_between(person: Person, other: Person) -> list[tuple[Tie, Tie]]:
    """What two people are to each other already."""
    query = select(Relation).where(
        or_(
            and_(Relation.one_id == person.id, Relation.other_id == other.id),
            and_(Relation.one_id == other.id, Relation.other_id == person.id),
        )
    )
    return [(row.one_is, row.other_is) for row in db.session.scalars(query)]


def relation(person_id: uuid.UUID, row_id: uuid.UUID) -> Relation:
    """A relation of a person; raises NotFound."""
    row = db.session.get(Relation, row_id)
    if row is None or person_id not in {row.one_id, row.other_id}:
        raise NotFound
    return row


def restricted_facts(actor: Actor, person: Person) -> list[RestrictedFact]:
    """The restricted facts of a person; nothing for whoever may not know of any (DOMAIN P5)."""
    query = select(RestrictedFact).where(
        RestrictedFact.person_id == person.id, visible(actor, RESTRICTED, RestrictedFact)
    )
    return list(db.session.scalars(query.order_by(RestrictedFact.created_at)))


def restricted_fact(actor: Actor, person: Person, fact_id: uuid.UUID) -> RestrictedFact:
    """One restricted fact of a person; raises NotFound."""
    row = db.session.get(RestrictedFact, fact_id)
    if row is None or row.person_id != person.id:
        raise NotFound
    require(actor, RESTRICTED, row)
    return row


def last_identity_check(person_id: uuid.UUID) -> tuple[IdentityCheck, str] | None:
    """The latest time an identity was seen, and who saw it."""
    found = identity_seen(person_id)
    if not found:
        return None
    who = db.session.get(User, found[-1].seen_by) if found[-1].seen_by else None
    return found[-1], who.name if who else ""
