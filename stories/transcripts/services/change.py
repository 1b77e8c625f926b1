"""What every change of a transcript's text brings with it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update

from stories.foundation import audit
from stories.foundation.access import OPERATOR, Actor
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.signals import transcript_changed
from stories.transcripts import queries, rules
from stories.transcripts.approvals.models import Why
from stories.transcripts.approvals.shown import stands_of
from stories.transcripts.approvals.taking_back import take_back_fallen
from stories.transcripts.errors import SegmentConflict
from stories.transcripts.history.keeping import Changed, Undoing, put_down
from stories.transcripts.history.models import Kind
from stories.transcripts.history.queries import split_off_since
from stories.transcripts.history.states import State, state_of
from stories.transcripts.models import Segment, TranscriptState, TranscriptVersion

MADE = Undoing()


def require_revision(segment: Segment, revision: int) -> None:
    """Raise SegmentConflict when the segment is not as the actor saw it.

    What was divided from it since is told as ``rest``: it belongs to what the actor saw.
    """
    if segment.revision != revision:
        rest = [row.text for row in split_off_since(segment, revision)]
        raise SegmentConflict(as_shown(segment) | {"rest": " ".join(rest)})


def as_shown(segment: Segment) -> dict[str, Any]:
    """What an editor needs to know of a segment."""
    return {
        "text": segment.text,
        "language": segment.language,
        "revision": segment.revision,
        "checked": segment.checked_at is not None,
        "doubts": doubts_of(segment),
        "stands": stands_of([segment])[segment.id].word,
    }


def doubts_of(segment: Segment) -> list[str]:
    """Doubtful words of a segment; none once a person has checked it."""
    if segment.checked_at is not None:
        return []
    return rules.doubtful_words(segment.words, segment.text)


def keep_change(
    actor: Actor, segment: Segment, kind: Kind, was: State, how: Undoing = MADE
) -> bool:
    """Put a segment's change into its history; ``was`` is ``state_of`` before it.

    The only way into the history is this and ``keep_changes``. False where it only went on with
    the same person's last one, which is then told as one.
    """
    changed = Changed(segment.id, was, state_of(segment))
    return put_down(actor, segment.version, kind, [changed], how)


def keep_changes(
    actor: Actor,
    version: TranscriptVersion,
    kind: Kind,
    changes: Sequence[Changed],
    how: Undoing = MADE,
) -> bool:
    """Put several segments' changes down as one step: it is shown, and taken back, as one."""
    return bool(changes) and put_down(actor, version, kind, changes, how)


def text_changed(
    version: TranscriptVersion, actor: Actor | None = None, why: Why = Why.TEXT
) -> None:
    """Count a change of the text, take back approvals, and tell the rooms above (DOMAIN M4)."""
    db.session.flush()
    table = TranscriptVersion
    counted = update(table).where(table.id == version.id).values(revision=table.revision + 1)
    db.session.execute(counted, execution_options={"synchronize_session": False})
    db.session.refresh(version, ["revision"])
    settle(version, actor, why)
    transcript_changed.send(None, subject_id=version.id)


def settle(version: TranscriptVersion, actor: Actor | None = None, why: Why = Why.TEXT) -> None:
    """Let the version's state follow from its segments, and approvals fall that no longer fit."""
    db.session.flush()
    take_back_fallen(actor, version, why)
    found, before = queries.counts(version.id), version.state
    version.state = rules.settled_state(
        before, segments=found.segments, unchecked=found.unchecked, unapproved=found.unapproved
    )
    db.session.flush()
    if version.state is not before and TranscriptState.APPROVED in {version.state, before}:
        moved: audit.Detail = {"before": before.value, "after": version.state.value}
        audit.record(actor or OPERATOR, "transcripts.state_moved", version, detail=moved)


def note_checker(actor: Actor, segment: Segment, *, checked: bool) -> None:
    """Put down or take back who checked a segment."""
    segment.checked_by = actor.id if checked else None
    segment.checked_at = now() if checked else None
