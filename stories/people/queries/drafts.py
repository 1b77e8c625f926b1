"""Finding lists that wait to be imported."""

import uuid
from datetime import datetime

from sqlalchemy import select

from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.people.models import ImportDraft, Person

NOBODY = uuid.UUID(int=0)  # of whom only a row of a file is known


def draft(actor: Actor, draft_id: uuid.UUID) -> ImportDraft:
    """A list that waits; raises NotFound across organisations and once its hour is over."""
    row = db.session.get(ImportDraft, draft_id)
    if row is None:
        raise NotFound
    require(actor, "people.import", row)
    if row.expires_at <= now():
        raise NotFound
    return row


def lock_draft(draft_id: uuid.UUID) -> ImportDraft | None:
    """The same, kept from whoever presses at the same moment."""
    query = select(ImportDraft).where(ImportDraft.id == draft_id).with_for_update()
    return db.session.scalar(query.execution_options(populate_existing=True))


def drafts_before(moment: datetime) -> list[ImportDraft]:
    """Lists whose hour is over."""
    return list(db.session.scalars(select(ImportDraft).where(ImportDraft.expires_at <= moment)))


def everybody_of(organisation_id: uuid.UUID) -> list[Person]:
    """Everybody of an organisation but the erased; the caller has authorised the question."""
    query = select(Person).where(
        Person.organisation_id == organisation_id, Person.erased_at.is_(None)
    )
    return list(db.session.scalars(query))
