"""Finding texts that wait to be taken in."""

import uuid
from datetime import datetime

from sqlalchemy import select

from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.translations.inward.models import TextDraft


def draft(actor: Actor, recording_id: uuid.UUID, draft_id: uuid.UUID) -> TextDraft:
    """A text that waits; raises NotFound for another recording's and once its hour is over."""
    row = db.session.get(TextDraft, draft_id)
    if row is None or row.recording_id != recording_id:
        raise NotFound
    require(actor, "transcripts.edit", row)
    if row.expires_at <= now():
        raise NotFound
    return row


def lock_draft(draft_id: uuid.UUID) -> TextDraft | None:
    """The same, kept from whoever presses at the same moment."""
    query = select(TextDraft).where(TextDraft.id == draft_id).with_for_update(of=TextDraft)
    return db.session.scalar(query.execution_options(populate_existing=True))


def drafts_before(moment: datetime) -> list[TextDraft]:
    """Texts whose hour is over."""
    return list(db.session.scalars(select(TextDraft).where(TextDraft.expires_at <= moment)))


def drafts_of(organisation_id: uuid.UUID) -> list[TextDraft]:
    """Texts an organisation has on their way in, for an erasure."""
    query = select(TextDraft).where(TextDraft.organisation_id == organisation_id)
    return list(db.session.scalars(query.order_by(TextDraft.id)))
