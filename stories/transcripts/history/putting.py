"""Segments are put as they were, or as they were again, with all that follows from it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stories.foundation.access import Actor
from stories.foundation.db import db
from stories.transcripts.approvals.models import Why
from stories.transcripts.approvals.taking_back import take_back
from stories.transcripts.history.models import Kind, SegmentChange
from stories.transcripts.history.states import NOTHING, State
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.services.change import note_checker, settle, text_changed
from stories.transcripts.services.correct import put_text
from stories.transcripts.services.cut import make_room_after
from stories.transcripts.signals import segment_changed, segment_split, segments_merged

Segments = Mapping[uuid.UUID, Segment]


@dataclass(frozen=True)
class Turn:
    """One segment of a step: what it is like now, as the step left it, and what it shall be."""

    row: SegmentChange
    have: State
    wanted: State


def put(actor: Actor, version: TranscriptVersion, turns: Sequence[Turn], found: Segments) -> None:
    """Put every segment of one step into its state; all are of one kind."""
    kind = turns[0].row.kind
    if kind in {Kind.SPLIT, Kind.MERGED}:
        _part(actor, version, turns, found)
        return
    for turn in turns:
        _set(actor, kind, found[turn.row.segment_id], turn)
    db.session.flush()
    if kind is Kind.CHECKED:
        settle(version, actor)
    elif kind not in {Kind.TEXT, Kind.LANGUAGE}:  # a text tells it by itself
        why = Why.SPEAKER if kind is Kind.SPEAKER else Why.BOUNDARY
        take_back(actor, [found[turn.row.segment_id] for turn in turns], why)
        text_changed(version, actor, why)


def _set(actor: Actor, kind: Kind, segment: Segment, turn: Turn) -> None:
    wanted = turn.wanted
    if kind in {Kind.TEXT, Kind.LANGUAGE}:
        put_text(actor, segment, wanted.text, wanted.language)
    elif kind is Kind.CHECKED:
        note_checker(actor, segment, checked=wanted.checked)
    elif kind is Kind.SPEAKER:
        segment.speaker_id = wanted.speaker.person_id
        segment.speaker_number = wanted.speaker.number
    else:  # a boundary: its times alone, whatever was written there since
        segment.start_ms, segment.end_ms = wanted.rest["start_ms"], wanted.rest["end_ms"]


def _fill(actor: Actor, segment: Segment, have: State, wanted: State) -> None:
    """Whatever the step changed; what somebody said of the rest since stays."""
    segment.text, segment.language = wanted.text, wanted.language
    if have.speaker != wanted.speaker:
        segment.speaker_id = wanted.speaker.person_id
        segment.speaker_number = wanted.speaker.number
    for name, value in wanted.rest.items():
        setattr(segment, name, value)
    if have.checked != wanted.checked:
        note_checker(actor, segment, checked=wanted.checked)
    segment.revision += 1


def _part(actor: Actor, version: TranscriptVersion, turns: Sequence[Turn], found: Segments) -> None:
    """Two become one again, or one becomes two: whoever comes back keeps its id."""
    kept, other = sorted(turns, key=_comes_and_goes)
    segment = found[kept.row.segment_id]
    if not other.wanted.exists:
        goes = found[other.row.segment_id]
        segments_merged.send(None, segment=segment, other=goes)
        db.session.delete(goes)
        db.session.flush()
        _fill(actor, segment, kept.have, kept.wanted)
        text_changed(version, actor, Why.MERGED)
        segment_changed.send(None, segment=segment)
        return
    make_room_after(segment)
    _fill(actor, segment, kept.have, kept.wanted)
    back = Segment(
        id=other.row.segment_id,
        organisation_id=version.organisation_id,
        version_id=version.id,
        position=segment.position + 1,
        revision=segment.revision,
    )
    _fill(actor, back, NOTHING, other.wanted)
    db.session.add(back)
    db.session.flush()
    text_changed(version, actor, Why.SPLIT)
    segment_split.send(None, segment=segment, other=back)


def _comes_and_goes(turn: Turn) -> bool:
    return turn.row.existed_before != turn.row.existed_after
