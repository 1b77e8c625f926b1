"""A boundary between segments is moved to where the ear hears it; no word changes."""

from dataclasses import dataclass
from typing import Final

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.errors import StoriesError
from stories.transcripts import bounds, queries
from stories.transcripts.approvals.models import Why
from stories.transcripts.approvals.taking_back import take_back
from stories.transcripts.bounds import Edge, Near, Refusal, Span
from stories.transcripts.errors import (
    BoundaryMoved,
    BoundaryOutside,
    NeighbourInTheWay,
    SegmentTooShort,
)
from stories.transcripts.history.keeping import Changed
from stories.transcripts.history.models import Kind
from stories.transcripts.history.states import state_of
from stories.transcripts.models import Segment
from stories.transcripts.services.change import keep_changes, require_revision, text_changed

REFUSED: Final[dict[Refusal, type[StoriesError]]] = {
    Refusal.OUTSIDE: BoundaryOutside,
    Refusal.TOO_SHORT: SegmentTooShort,
    Refusal.NEIGHBOUR: NeighbourInTheWay,
}


@dataclass(frozen=True)
class Move:
    """An edge, where the actor saw it and where it shall be; milliseconds."""

    edge: Edge
    was_ms: int
    at_ms: int


def move_boundary(actor: Actor, segment: Segment, move: Move, revision: int) -> list[Segment]:
    """Move one edge of a segment; returns it and the neighbour that moved along, if one did.

    Raises SegmentConflict, BoundaryMoved or a sentence about why the edge cannot stand there. A
    neighbour keeps its revision, so that whoever types in it is not disturbed: that its edge went
    along is noticed by ``was_ms``.
    """
    require(actor, "transcripts.edit", segment)
    require_revision(segment, revision)
    span = span_of(segment)
    if move.was_ms != edge_of(segment, move.edge):
        raise BoundaryMoved
    rows = (queries.previous_segment(segment), segment, queries.next_segment(segment))
    before, after = (span_of(row) if row else None for row in rows[::2])
    length_ms = round(segment.version.recording.seconds * 1000)
    found = bounds.moved(Near(before, span, after), move.edge, move.at_ms, length_ms)
    if isinstance(found, Refusal):
        raise REFUSED[found]
    spans = (found.before, found.this, found.after)
    were = {row.id: state_of(row) for row in rows if row}
    changed = [row for row, new in zip(rows, spans, strict=True) if row and new and _put(row, new)]
    if changed:
        segment.revision += 1
        take_back(actor, changed, Why.BOUNDARY)
        text_changed(segment.version, actor, Why.BOUNDARY)
        step = [Changed(row.id, were[row.id], state_of(row)) for row in changed]
        keep_changes(actor, segment.version, Kind.BOUNDARY, step)
        audit.record(actor, "transcripts.boundary_moved", segment, detail=_told(move))
    return changed


def _put(row: Segment, span: Span) -> bool:
    if span == span_of(row):
        return False
    row.start_ms, row.end_ms = span.start_ms, span.end_ms
    db.session.flush()
    return True


def _told(move: Move) -> dict[str, str | int | float | bool | None]:
    return {"edge": move.edge.value, "was_ms": move.was_ms, "at_ms": move.at_ms}


def span_of(segment: Segment) -> Span:
    """Where a segment begins and ends."""
    return Span(segment.start_ms, segment.end_ms)


def edge_of(segment: Segment, edge: Edge) -> int:
    """Where one edge of a segment stands."""
    return segment.start_ms if edge is Edge.START else segment.end_ms


def times_of(segments: list[Segment]) -> dict[str, list[int]]:
    """Beginning and end of segments in milliseconds, for an editor."""
    return {str(row.id): [row.start_ms, row.end_ms] for row in segments}
