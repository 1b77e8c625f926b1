"""Reading recordings."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from stories.foundation.access import Actor, require, visible
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.foundation.fixity import FileState, KeptFile
from stories.foundation.models import Work
from stories.media.models import FixityCheck, Recording, RecordingState
from stories.sessions.models import StorytellingSession
from stories.sessions.queries import audible_in, heard_in

PAGE = 25


def recording(actor: Actor, recording_id: uuid.UUID, permission: str = "media.view") -> Recording:
    """A recording the actor may do that to; raises NotFound across organisations."""
    row = db.session.get(Recording, recording_id)
    if row is None:
        raise NotFound
    require(actor, permission, row)
    return row


def recording_by_id(recording_id: uuid.UUID) -> Recording:
    """A recording, for work that was authorised when it was asked for."""
    return db.session.get_one(Recording, recording_id)


def session_for_upload(actor: Actor, session_id: uuid.UUID) -> StorytellingSession:
    """A session the actor may add a recording to; raises NotFound across organisations."""
    row = db.session.get(StorytellingSession, session_id)
    if row is None:
        raise NotFound
    require(actor, "media.upload", row)
    return row


def page_of_recordings(actor: Actor, number: int) -> tuple[list[Recording], int]:
    """One page of what the actor may see, newest first, and the number of pages."""
    mine = visible(actor, "media.view", Recording)
    count = db.session.scalar(select(func.count()).select_from(Recording).where(mine)) or 0
    pages = max(1, -(-count // PAGE))
    query = (
        select(Recording)
        .where(mine)
        .options(joinedload(Recording.session))
        .order_by(Recording.created_at.desc(), Recording.id)
        .limit(PAGE)
        .offset((min(number, pages) - 1) * PAGE)
    )
    return list(db.session.scalars(query)), pages


def recordings_of(session_id: uuid.UUID) -> list[Recording]:
    """A session's recordings in the order in which they came."""
    query = select(Recording).where(Recording.session_id == session_id)
    return list(db.session.scalars(query.order_by(Recording.created_at, Recording.id)))


def twin(organisation_id: uuid.UUID, sha256: str) -> Recording | None:
    """The recording of an organisation that holds the very same bytes."""
    query = select(Recording).where(
        Recording.organisation_id == organisation_id, Recording.sha256 == sha256
    )
    return db.session.scalar(query.order_by(Recording.created_at).limit(1))


def ready_recording(recording_id: uuid.UUID) -> Recording | None:
    """A recording that can be heard, for work of the operator; None if it is gone or is none."""
    row = db.session.get(Recording, recording_id)
    return row if row is not None and row.state is RecordingState.READY else None


def ready_ids(
    organisation_id: uuid.UUID | None = None, recording_id: uuid.UUID | None = None
) -> list[tuple[uuid.UUID, float]]:
    """Recordings that can be heard, of the house, an organisation or just one; and seconds."""
    query = select(Recording.id, Recording.seconds).where(Recording.state == RecordingState.READY)
    if organisation_id is not None:
        query = query.where(Recording.organisation_id == organisation_id)
    if recording_id is not None:
        query = query.where(Recording.id == recording_id)
    query = query.order_by(Recording.created_at, Recording.id)
    return [(found, seconds) for found, seconds in db.session.execute(query)]


def known_digests(keys: list[str]) -> dict[str, str | None]:
    """The digest of each key as the ledger knows it; None where it was not read yet."""
    query = select(KeptFile.key, KeptFile.sha256).where(KeptFile.key.in_(keys))
    known = {row.key: row.sha256 for row in db.session.execute(query)}
    return {key: known.get(key) for key in keys}


def preparations(recording_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Work]:
    """The work of making recordings ready, by recording."""
    query = select(Work).where(
        Work.kind == "media.prepare", Work.subject_id.in_(list(recording_ids))
    )
    return {row.subject_id: row for row in db.session.scalars(query)}


def quietening(recording_id: uuid.UUID) -> Work | None:
    """The work of making a copy with less noise, if somebody asked for it."""
    query = select(Work).where(Work.kind == "media.quieten", Work.subject_id == recording_id)
    return db.session.scalar(query)


def set_aside_since(actor: Actor, since: datetime) -> list[Recording]:
    """Files set aside in sessions that still have no recording that can be heard."""
    heard = select(Recording.session_id).where(Recording.state == RecordingState.READY)
    query = (
        select(Recording)
        .where(
            visible(actor, "media.upload", Recording),
            Recording.state == RecordingState.SET_ASIDE,
            Recording.created_at >= since,
            Recording.session_id.not_in(heard),
        )
        .options(joinedload(Recording.session))
        .order_by(Recording.created_at)
    )
    return list(db.session.scalars(query))


def closures_over(actor: Actor, on: date) -> list[Recording]:
    """Recordings whose closure has come to its day, so that somebody may look again (C9)."""
    query = (
        select(Recording)
        .where(visible(actor, "media.close", Recording), Recording.closed_until <= on)
        .options(joinedload(Recording.session))
        .order_by(Recording.closed_until, Recording.id)
    )
    return list(db.session.scalars(query))


def last_check(recording_id: uuid.UUID) -> FixityCheck | None:
    """The latest look at a master."""
    query = select(FixityCheck).where(FixityCheck.recording_id == recording_id)
    return db.session.scalar(query.order_by(FixityCheck.at.desc()).limit(1))


def broken_files(actor: Actor) -> int:
    """How many files the actor answers for are not what they were and could not be mended."""
    if not actor.can("media.check"):
        return 0
    mine = visible(actor, "media.check", KeptFile)
    bad = KeptFile.outcome.in_((FileState.CHANGED, FileState.MISSING))
    return db.session.scalar(select(func.count()).select_from(KeptFile).where(mine, bad)) or 0


def recordings_with(person_id: uuid.UUID) -> list[Recording]:
    """Every recording somebody may be heard in, in the order in which they came (C5)."""
    query = (
        select(Recording)
        .where(Recording.session_id.in_(heard_in(person_id)))
        .options(joinedload(Recording.session))
        .order_by(Recording.created_at, Recording.id)
    )
    return list(db.session.scalars(query))


def shared_sessions(session_ids: Iterable[uuid.UUID], person_id: uuid.UUID) -> set[uuid.UUID]:
    """Of these sessions, those in which somebody else may be heard too."""
    heard = audible_in(session_ids)
    return {key for key, people in heard.items() if set(people) - {person_id}}
