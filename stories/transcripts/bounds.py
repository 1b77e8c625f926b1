"""Where a segment begins and ends, moved by a person's ear. Pure; times are milliseconds.

What touches goes on touching: a neighbour moves along. Nothing overlaps, nothing changes places,
and nobody's stretch vanishes under another.
"""

import enum
from dataclasses import dataclass, replace
from typing import Final

SHORTEST_MS: Final = 100
"""No segment is made shorter than this: nobody says a word in less."""


class Edge(enum.StrEnum):
    """Which end of a segment is moved."""

    START = "start"
    END = "end"


class Refusal(enum.StrEnum):
    """Why an edge cannot stand there."""

    OUTSIDE = "outside"
    TOO_SHORT = "too_short"
    NEIGHBOUR = "neighbour"


@dataclass(frozen=True)
class Span:
    """A stretch of the recording."""

    start_ms: int
    end_ms: int

    @property
    def length(self) -> int:
        """How long it is."""
        return self.end_ms - self.start_ms


@dataclass(frozen=True)
class Near:
    """A stretch between its neighbours, where it has any."""

    before: Span | None
    this: Span
    after: Span | None


def moved(near: Near, edge: Edge, at_ms: int, length_ms: int) -> Near | Refusal:
    """The three stretches with an edge of the middle one at another moment, or why not.

    ``length_ms`` is the recording's length. A neighbour that touches moves along, and so does
    one that stands in the way.
    """
    if not 0 <= at_ms <= max(length_ms, near.this.end_ms):
        return Refusal.OUTSIDE
    this = _with(near.this, edge, at_ms)
    if _vanishes(near.this, this):
        return Refusal.TOO_SHORT
    if edge is Edge.START:
        beside, facing = near.before, Edge.END
        met = beside is not None and beside.end_ms >= min(near.this.start_ms, at_ms)
    else:
        beside, facing = near.after, Edge.START
        met = beside is not None and beside.start_ms <= max(near.this.end_ms, at_ms)
    if beside is None or not met:
        return replace(near, this=this)
    along = _with(beside, facing, at_ms)
    if _vanishes(beside, along):
        return Refusal.NEIGHBOUR
    if edge is Edge.START:
        return replace(near, before=along, this=this)
    return replace(near, this=this, after=along)


def _with(span: Span, edge: Edge, at_ms: int) -> Span:
    return replace(span, start_ms=at_ms) if edge is Edge.START else replace(span, end_ms=at_ms)


def _vanishes(was: Span, span: Span) -> bool:
    return span.length < min(SHORTEST_MS, max(was.length, 1))
