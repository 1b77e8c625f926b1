"""Reading what was changed."""

import uuid
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from stories.accounts.models import User
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.transcripts.history.models import Kind, SegmentChange
from stories.transcripts.history.rules import Step
from stories.transcripts.models import Segment, TranscriptVersion

STEPS = 500  # how far back somebody's own steps are looked through
PAGE = 50
LONGEST_WAY = 100  # joins one after the other


def last_change(segment_id: uuid.UUID) -> SegmentChange | None:
    """The latest change of one segment."""
    query = select(SegmentChange).where(SegmentChange.segment_id == segment_id)
    return db.session.scalar(query.order_by(SegmentChange.number.desc()).limit(1))


def has_others(row: SegmentChange) -> bool:
    """Whether other changes belong to the same step."""
    one = SegmentChange
    query = select(one.id).where(one.step == row.step, one.id != row.id)
    return db.session.scalar(query.limit(1)) is not None


def change(actor: Actor, change_id: uuid.UUID, permission: str) -> SegmentChange:
    """One change the actor may look at; raises NotFound."""
    row = db.session.get(SegmentChange, change_id)
    if row is None:
        raise NotFound
    require(actor, permission, row)
    return row


def steps_of(user_id: uuid.UUID | None, version_id: uuid.UUID) -> list[Step]:
    """Somebody's own latest steps in a version, oldest first."""
    one, place = SegmentChange, func.max(SegmentChange.number)
    query = (
        select(one.step, one.kind, one.way, one.undoes)
        .where(one.version_id == version_id, one.made_by == user_id)
        .group_by(one.step, one.kind, one.way, one.undoes)
        .order_by(place.desc())
        .limit(STEPS)
    )
    return [Step(*row) for row in db.session.execute(query)][::-1]


def rows_of_step(version_id: uuid.UUID, step: uuid.UUID) -> list[SegmentChange]:
    """What one step changed, in order."""
    query = select(SegmentChange).where(SegmentChange.step == step)
    mine = query.where(SegmentChange.version_id == version_id)
    return list(db.session.scalars(mine.order_by(SegmentChange.number)))


def held_segments(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Segment]:
    """These segments, held against others until the unit ends."""
    query = select(Segment).where(Segment.id.in_(list(ids))).with_for_update(of=Segment)
    return {row.id: row for row in db.session.scalars(query.order_by(Segment.position))}


def where_it_went(segment_id: uuid.UUID) -> Segment | None:
    """The segment that holds the words of one that was joined with another, however often."""
    for _step in range(LONGEST_WAY):
        gone = last_change(segment_id)
        if gone is None or gone.existed_after:
            return None
        partner = aliased(SegmentChange)
        query = select(partner.segment_id).where(
            partner.step == gone.step, partner.existed_after, partner.version_id == gone.version_id
        )
        found = db.session.scalar(query.limit(1))
        if found is None:
            return None
        row = db.session.get(Segment, found)
        if row is not None:
            return row
        segment_id = found
    return None


def split_off_since(segment: Segment, revision: int) -> list[Segment]:
    """What was divided from a segment since a revision, in order of speech."""
    passed = max(segment.revision - revision, 0)
    if not passed:
        return []
    one, partner = SegmentChange, aliased(SegmentChange)
    steps = (
        select(one.step)
        .where(one.segment_id == segment.id, one.kind == Kind.SPLIT, one.existed_before)
        .order_by(one.number.desc())
        .limit(passed)
    )
    made = select(partner.segment_id).where(partner.step.in_(steps), ~partner.existed_before)
    query = select(Segment).where(Segment.id.in_(made), Segment.start_ms >= segment.start_ms)
    return list(db.session.scalars(query.order_by(Segment.start_ms)))


def changed_since(version_id: uuid.UUID, number: int, limit: int) -> list[tuple[uuid.UUID, int]]:
    """Segments with a change after ``number`` and the number of their latest, lowest first."""
    latest = func.max(SegmentChange.number)
    query = (
        select(SegmentChange.segment_id, latest)
        .where(SegmentChange.version_id == version_id, SegmentChange.number > number)
        .group_by(SegmentChange.segment_id)
        .order_by(latest)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def page_of(where: ColumnElement[bool], number: int) -> tuple[list[SegmentChange], int, int]:
    """One page of changes, the latest first: rows, the page's number, how many pages there are."""
    total = db.session.scalar(select(func.count()).select_from(SegmentChange).where(where)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(number, 1), pages)
    query: Select[SegmentChange] = select(SegmentChange).where(where)
    query = query.order_by(SegmentChange.number.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return list(db.session.scalars(query)), page, pages


def of_segment(segment_id: uuid.UUID) -> ColumnElement[bool]:
    """Changes of one segment."""
    return SegmentChange.segment_id == segment_id


def of_version(version_id: uuid.UUID) -> ColumnElement[bool]:
    """Changes of a whole text."""
    return SegmentChange.version_id == version_id


def names_of_staff(ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """What these colleagues are called."""
    query = select(User.id, User.name).where(User.id.in_([one for one in ids if one]))
    return {row[0]: row[1] for row in db.session.execute(query)}


def past_of_recordings(recording_ids: Iterable[uuid.UUID]) -> list[SegmentChange]:
    """Every change of any version of these recordings' texts, for an erasure."""
    query = (
        select(SegmentChange)
        .join(TranscriptVersion, TranscriptVersion.id == SegmentChange.version_id)
        .where(TranscriptVersion.recording_id.in_(list(recording_ids)))
        .order_by(SegmentChange.id)
    )
    return list(db.session.scalars(query))


def changes_naming(person_id: uuid.UUID) -> list[tuple[SegmentChange, TranscriptVersion]]:
    """Changes in which somebody is the speaker, with their version."""
    one = SegmentChange
    named = (one.speaker_before_id == person_id) | (one.speaker_after_id == person_id)
    query = select(one, TranscriptVersion).join(
        TranscriptVersion, TranscriptVersion.id == one.version_id
    )
    return [(row[0], row[1]) for row in db.session.execute(query.where(named).order_by(one.id))]


def counts_of(version_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many changes are kept of each version."""
    query = (
        select(SegmentChange.version_id, func.count())
        .where(SegmentChange.version_id.in_(list(version_ids)))
        .group_by(SegmentChange.version_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def moments_of(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[int, str]]:
    """Where segments that are still there begin, in milliseconds, and what they say now."""
    query = select(Segment.id, Segment.start_ms, Segment.text).where(Segment.id.in_(list(ids)))
    return {row[0]: (row[1], row[2]) for row in db.session.execute(query)}


def segment_by_id(segment_id: uuid.UUID) -> Segment | None:
    """A segment, for whoever is asked about next."""
    return db.session.get(Segment, segment_id)
