"""Changing uploads: one verb, one function."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import current_app

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.settings import Settings
from stories.media import rules
from stories.media.errors import EmptyFile, NoRoom, SessionNotOpen
from stories.media.models import Recording
from stories.media.tus import queries, spool
from stories.media.tus.models import Upload, UploadState
from stories.media.tus.problems import QuotaReached, TooLarge
from stories.sessions.models import StorytellingSession

MEGABYTE, GIGABYTE = 1 << 20, 1 << 30


def begin_upload(
    actor: Actor,
    session: StorytellingSession,
    name: str,
    length: int,
    pauses: Sequence[Sequence[float]] = (),
) -> Upload:
    """Promise to take a file of so many bytes; ``pauses`` as the model has them.

    Raises SessionNotOpen, EmptyFile, TooLarge, QuotaReached or NoRoom.
    """
    require(actor, "media.upload", session)
    if not rules.takes_recordings(session.state):
        raise SessionNotOpen
    _refuse_size(session.organisation_id, length)
    upload = Upload(
        organisation_id=session.organisation_id,
        session_id=session.id,
        uploaded_by=actor.id,
        original_name=rules.tidy_name(name),
        length=length,
        received=0,
        pauses=[list(pause) for pause in pauses],
        changed_at=now(),
        expires_at=_last_day(),
    )
    db.session.add(upload)
    db.session.flush()
    audit.record(actor, "media.upload_begun", upload, detail={"bytes": length})
    return upload


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _last_day() -> datetime:
    return now() + timedelta(days=_settings().number("UPLOAD_DAYS"))


def _refuse_size(organisation_id: uuid.UUID, length: int) -> None:
    settings = _settings()
    if not length:
        raise EmptyFile
    if length > most_bytes():
        raise TooLarge
    quota = settings.number("QUOTA_GB") * GIGABYTE
    if quota and queries.kept_bytes(organisation_id) + length > quota:
        raise QuotaReached
    spare = settings.number("SPARE_DISK_MB") * MEGABYTE
    if queries.promised_bytes() + length + spare > spool.free_bytes():
        raise NoRoom


def most_bytes() -> int:
    """The largest file the house takes."""
    return _settings().number("UPLOAD_LIMIT_MB") * MEGABYTE


def note_received(actor: Actor, upload: Upload, received: int, sha256: str | None = None) -> None:
    """Bytes that are safe on the disk; with the digest of the whole the file is complete."""
    require(actor, "media.upload", upload)
    upload.received = received
    upload.changed_at, upload.expires_at = now(), _last_day()
    upload.state = UploadState.COMPLETE if sha256 else UploadState.RECEIVING
    upload.sha256 = sha256


def note_taken(actor: Actor, upload: Upload, recording: Recording, *, known: bool) -> None:
    """A file has become a recording, or was one already; that happens once."""
    require(actor, "media.upload", upload)
    upload.state, upload.changed_at = UploadState.TAKEN, now()
    upload.recording_id, upload.known = recording.id, known
    if known:
        audit.record(actor, "media.upload_known", recording)


def end_upload(actor: Actor, upload: Upload) -> None:
    """Whoever began it does not want it to come in."""
    require(actor, "media.upload", upload)
    upload.state, upload.changed_at = UploadState.ENDED, now()
    audit.record(actor, "media.upload_ended", upload, detail={"received": upload.received})


def expire_upload(actor: Actor, upload: Upload) -> None:
    """Nobody sent it on for the days the house waits; its owner was told before, and is now."""
    require(actor, "media.upload", upload)
    upload.state, upload.changed_at = UploadState.EXPIRED, now()
    audit.record(actor, "media.upload_expired", upload, detail={"received": upload.received})
