"""Reading uploads."""

import uuid
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from stories.accounts.models import Organisation
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.errors import Gone, NotFound
from stories.media.models import Recording
from stories.media.tus.models import UNFINISHED, Standing, Upload, UploadState


def upload(actor: Actor, upload_id: uuid.UUID) -> Upload:
    """An upload of the actor's own; raises NotFound for anybody else's and Gone for a past one."""
    row = db.session.get(Upload, upload_id)
    if row is None:
        raise NotFound
    require(actor, "media.upload", row)
    if not actor.operator and row.uploaded_by != actor.id:
        raise NotFound
    if row.state in {UploadState.EXPIRED, UploadState.ENDED}:
        raise Gone
    return row


def standing(upload_id: uuid.UUID) -> Standing:
    """How far an upload is, for whoever was let in to it before; raises NotFound."""
    query = select(Upload.state, Upload.received, Upload.length, Upload.expires_at)
    row = db.session.execute(query.where(Upload.id == upload_id)).one_or_none()
    if row is None:
        raise NotFound
    return Standing(*row)


def standing_of(row: Upload) -> Standing:
    """The same of a row that was read."""
    return Standing(row.state, row.received, row.length, row.expires_at)


def upload_alone(actor: Actor, upload_id: uuid.UUID) -> Upload:
    """The same, while no other unit may change it."""
    query = select(Upload).where(Upload.id == upload_id).with_for_update()
    db.session.execute(query.execution_options(populate_existing=True)).all()
    return upload(actor, upload_id)


def hold_organisation(organisation_id: uuid.UUID) -> None:
    """Let one file at a time come into an organisation, so that doubles see each other."""
    query = select(Organisation.id).where(Organisation.id == organisation_id).with_for_update()
    db.session.execute(query).all()


def kept_bytes(organisation_id: uuid.UUID) -> int:
    """Everything an organisation keeps or is about to keep, in bytes."""
    kept = select(func.coalesce(func.sum(Recording.bytes), 0)).where(
        Recording.organisation_id == organisation_id
    )
    coming = select(func.coalesce(func.sum(Upload.length), 0)).where(
        Upload.organisation_id == organisation_id, Upload.state.in_(UNFINISHED)
    )
    return int(db.session.scalar(kept) or 0) + int(db.session.scalar(coming) or 0)


def promised_bytes() -> int:
    """What all uploads of the house may still bring, in bytes."""
    missing = func.coalesce(func.sum(Upload.length - Upload.received), 0)
    return int(db.session.scalar(select(missing).where(Upload.state.in_(UNFINISHED))) or 0)


def unfinished_of(actor: Actor) -> list[Upload]:
    """The actor's own uploads that wait to be sent on, the oldest first."""
    query = (
        select(Upload)
        .where(Upload.uploaded_by == actor.id, Upload.state.in_(UNFINISHED))
        .options(joinedload(Upload.session))
        .order_by(Upload.created_at, Upload.id)
    )
    return [row for row in db.session.scalars(query) if actor.can("media.upload", row)]


def expired_since(actor: Actor, since: datetime) -> list[Upload]:
    """The actor's own uploads that were let go of, since a moment."""
    query = (
        select(Upload)
        .where(
            Upload.uploaded_by == actor.id,
            Upload.state == UploadState.EXPIRED,
            Upload.changed_at >= since,
        )
        .options(joinedload(Upload.session))
    )
    return [row for row in db.session.scalars(query) if actor.can("media.upload", row)]


def complete_ids(before: datetime) -> list[uuid.UUID]:
    """Whole files nobody has taken in since a moment: whoever did was stopped."""
    query = select(Upload.id).where(
        Upload.state == UploadState.COMPLETE, Upload.changed_at < before
    )
    return list(db.session.scalars(query))


def overdue(at: datetime) -> list[Upload]:
    """Unfinished uploads whose last day is over."""
    query = select(Upload).where(Upload.state == UploadState.RECEIVING, Upload.expires_at < at)
    return list(db.session.scalars(query))


def wanted_ids() -> set[uuid.UUID]:
    """Uploads whose bytes still have to lie in the spool."""
    return set(db.session.scalars(select(Upload.id).where(Upload.state.in_(UNFINISHED))))


def unfinished_in(session_ids: list[uuid.UUID]) -> list[Upload]:
    """What is on its way into some sessions."""
    query = select(Upload).where(Upload.session_id.in_(session_ids), Upload.state.in_(UNFINISHED))
    return list(db.session.scalars(query))


def pauses_of(recording_id: uuid.UUID) -> list[tuple[float, float]]:
    """Where a recording was paused while it was made, and for how long, in seconds (S6)."""
    query = select(Upload.pauses).where(
        Upload.recording_id == recording_id, Upload.known.is_(False)
    )
    return [(at, lasted) for pauses in db.session.scalars(query) for at, lasted in pauses]


def outcome(upload_id: uuid.UUID) -> tuple[Recording | None, bool]:
    """The recording a file has become, and whether it was here before."""
    row = db.session.get_one(Upload, upload_id)
    recording = db.session.get(Recording, row.recording_id) if row.recording_id else None
    return recording, row.known
