"""Reading approvals."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, exists, func, or_, select

from stories.foundation.access import Actor, visible
from stories.foundation.db import db
from stories.transcripts.approvals.models import Capacity, SegmentApproval
from stories.transcripts.models import Segment, TranscriptVersion

STANDS = SegmentApproval.taken_back_at.is_(None)
SAID = func.trim(Segment.text) != ""


def is_approved() -> ColumnElement[bool]:
    """Whether somebody's approval of a segment stands, as a part of other questions."""
    return exists().where(SegmentApproval.segment_id == Segment.id, STANDS)


def standing(segment_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[SegmentApproval]]:
    """Approvals that stand, by segment, the oldest first."""
    query = select(SegmentApproval).where(SegmentApproval.segment_id.in_(list(segment_ids)), STANDS)
    found: dict[uuid.UUID, list[SegmentApproval]] = defaultdict(list)
    for row in db.session.scalars(query.order_by(SegmentApproval.given_at, SegmentApproval.id)):
        found[row.segment_id].append(row)
    return found


def fallen(version_id: uuid.UUID) -> list[SegmentApproval]:
    """Approvals that stand on a state of their segment that is over."""
    changed = or_(Segment.revision != SegmentApproval.revision, Segment.checked_at.is_(None))
    query = select(SegmentApproval).join(Segment, Segment.id == SegmentApproval.segment_id)
    query = query.where(Segment.version_id == version_id, STANDS, changed)
    return list(db.session.scalars(query.order_by(Segment.position, SegmentApproval.id)))


def approvable(actor: Actor, version_id: uuid.UUID) -> list[Segment]:
    """Checked segments with words that the actor may approve and has not, in order of speech."""
    mine = exists().where(
        SegmentApproval.segment_id == Segment.id, SegmentApproval.user_id == actor.id, STANDS
    )
    query = select(Segment).where(
        Segment.version_id == version_id,
        Segment.checked_at.is_not(None),
        SAID,
        ~mine,
        visible(actor, "transcripts.approve", Segment),
    )
    return list(db.session.scalars(query.order_by(Segment.start_ms, Segment.position)))


def approvals_of(person_id: uuid.UUID) -> list[SegmentApproval]:
    """Every word a narrator gave, or that was given together with them."""
    query = select(SegmentApproval).where(
        or_(SegmentApproval.person_id == person_id, SegmentApproval.with_id == person_id)
    )
    return list(db.session.scalars(query.order_by(SegmentApproval.given_at, SegmentApproval.id)))


def approved_by(person_id: uuid.UUID, segment_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of many segments to which a narrator's own agreement stands."""
    query = select(SegmentApproval.segment_id).where(
        SegmentApproval.segment_id.in_(list(segment_ids)),
        SegmentApproval.person_id == person_id,
        SegmentApproval.capacity == Capacity.NARRATOR,
        STANDS,
    )
    return set(db.session.scalars(query))


def may_approve(actor: Actor, version: TranscriptVersion) -> set[uuid.UUID]:
    """Segments of a working text that the actor may approve now."""
    if not version.current or not actor.can("transcripts.approve_any", version):
        return set()
    return {row.id for row in approvable(actor, version.id)}
