"""When the last window is kept, segments that are too short alone join their neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass

from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.transcripts import queries, rules
from stories.transcripts.engine.flags import FLAGS
from stories.transcripts.engine.joining import groups_to_join, weighed
from stories.transcripts.models import Segment, TranscriptVersion


@dataclass(frozen=True)
class _Timed:
    start: float
    end: float
    language: str
    text: str
    model: str


def join_short_segments(actor: Actor, version: TranscriptVersion) -> int:
    """Join what a machine alone has written; returns how many segments went."""
    require(actor, "transcripts.edit", version)
    rows = queries.every_segment(version.id)
    gone = 0
    for group in groups_to_join([_timed(row) for row in rows]):
        first, *others = [rows[at] for at in group]
        if others:
            _join(first, others)
            gone += len(others)
    db.session.flush()
    return gone


def _timed(row: Segment) -> _Timed:
    # What somebody has looked at stays as it is: without text nothing joins it.
    touched = row.checked_at is not None or row.revision > 1
    text = "" if touched else row.text
    return _Timed(row.start_ms / 1000, row.end_ms / 1000, row.language, text, row.model)


def _join(first: Segment, others: Sequence[Segment]) -> None:
    rows = [first, *others]
    flags = {flag for row in rows for flag in row.flags}
    first.confidence = weighed([(row.confidence or 0.0, row.end_ms - row.start_ms) for row in rows])
    first.text = rules.tidy(" ".join(row.text for row in rows))
    first.machine_text = rules.tidy(" ".join(row.machine_text for row in rows))
    first.words = [word for row in rows for word in row.words]
    first.flags = [flag for flag in FLAGS if flag in flags]
    first.end_ms = max(row.end_ms for row in rows)
    for row in others:
        db.session.delete(row)
