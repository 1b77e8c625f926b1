"""A reviewer approves what others corrected, a segment at a time or all that remains (R8)."""

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.errors import Conflict
from stories.transcripts.approvals import queries
from stories.transcripts.approvals.giving import Approver, give
from stories.transcripts.approvals.models import Capacity, Way
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.services.change import require_revision, settle


def approve_segment(actor: Actor, segment: Segment, revision: int) -> None:
    """A reviewer's word on one segment; raises SegmentConflict or NotCheckedYet."""
    require(actor, "transcripts.approve", segment)
    require_revision(segment, revision)
    who = Approver(Capacity.REVIEWER, user_id=actor.id)
    if give(who, segment, Way.ONE) is None:
        return
    settle(segment.version, actor)
    told: audit.Detail = {"capacity": who.capacity.value, "revision": segment.revision}
    audit.record(actor, "transcripts.approved", segment, detail=told)


def approve_rest(actor: Actor, version: TranscriptVersion, revision: int) -> int:
    """The same for every checked segment the actor had no hand in; returns how many."""
    require(actor, "transcripts.approve_any", version)
    if version.revision != revision:
        raise Conflict
    rows = queries.approvable(actor, version.id)
    who = Approver(Capacity.REVIEWER, user_id=actor.id)
    given = [row for row in rows if give(who, row, Way.ALL) is not None]
    settle(version, actor)
    told: audit.Detail = {"segments": len(given), "capacity": who.capacity.value}
    audit.record(actor, "transcripts.all_approved", version, detail=told)
    return len(given)
