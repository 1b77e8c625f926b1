"""Finding what was erased, and what is left to do after it."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from stories.foundation.access import Actor, require, visible
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.people.models import Erasure, ImportDraft, Person


def erasure(actor: Actor, erasure_id: uuid.UUID) -> Erasure:
    """What was erased, for whoever may erase; raises NotFound across organisations."""
    row = db.session.get(Erasure, erasure_id)
    if row is None:
        raise NotFound
    require(actor, "people.erase", row)
    return row


def erasure_by_id(erasure_id: uuid.UUID) -> Erasure:
    """What was erased, for work that was authorised when it was asked for."""
    return db.session.get_one(Erasure, erasure_id)


def erasures_of(person_id: uuid.UUID) -> list[Erasure]:
    """What was erased of somebody, the oldest first."""
    query = select(Erasure).where(Erasure.person_id == person_id)
    return list(db.session.scalars(query.order_by(Erasure.created_at, Erasure.id)))


def undecided_erasures(actor: Actor) -> list[Erasure]:
    """Erasures after which somebody decides about recordings in which others are heard."""
    query = (
        select(Erasure)
        .where(visible(actor, "people.erase", Erasure), Erasure.decided_at.is_(None))
        .options(joinedload(Erasure.person))
        .order_by(Erasure.created_at)
    )
    return [row for row in db.session.scalars(query) if row.shared]


def locked_person(person_id: uuid.UUID) -> Person:
    """A person as they stand now, held until the unit ends."""
    query = select(Person).where(Person.id == person_id).with_for_update()
    row = db.session.scalar(query.execution_options(populate_existing=True))
    if row is None:
        raise NotFound
    return row


def drafts_of(organisation_id: uuid.UUID) -> list[ImportDraft]:
    """Lists of people on their way into an organisation."""
    query = select(ImportDraft).where(ImportDraft.organisation_id == organisation_id)
    return list(db.session.scalars(query.order_by(ImportDraft.created_at)))
