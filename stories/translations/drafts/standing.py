"""Where the drafting of a text or a segment stands, for pages."""

import uuid
from dataclasses import dataclass
from typing import Any

from stories.foundation.models import Work, WorkState
from stories.transcripts.pace import pace_from, seconds_left
from stories.translations.drafts import queries
from stories.translations.drafts.reasons import sentence_for


@dataclass(frozen=True)
class Drafting:
    """``moving`` says that a machine works on it or will; ``share`` is 0 to 1 once it does.

    ``left`` are the seconds it still needs, once that is known; ``done`` the segments it drafted.
    """

    moving: bool = False
    share: float | None = None
    problem: Any = None
    left: float | None = None
    done: int = 0


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
    pace, of = pace_from(row.memory), int(row.memory.get("of", 0))
    return Drafting(
        left=seconds_left(pace, of - pace.windows) if running else None,
        done=pace.windows,
        moving=not row.over,
        share=row.progress if running else None,
        problem=sentence_for(row.problem) if row.problem and not running else None,
    )
