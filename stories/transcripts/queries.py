"""Reading transcripts."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import joinedload

from stories.foundation.access import Actor, require, visible
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.foundation.models import Work, WorkState
from stories.media.models import Recording
from stories.people.models import Person
from stories.sessions.queries import heard_in
from stories.transcripts.approvals.queries import SAID, is_approved
from stories.transcripts.models import Segment, TranscriptState, TranscriptVersion

KIND = "transcripts.transcribe"
PAGE = 100


@dataclass(frozen=True)
class Counts:
    """Segments of a version, how many no person has checked, how many with words none approved."""

    segments: int = 0
    unchecked: int = 0
    unapproved: int = 0


def segment(actor: Actor, segment_id: uuid.UUID, permission: str) -> Segment:
    """A segment the actor may do that to, held against others until the unit ends."""
    query = select(Segment).where(Segment.id == segment_id).with_for_update(of=Segment)
    row = db.session.scalar(query)
    if row is None:
        raise NotFound
    require(actor, permission, row)
    return row


def segment_among_neighbours(actor: Actor, segment_id: uuid.UUID, permission: str) -> Segment:
    """A segment the actor may do that to, held with those beside it.

    They are taken in the order of speech, so that two people who move the same boundary from its
    two sides wait for one another instead of for ever.
    """
    seen = db.session.get(Segment, segment_id)
    if seen is None:
        raise NotFound
    require(actor, permission, seen)
    mine = Segment.version_id == seen.version_id
    first = select(func.max(Segment.position)).where(mine, Segment.position < seen.position)
    last = select(func.min(Segment.position)).where(mine, Segment.position > seen.position)
    query = select(Segment).where(
        mine,
        Segment.position >= func.coalesce(first.scalar_subquery(), seen.position),
        Segment.position <= func.coalesce(last.scalar_subquery(), seen.position),
    )
    held = query.order_by(Segment.position).with_for_update(of=Segment)
    rows = db.session.scalars(held.execution_options(populate_existing=True)).all()
    if seen not in rows:
        raise NotFound
    return seen


def version_by_id(version_id: uuid.UUID) -> TranscriptVersion:
    """A version, for work that was authorised when it was asked for."""
    return db.session.get_one(TranscriptVersion, version_id)


def current_version(recording_id: uuid.UUID) -> TranscriptVersion | None:
    """The working text of a recording: the version people read, correct and cut stories from."""
    return db.session.scalar(_versions(recording_id).where(TranscriptVersion.current))


def version_of(recording_id: uuid.UUID, version_id: uuid.UUID) -> TranscriptVersion:
    """A complete version of this recording and no other; raises NotFound."""
    query = _versions(recording_id).where(TranscriptVersion.complete)
    row = db.session.scalar(query.where(TranscriptVersion.id == version_id))
    if row is None:
        raise NotFound
    return row


def complete_versions(recording_id: uuid.UUID) -> list[TranscriptVersion]:
    """Every version of a recording that is written down to its end, the newest first."""
    return list(db.session.scalars(_versions(recording_id).where(TranscriptVersion.complete)))


def held_version(recording_id: uuid.UUID) -> TranscriptVersion | None:
    """The working text, held against whoever corrects it until the unit ends."""
    query = _versions(recording_id).where(TranscriptVersion.current)
    return db.session.scalar(query.with_for_update(of=TranscriptVersion))


def growing_version(recording_id: uuid.UUID) -> TranscriptVersion | None:
    """The version that is being written down, or was when the writing stopped."""
    unfinished = _versions(recording_id).where(~TranscriptVersion.complete)
    return db.session.scalar(unfinished.limit(1))


def _versions(recording_id: uuid.UUID) -> Select[TranscriptVersion]:
    query = select(TranscriptVersion).where(TranscriptVersion.recording_id == recording_id)
    return query.order_by(TranscriptVersion.number.desc())


def last_number(recording_id: uuid.UUID) -> int:
    """The highest number of a recording's versions; 0 if there is none."""
    query = select(func.max(TranscriptVersion.number))
    return db.session.scalar(query.where(TranscriptVersion.recording_id == recording_id)) or 0


def segments_between(version_id: uuid.UUID, start_ms: int, end_ms: int) -> list[Segment]:
    """Segments of a version that touch [start_ms, end_ms), in the order of speech."""
    query = _segments(version_id).where(Segment.start_ms < end_ms, Segment.end_ms > start_ms)
    return list(db.session.scalars(query))


def _segments(version_id: uuid.UUID) -> Select[Segment]:
    query = select(Segment).where(Segment.version_id == version_id)
    return query.order_by(Segment.start_ms, Segment.position)


def page_of_segments(version_id: uuid.UUID, number: int) -> tuple[list[Segment], int, int]:
    """One page of a version's segments, its number, and the number of pages."""
    pages = max(1, -(-counts(version_id).segments // PAGE))
    page = min(max(number, 1), pages)
    query = _segments(version_id).limit(PAGE).offset((page - 1) * PAGE)
    return list(db.session.scalars(query)), page, pages


def segments_from(version_id: uuid.UUID, at_ms: int) -> list[Segment]:
    """A page of segments that begin at a moment or later, in the order of speech."""
    query = _segments(version_id).where(Segment.start_ms >= at_ms).limit(PAGE)
    return list(db.session.scalars(query))


def segments_until(version_id: uuid.UUID, at_ms: int) -> list[Segment]:
    """A page of the last segments that begin at a moment or earlier, in the order of speech."""
    query = select(Segment).where(Segment.version_id == version_id, Segment.start_ms <= at_ms)
    query = query.order_by(Segment.start_ms.desc(), Segment.position.desc()).limit(PAGE)
    return list(db.session.scalars(query))[::-1]


def page_at(version_id: uuid.UUID, at_ms: int) -> int:
    """The page on which the segment stands that is heard at a moment."""
    begun = (Segment.version_id == version_id) & (Segment.start_ms <= at_ms)
    heard = db.session.scalar(select(func.count(Segment.id)).where(begun)) or 1
    return (heard - 1) // PAGE + 1


def last_segments(version_id: uuid.UUID, count: int) -> list[Segment]:
    """The segments written down last, in the order they were written."""
    query = (
        select(Segment)
        .where(Segment.version_id == version_id)
        .order_by(Segment.position.desc())
        .limit(count)
    )
    return list(db.session.scalars(query))[::-1]


def every_segment(version_id: uuid.UUID, *, held: bool = False) -> list[Segment]:
    """All segments of a version, in the order of speech; ``held`` against others if asked."""
    query = _segments(version_id)
    return list(db.session.scalars(query.with_for_update(of=Segment) if held else query))


def flags_in(version_id: uuid.UUID) -> list[tuple[uuid.UUID, tuple[str, ...]]]:
    """Every segment of a version in the order of speech, with its flags; none once checked."""
    query = (
        select(Segment.id, Segment.flags, Segment.checked_at)
        .where(Segment.version_id == version_id)
        .order_by(Segment.start_ms, Segment.position)
    )
    rows = db.session.execute(query)
    return [(row[0], () if row[2] else tuple(row[1])) for row in rows]


def places_in(version_id: uuid.UUID) -> list[Any]:
    """Every segment of a version in the order of speech, as far as ``seeking`` looks at it."""
    one = Segment
    query = select(one.id, one.start_ms, one.text, one.words, one.flags, one.checked_at)
    found = query.where(one.version_id == version_id).order_by(one.start_ms, one.position)
    return list(db.session.execute(found))


def last_position(version_id: uuid.UUID) -> int:
    """The highest position in a version; -1 if it has no segment."""
    query = select(func.max(Segment.position)).where(Segment.version_id == version_id)
    found = db.session.scalar(query)
    return -1 if found is None else found


def texts_elsewhere(version: TranscriptVersion) -> set[tuple[int, str]]:
    """What any other version of the recording says, with its start in milliseconds."""
    query = (
        select(Segment.start_ms, Segment.text)
        .join(TranscriptVersion, TranscriptVersion.id == Segment.version_id)
        .where(
            TranscriptVersion.recording_id == version.recording_id,
            TranscriptVersion.id != version.id,
            TranscriptVersion.complete,
        )
    )
    return {(row[0], row[1]) for row in db.session.execute(query)}


def segments_after(row: Segment) -> list[Segment]:
    """The segments that follow another, in order, held against others until the unit ends."""
    query = _segments(row.version_id).where(Segment.position > row.position)
    return list(db.session.scalars(query.with_for_update(of=Segment)))


def last_speaker_number(version_id: uuid.UUID) -> int:
    """The highest number of a voice nobody could name; 0 if there is none."""
    query = select(func.max(Segment.speaker_number))
    return db.session.scalar(query.where(Segment.version_id == version_id)) or 0


def people_by_id(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """These people, for their names."""
    query = select(Person).where(Person.id.in_(list(ids)))
    return {row.id: row for row in db.session.scalars(query)}


def segments_spoken_by(person_id: uuid.UUID) -> list[Segment]:
    """Every segment that was given to somebody, in any version."""
    return list(db.session.scalars(select(Segment).where(Segment.speaker_id == person_id)))


def spoken_counts(person_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """In how many segments of each version somebody is named as the speaker."""
    query = (
        select(Segment.version_id, func.count())
        .where(Segment.speaker_id == person_id)
        .group_by(Segment.version_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def next_segment(row: Segment) -> Segment | None:
    """The segment that follows another, held against others until the unit ends."""
    query = (
        select(Segment)
        .where(Segment.version_id == row.version_id, Segment.position > row.position)
        .order_by(Segment.position)
        .limit(1)
        .with_for_update(of=Segment)
    )
    return db.session.scalar(query)


def previous_segment(row: Segment) -> Segment | None:
    """The segment before another, held against others until the unit ends."""
    query = (
        select(Segment)
        .where(Segment.version_id == row.version_id, Segment.position < row.position)
        .order_by(Segment.position.desc())
        .limit(1)
        .with_for_update(of=Segment)
    )
    return db.session.scalar(query)


def counts(version_id: uuid.UUID) -> Counts:
    """How much of one version is checked."""
    return counts_of([version_id]).get(version_id, Counts())


def counts_of(version_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Counts]:
    """How much of each version is checked and approved; versions without segments are left out."""
    unchecked = func.sum(case((Segment.checked_at.is_(None), 1), else_=0))
    lacking = func.sum(case((and_(SAID, ~is_approved()), 1), else_=0))
    query = (
        select(Segment.version_id, func.count(), unchecked, lacking)
        .where(Segment.version_id.in_(list(version_ids)))
        .group_by(Segment.version_id)
    )
    return {
        row[0]: Counts(row[1], int(row[2] or 0), int(row[3] or 0))
        for row in db.session.execute(query)
    }


def touched(version_id: uuid.UUID) -> bool:
    """Whether a person has changed or checked anything in a version."""
    named = Segment.speaker_id.is_not(None) | Segment.speaker_number.is_not(None)
    human = (Segment.revision > 1) | Segment.checked_at.is_not(None) | named
    query = select(Segment.id).where(Segment.version_id == version_id, human)
    return db.session.scalar(query.limit(1)) is not None


def current_versions(recording_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, TranscriptVersion]:
    """The current version of each recording that has one."""
    query = select(TranscriptVersion).where(
        TranscriptVersion.recording_id.in_(list(recording_ids)), TranscriptVersion.current
    )
    return {row.recording_id: row for row in db.session.scalars(query)}


def unfinished(actor: Actor, limit: int = 10) -> list[tuple[TranscriptVersion, int]]:
    """Current versions the actor may correct that have unchecked segments, with their number."""
    query = (
        select(TranscriptVersion, func.count(Segment.id))
        .join(
            Segment, and_(Segment.version_id == TranscriptVersion.id, Segment.checked_at.is_(None))
        )
        .where(
            visible(actor, "transcripts.edit", TranscriptVersion),
            TranscriptVersion.state == TranscriptState.DRAFT,
            TranscriptVersion.current,
        )
        .group_by(TranscriptVersion.id)
        .order_by(TranscriptVersion.created_at)
        .limit(limit)
        .options(joinedload(TranscriptVersion.recording))
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def not_written(actor: Actor, limit: int = 10) -> list[tuple[Recording, str | None]]:
    """Recordings the actor may have written down whose every attempt failed, and why."""
    query = (
        select(Recording, Work.problem)
        .join(Work, and_(Work.subject_id == Recording.id, Work.kind == KIND))
        .where(Work.state == WorkState.FAILED, visible(actor, "transcripts.edit", Recording))
        .order_by(Work.finished_at.desc())
        .limit(limit)
        .options(joinedload(Recording.session))
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def transcription(recording_id: uuid.UUID) -> Work | None:
    """The work of writing a recording down, if it was ever asked for."""
    return db.session.scalar(select(Work).where(Work.kind == KIND, Work.subject_id == recording_id))


def transcriptions(recording_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Work]:
    """The work of writing down, by recording."""
    query = select(Work).where(Work.kind == KIND, Work.subject_id.in_(list(recording_ids)))
    return {row.subject_id: row for row in db.session.scalars(query)}


def versions_with(person_id: uuid.UUID) -> list[TranscriptVersion]:
    """Every version of a text in which somebody's words may stand, oldest first (C5)."""
    query = (
        select(TranscriptVersion)
        .join(Recording, Recording.id == TranscriptVersion.recording_id)
        .where(
            Recording.session_id.in_(heard_in(person_id))
            | TranscriptVersion.segments.any(Segment.speaker_id == person_id)
        )
        .options(joinedload(TranscriptVersion.recording).joinedload(Recording.session))
        .order_by(TranscriptVersion.created_at, TranscriptVersion.id)
    )
    return list(db.session.scalars(query))


def segments_of_recordings(recording_ids: Iterable[uuid.UUID]) -> list[Segment]:
    """Every segment of these recordings, in any version of their text."""
    query = (
        select(Segment)
        .join(TranscriptVersion, TranscriptVersion.id == Segment.version_id)
        .where(TranscriptVersion.recording_id.in_(list(recording_ids)))
        .order_by(Segment.id)
    )
    return list(db.session.scalars(query))
