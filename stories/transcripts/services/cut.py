"""Segments are divided and joined; no word and no translation is lost."""

from sqlalchemy import update

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.transcripts import queries, rules
from stories.transcripts.approvals.models import Why
from stories.transcripts.errors import CannotMerge, CannotSplit, SegmentTooShort
from stories.transcripts.history.keeping import Changed
from stories.transcripts.history.models import Kind
from stories.transcripts.history.states import NOTHING, state_of
from stories.transcripts.models import Segment
from stories.transcripts.services.change import keep_changes, require_revision, text_changed
from stories.transcripts.signals import segment_split, segments_merged
from stories.transcripts.turns import NOBODY

LEAST_TO_SPLIT_MS = 2


def split_segment(
    actor: Actor, segment: Segment, at: int, revision: int
) -> tuple[Segment, Segment]:
    """Divide a segment at a place in its text; raises a sentence or SegmentConflict."""
    require(actor, "transcripts.edit", segment)
    require_revision(segment, revision)
    halves = rules.cut_text(segment.text, at)
    if halves is None:
        raise CannotSplit
    if segment.end_ms - segment.start_ms < LEAST_TO_SPLIT_MS:
        raise SegmentTooShort
    was = state_of(segment)
    make_room_after(segment)
    second = _second_half(segment, *halves)
    db.session.add(second)
    db.session.flush()
    text_changed(segment.version, actor, Why.SPLIT)
    segment_split.send(None, segment=segment, other=second)
    both = [
        Changed(segment.id, was, state_of(segment)),
        Changed(second.id, NOTHING, state_of(second)),
    ]
    keep_changes(actor, segment.version, Kind.SPLIT, both)
    audit.record(actor, "transcripts.split", segment)
    return segment, second


def _second_half(segment: Segment, left: str, right: str) -> Segment:
    moment = rules.cut_time(segment.start_ms, segment.end_ms, left, right, segment.words)
    before, after = rules.words_around(segment.words, moment)
    second = Segment(
        organisation_id=segment.organisation_id,
        version_id=segment.version_id,
        position=segment.position + 1,
        start_ms=moment,
        end_ms=segment.end_ms,
        language=segment.language,
        text=right,
        machine_text="",
        confidence=segment.confidence,
        engine=segment.engine,
        model=segment.model,
        model_digest=segment.model_digest,
        language_certainty=segment.language_certainty,
        words=after,
        flags=list(segment.flags),
        speaker_id=segment.speaker_id,
        speaker_number=segment.speaker_number,
        revision=segment.revision + 1,  # a person made it: a machine does not write over it
        checked_by=segment.checked_by,
        checked_at=segment.checked_at,
    )
    segment.text, segment.words, segment.end_ms = left, before, moment
    segment.revision += 1
    return second


def make_room_after(segment: Segment) -> None:
    """Let every segment behind this one step back by one."""
    # Positions are unique at every moment, so they step aside below nought and come back.
    mine = Segment.version_id == segment.version_id
    steps = (
        update(Segment)
        .where(mine, Segment.position > segment.position)
        .values(position=-Segment.position - 1),
        update(Segment).where(mine, Segment.position < 0).values(position=-Segment.position),
    )
    for step in steps:
        db.session.execute(step, execution_options={"synchronize_session": False})
    db.session.flush()
    db.session.expire(segment.version, ["segments"])


def merge_segments(actor: Actor, segment: Segment, revision: int) -> Segment:
    """Join a segment with the next one; raises CannotMerge or SegmentConflict."""
    require(actor, "transcripts.edit", segment)
    require_revision(segment, revision)
    following = queries.next_segment(segment)
    if following is None:
        raise CannotMerge
    was, other = state_of(segment), state_of(following)
    segments_merged.send(None, segment=segment, other=following)
    _join(segment, following)
    gone = Changed(following.id, other, NOTHING)
    db.session.delete(following)
    db.session.flush()
    text_changed(segment.version, actor, Why.MERGED)
    both = [Changed(segment.id, was, state_of(segment)), gone]
    keep_changes(actor, segment.version, Kind.MERGED, both)
    audit.record(actor, "transcripts.merged", segment)
    return segment


def _join(segment: Segment, following: Segment) -> None:
    segment.confidence = rules.joined_confidence(
        segment.confidence,
        segment.end_ms - segment.start_ms,
        following.confidence,
        following.end_ms - following.start_ms,
    )
    segment.text = rules.tidy(f"{segment.text} {following.text}")
    segment.machine_text = rules.tidy(f"{segment.machine_text} {following.machine_text}")
    segment.words = [*segment.words, *following.words]
    segment.flags = list(dict.fromkeys([*segment.flags, *following.flags]))
    if segment.speaker == NOBODY:
        segment.speaker_id, segment.speaker_number = following.speaker_id, following.speaker_number
    segment.end_ms = max(segment.end_ms, following.end_ms)
    segment.revision += 1
    if following.checked_at is None:
        segment.checked_by = segment.checked_at = None
