"""Somebody's word that a segment may stand as it is. Whoever calls has authorised it."""

import uuid
from dataclasses import dataclass

from stories.foundation.db import db
from stories.transcripts.approvals import queries
from stories.transcripts.approvals.models import Capacity, SegmentApproval, Way
from stories.transcripts.approvals.rules import Act, moved, segment_state
from stories.transcripts.errors import NotCheckedYet
from stories.transcripts.models import Segment


@dataclass(frozen=True)
class Approver:
    """Who approves: a user as reviewer, or a person as narrator, perhaps with whoever speaks."""

    capacity: Capacity
    user_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    with_id: uuid.UUID | None = None


def give(who: Approver, segment: Segment, way: Way) -> SegmentApproval | None:
    """Keep an approval; None if the same word stands already. Raises NotCheckedYet."""
    rows = queries.standing([segment.id])[segment.id]
    state = segment_state(checked=segment.checked_at is not None, approvals=len(rows))
    if moved(state, Act.APPROVE) is None:
        raise NotCheckedYet
    if any((row.user_id, row.person_id) == (who.user_id, who.person_id) for row in rows):
        return None
    row = SegmentApproval(
        organisation_id=segment.organisation_id,
        segment_id=segment.id,
        capacity=who.capacity,
        way=way,
        user_id=who.user_id,
        person_id=who.person_id,
        with_id=who.with_id,
        revision=segment.revision,
    )
    db.session.add(row)
    db.session.flush()
    return row
