"""Where the drafting of a text or a segment stands, for pages."""

import uuid
from dataclasses import dataclass
from typing import Any

from stories.foundation.models import Work, WorkState
from stories.translations.drafts import queries
from stories.translations.drafts.reasons import sentence_for


@dataclass(frozen=True)
class Drafting:
    """``moving`` says that a machine works on it or will; ``share`` is 0 to 1 once it does."""

    moving: bool = False
    share: float | None = None
    problem: Any = None


def of_version(version_id: uuid.UUID) -> Drafting:
    """How far a version's drafts are."""
    return _of(queries.work_on(version_id))


def of_segment(segment_id: uuid.UUID) -> Drafting:
    """Whether a machine drafts this segment now."""
    return _of(queries.work_on_one(segment_id))


def wanting_count(version_id: uuid.UUID) -> int:
    """How many segments a machine may draft."""
    return len(queries.wanting(version_id))


def _of(row: Work | None) -> Drafting:
    if row is None or row.state in {WorkState.DONE, WorkState.CANCELLED}:
        return Drafting()
    running = row.state is WorkState.RUNNING
    return Drafting(
        moving=not row.over,
        share=row.progress if running else None,
        problem=sentence_for(row.problem) if row.problem and not running else None,
    )
