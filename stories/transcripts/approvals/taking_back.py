"""No approval outlives a change of what was approved (DOMAIN M4)."""

from collections.abc import Iterable

from stories.foundation import audit
from stories.foundation.access import OPERATOR, Actor
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.transcripts.approvals import queries
from stories.transcripts.approvals.models import SegmentApproval, Why
from stories.transcripts.models import Segment, TranscriptVersion


def take_back_fallen(actor: Actor | None, version: TranscriptVersion, why: Why) -> None:
    """Take back approvals of segments that are not as they were approved, and say why."""
    _take_back(actor, queries.fallen(version.id), why)


def take_back(actor: Actor | None, segments: Iterable[Segment], why: Why) -> None:
    """Take back every approval of these segments."""
    found = queries.standing(row.id for row in segments)
    _take_back(actor, [row for rows in found.values() for row in rows], why)


def _take_back(actor: Actor | None, rows: Iterable[SegmentApproval], why: Why) -> None:
    for row in rows:
        gone = Why.UNCHECKED if row.segment.checked_at is None and why is Why.TEXT else why
        row.taken_back_at, row.why = now(), gone
        row.taken_back_by = actor.id if actor else None
        detail: audit.Detail = {"why": gone.value, "capacity": row.capacity.value}
        audit.record(
            actor or OPERATOR, "transcripts.approval_taken_back", row.segment, detail=detail
        )
    db.session.flush()
