"""Who represents whom, and who is kept apart."""

import uuid
from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.people.models import (
    DoNotPair,
    IdentityCheck,
    PaperForm,
    Person,
    Relation,
    Representation,
    RestrictedFact,
)
from stories.people.queries.persons import persons_by_ids


def do_not_pair_among(person_ids: Iterable[uuid.UUID]) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Pairs among these people who must not be put into one session (DOMAIN S3)."""
    ids = set(person_ids)
    query = select(DoNotPair.one_id, DoNotPair.other_id).where(
        DoNotPair.one_id.in_(ids), DoNotPair.other_id.in_(ids)
    )
    return [(one, other) for one, other in db.session.execute(query)]


def kept_apart_from(person_id: uuid.UUID) -> list[tuple[DoNotPair, Person]]:
    """Whom a person is not paired with, each with the row that says so."""
    mine = or_(DoNotPair.one_id == person_id, DoNotPair.other_id == person_id)
    rows = list(db.session.scalars(select(DoNotPair).where(mine)))
    others = persons_by_ids({_other(row, person_id) for row in rows})
    return [(row, others[_other(row, person_id)]) for row in rows]


def _other(row: DoNotPair, person_id: uuid.UUID) -> uuid.UUID:
    return row.other_id if row.one_id == person_id else row.one_id


def kept_apart_row(person_id: uuid.UUID, row_id: uuid.UUID) -> DoNotPair:
    """A line of a person's do-not-pair list; raises NotFound."""
    row = db.session.get(DoNotPair, row_id)
    if row is None or person_id not in {row.one_id, row.other_id}:
        raise NotFound
    return row


def representation(child_id: uuid.UUID, row_id: uuid.UUID) -> Representation:
    """A link between a child and a representative; raises NotFound."""
    row = db.session.get(Representation, row_id)
    if row is None or row.child_id != child_id:
        raise NotFound
    return row


def representations_of(person_id: uuid.UUID) -> list[Representation]:
    """Who represents a child, and whom a representative represents."""
    query = (
        select(Representation)
        .where(
            or_(
                Representation.child_id == person_id,
                Representation.representative_id == person_id,
            )
        )
        .options(selectinload(Representation.child), selectinload(Representation.representative))
    )
    return list(db.session.scalars(query))


def relations_about(person_id: uuid.UUID) -> list[Relation]:
    """What somebody is to others, for a caller that has authorised the question."""
    mine = or_(Relation.one_id == person_id, Relation.other_id == person_id)
    return list(db.session.scalars(select(Relation).where(mine).order_by(Relation.created_at)))


def identity_seen(person_id: uuid.UUID) -> list[IdentityCheck]:
    """When somebody's identity was seen, for a caller that has authorised the question."""
    query = select(IdentityCheck).where(IdentityCheck.person_id == person_id)
    return list(db.session.scalars(query.order_by(IdentityCheck.seen_on)))


def facts_kept_apart(person_id: uuid.UUID) -> list[RestrictedFact]:
    """Restricted facts, for a caller that shows them to the safeguarding lead alone (P5)."""
    query = select(RestrictedFact).where(RestrictedFact.person_id == person_id)
    return list(db.session.scalars(query.order_by(RestrictedFact.created_at)))


def papers_about(person_id: uuid.UUID) -> list[PaperForm]:
    """Printed forms for somebody or for their signature, for a caller that has authorised it."""
    mine = or_(PaperForm.person_id == person_id, PaperForm.signer_id == person_id)
    return list(db.session.scalars(select(PaperForm).where(mine).order_by(PaperForm.printed_at)))
