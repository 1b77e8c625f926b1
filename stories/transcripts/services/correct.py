"""A person corrects and checks what was written down (DOMAIN R8)."""

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.errors import Conflict
from stories.transcripts import queries, rules
from stories.transcripts.errors import BadText
from stories.transcripts.history.keeping import Changed, Undoing
from stories.transcripts.history.models import Kind
from stories.transcripts.history.states import state_of
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.services.change import (
    MADE,
    keep_change,
    keep_changes,
    note_checker,
    require_revision,
    settle,
    text_changed,
)
from stories.transcripts.signals import segment_changed


def save_segment(
    actor: Actor, segment: Segment, text: str, language: str, revision: int, how: Undoing = MADE
) -> Segment:
    """Keep a corrected text; raises SegmentConflict or BadText. The same text changes nothing.

    A segment that was checked stays so: it is a person who changed it, and the log says who. The
    log has one line for a stretch of typing, as the history has.
    """
    require(actor, "transcripts.edit", segment)
    text = rules.tidy(text)
    if not rules.sound_text(text, language, segment.language):
        raise BadText
    if (segment.text, segment.language) == (text, language):
        return segment
    require_revision(segment, revision)
    was = state_of(segment)
    put_text(actor, segment, text, language)
    kind = Kind.TEXT if was.text != text else Kind.LANGUAGE
    if keep_change(actor, segment, kind, was, how):
        revision = segment.revision
        audit.record(actor, "transcripts.corrected", segment, detail={"revision": revision})
    return segment


def put_text(actor: Actor, segment: Segment, text: str, language: str) -> None:
    """Let a segment say this from now on, with all that follows from it; ``tidy`` and sound."""
    segment.text, segment.language = text, language
    segment.revision += 1
    if segment.checked_at is not None:
        note_checker(actor, segment, checked=True)
    text_changed(segment.version, actor)
    segment_changed.send(None, segment=segment)


def mark_checked(actor: Actor, segment: Segment, revision: int, *, checked: bool = True) -> Segment:
    """Say that a person has compared the text with the sound, or take that back."""
    require(actor, "transcripts.edit", segment)
    require_revision(segment, revision)
    if (segment.checked_at is not None) != checked:
        was = state_of(segment)
        note_checker(actor, segment, checked=checked)
        settle(segment.version, actor)
        keep_change(actor, segment, Kind.CHECKED, was)
        audit.record(actor, "transcripts.checked", segment, detail={"checked": checked})
    return segment


def mark_all_checked(actor: Actor, version: TranscriptVersion, revision: int) -> int:
    """Check every segment of a version that nobody changed since; returns how many were open."""
    require(actor, "transcripts.edit", version)
    if version.revision != revision:
        raise Conflict
    waiting = [row for row in queries.every_segment(version.id) if row.checked_at is None]
    were = [state_of(segment) for segment in waiting]
    for segment in waiting:
        note_checker(actor, segment, checked=True)
    settle(version, actor)
    found = zip(waiting, were, strict=True)
    changes = [Changed(segment.id, was, state_of(segment)) for segment, was in found]
    keep_changes(actor, version, Kind.CHECKED, changes)
    audit.record(actor, "transcripts.all_checked", version, detail={"segments": len(waiting)})
    return len(waiting)
