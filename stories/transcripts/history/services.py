"""One's own changes are taken back and made once more; any text of the history is brought back."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.transcripts.beside import put_beside, text_beside
from stories.transcripts.history import queries, rules
from stories.transcripts.history.errors import (
    ChangedSince,
    NothingToMakeAgain,
    NothingToTakeBack,
)
from stories.transcripts.history.keeping import Changed, Undoing
from stories.transcripts.history.models import Kind, SegmentChange, Way
from stories.transcripts.history.putting import Turn, put
from stories.transcripts.history.states import NOTHING, State, after, before, same, state_of
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.services.change import keep_changes
from stories.transcripts.services.correct import save_segment

Segments = Mapping[uuid.UUID, Segment]
SEVERAL = frozenset({Kind.SPEAKER, Kind.CHECKED, Kind.TEXT, Kind.TRANSLATION})
"""Of these, what was changed since stays, and the rest is taken back all the same."""


@dataclass(frozen=True)
class Moved:
    """What a step had changed and is put back, and how many places stay, changed since."""

    rows: Sequence[SegmentChange]
    stayed: int = 0


def undo(actor: Actor, version: TranscriptVersion, passing: uuid.UUID | None = None) -> Moved:
    """Take back the actor's own last step in a text; returns what it had changed.

    ``passing`` is a step that was refused: the one before it comes next. Raises
    NothingToTakeBack, or ChangedSince where somebody was there meanwhile.
    """
    require(actor, "transcripts.edit", version)
    stack, _ = rules.stacks(queries.steps_of(actor.id, version.id))
    return _go(actor, version, rules.next_of(stack, passing), Way.UNDONE)


def redo(actor: Actor, version: TranscriptVersion, passing: uuid.UUID | None = None) -> Moved:
    """Make once more what the actor took back last; raises NothingToMakeAgain or ChangedSince."""
    require(actor, "transcripts.edit", version)
    _, stack = rules.stacks(queries.steps_of(actor.id, version.id))
    return _go(actor, version, rules.next_of(stack, passing), Way.REDONE)


def _go(actor: Actor, version: TranscriptVersion, step: uuid.UUID | None, way: Way) -> Moved:
    if step is None:
        raise NothingToTakeBack if way is Way.UNDONE else NothingToMakeAgain
    rows = queries.rows_of_step(version.id, step)
    found = queries.held_segments(row.segment_id for row in rows)
    have, wanted = (after, before) if way is Way.UNDONE else (before, after)
    fit = [row for row in rows if same(row.kind, _now(row, found), have(row))]
    partly = all(row.kind in SEVERAL for row in rows)
    if not fit or (len(fit) < len(rows) and not partly):
        raise ChangedSince(_both(rows, found, wanted))
    _put(actor, version, fit, found, way)
    action = "transcripts.undone" if way is Way.UNDONE else "transcripts.redone"
    audit.record(actor, action, version, detail={"kind": rows[0].kind.value, "segments": len(fit)})
    return Moved(fit, len(rows) - len(fit))


def _put(
    actor: Actor,
    version: TranscriptVersion,
    rows: Sequence[SegmentChange],
    found: Segments,
    way: Way,
) -> None:
    have, wanted = (after, before) if way is Way.UNDONE else (before, after)
    how = Undoing(way, rows[0].step, uuid.uuid4())
    for row in rows:
        if row.kind is Kind.TRANSLATION:
            words = wanted(row).text
            put_beside(actor, found[row.segment_id], row.language_after, words, how)
    rows = [row for row in rows if row.kind is not Kind.TRANSLATION]
    if not rows:
        return
    were = {row.segment_id: _now(row, found) for row in rows}
    put(actor, version, [Turn(row, have(row), wanted(row)) for row in rows], found)
    left = queries.held_segments(row.segment_id for row in rows)
    changes = [
        Changed(row.segment_id, were[row.segment_id], _standing(left.get(row.segment_id)))
        for row in rows
    ]
    keep_changes(actor, version, rows[0].kind, changes, how)


def _standing(segment: Segment | None) -> State:
    return NOTHING if segment is None else state_of(segment)


def _now(row: SegmentChange, found: Segments) -> State:
    segment = found.get(row.segment_id)
    if segment is None or row.kind is not Kind.TRANSLATION:
        return _standing(segment)
    return State(text_beside(segment, row.language_after), row.language_after)


def _both(rows: Sequence[SegmentChange], found: Segments, wanted: object) -> dict[str, object]:
    """The text a step would bring, and what stands there now."""
    side = before if wanted is before else after
    row = next((one for one in rows if one.text_before != one.text_after), rows[0])
    now = _now(row, found)
    if not now.exists and (place := queries.where_it_went(row.segment_id)):
        now = state_of(place)
    return {
        "step": str(row.step),
        "segment": str(row.segment_id),
        "kind": row.kind.value,
        "wanted": side(row).text,
        "current": now.text,
        "language": now.language or side(row).language,
    }


def restore(actor: Actor, row: SegmentChange, *, earlier: bool = False, revision: int) -> Segment:
    """Let a segment say again what it said after a change, or ``earlier``, before it.

    Raises SegmentConflict if it was changed since the actor looked, or ChangedSince if it is gone.
    """
    segment = queries.held_segments([row.segment_id]).get(row.segment_id)
    if segment is None:
        raise ChangedSince(_both([row], {}, before if earlier else after))
    require(actor, "transcripts.edit", segment)
    state = before(row) if earlier else after(row)
    how = Undoing(Way.RESTORED)
    if row.kind is Kind.TRANSLATION:
        put_beside(actor, segment, state.language or row.language_after, state.text, how)
        return segment
    language = state.language or segment.language
    kept = save_segment(actor, segment, state.text, language, revision, how)
    db.session.flush()
    return kept
