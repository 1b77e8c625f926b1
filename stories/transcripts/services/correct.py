"""A person corrects and checks what was written down (DOMAIN R8)."""

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.errors import Conflict
from stories.transcripts import queries, rules
from stories.transcripts.errors import BadText
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.services.change import (
    note_checker,
    require_revision,
    settle,
    text_changed,
)
from stories.transcripts.signals import segment_changed


def save_segment(
    actor: Actor, segment: Segment, text: str, language: str, revision: int
) -> Segment:
    """Keep a corrected text; raises SegmentConflict or BadText. The same text changes nothing.

    A segment that was checked stays so: it is a person who changed it, and the log says who.
    """
    require(actor, "transcripts.edit", segment)
    text = rules.tidy(text)
    if not rules.sound_text(text, language, segment.language):
        raise BadText
    if (segment.text, segment.language) == (text, language):
        return segment
    require_revision(segment, revision)
    segment.text, segment.language = text, language
    segment.revision += 1
    if segment.checked_at is not None:
        note_checker(actor, segment, checked=True)
    text_changed(segment.version, actor)
    segment_changed.send(None, segment=segment)
    audit.record(actor, "transcripts.corrected", segment, detail={"revision": segment.revision})
    return segment


def mark_checked(actor: Actor, segment: Segment, revision: int, *, checked: bool = True) -> Segment:
    """Say that a person has compared the text with the sound, or take that back."""
    require(actor, "transcripts.edit", segment)
    require_revision(segment, revision)
    if (segment.checked_at is not None) != checked:
        note_checker(actor, segment, checked=checked)
        settle(segment.version, actor)
        audit.record(actor, "transcripts.checked", segment, detail={"checked": checked})
    return segment


def mark_all_checked(actor: Actor, version: TranscriptVersion, revision: int) -> int:
    """Check every segment of a version that nobody changed since; returns how many were open."""
    require(actor, "transcripts.edit", version)
    if version.revision != revision:
        raise Conflict
    waiting = [row for row in queries.every_segment(version.id) if row.checked_at is None]
    for segment in waiting:
        note_checker(actor, segment, checked=True)
    settle(version, actor)
    audit.record(actor, "transcripts.all_checked", version, detail={"segments": len(waiting)})
    return len(waiting)
