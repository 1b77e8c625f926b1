"""Where segments stand, for pages and for files that leave the house (DOMAIN R8).

``stands_of`` is what exports ask: machine draft, corrected or approved, and in which capacity.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from stories.transcripts.approvals import queries
from stories.transcripts.approvals.models import Capacity, SegmentApproval
from stories.transcripts.approvals.rules import segment_state
from stories.transcripts.models import Segment, TranscriptState

MACHINE = _l("Written by a machine, not checked")
UNCHECKED = _l("Not checked yet")
APPROVED: dict[frozenset[Capacity], Any] = {
    frozenset({Capacity.NARRATOR}): _l("Approved by the narrator"),
    frozenset({Capacity.REVIEWER}): _l("Approved by a reviewer"),
    frozenset(Capacity): _l("Approved by the narrator and a reviewer"),
}


@dataclass(frozen=True)
class Stands:
    """A segment's state; ``by`` says in which capacities it was approved, ``at`` when first.

    ``machine`` is whether a machine wrote it down, whoever had a hand in it since.
    """

    state: TranscriptState
    by: frozenset[Capacity] = frozenset()
    at: datetime | None = None
    machine: bool = True

    @property
    def word(self) -> str:
        """As people read it; empty where a person corrected it and nobody approved it yet."""
        if self.state is TranscriptState.DRAFT:
            return str(MACHINE if self.machine else UNCHECKED)
        return str(APPROVED[self.by]) if self.by else ""

    @property
    def kind(self) -> str:
        """The colour of its tag."""
        return "ok" if self.state is TranscriptState.APPROVED else "wait"


def stands_of(rows: Sequence[Segment]) -> dict[uuid.UUID, Stands]:
    """Where each segment stands; one question for all of them."""
    found = queries.standing(row.id for row in rows)
    return {row.id: _stands(row, found[row.id]) for row in rows}


def _stands(row: Segment, approvals: list[SegmentApproval]) -> Stands:
    state = segment_state(checked=row.checked_at is not None, approvals=len(approvals))
    if state is not TranscriptState.APPROVED:
        return Stands(state, machine=bool(row.engine or row.machine_text))
    return Stands(state, frozenset(one.capacity for one in approvals), approvals[0].given_at)
