"""What a segment is like at a moment: taken down, compared, and put in place again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from stories.transcripts.history.models import Kind, SegmentChange
from stories.transcripts.models import Segment
from stories.transcripts.turns import NOBODY, Speaker

REST = (
    "start_ms",
    "end_ms",
    "machine_text",
    "words",
    "flags",
    "confidence",
    "engine",
    "model",
    "model_digest",
    "language_certainty",
)
PARTED = frozenset({Kind.SPLIT, Kind.MERGED, Kind.BOUNDARY, Kind.IMPORTED})
"""Kinds that touch more than text, language, speaker and tick."""

DRAFTED = "drafted"
"""In the rest of a translation's state: nobody stood for it, though a person took it over."""


@dataclass(frozen=True)
class State:
    """A segment's text, language (ISO 639-1), speaker and tick, and the rest by column."""

    text: str = ""
    language: str = ""
    speaker: Speaker = NOBODY
    checked: bool = False
    rest: Mapping[str, Any] = field(default_factory=dict)
    exists: bool = True


NOTHING = State(exists=False)


def state_of(segment: Segment) -> State:
    """What a segment is like now."""
    rest = {name: getattr(segment, name) for name in REST}
    checked = segment.checked_at is not None
    return State(segment.text, segment.language, segment.speaker, checked, rest)


def before(row: SegmentChange) -> State:
    """What a change found."""
    speaker = Speaker(row.speaker_before_id, row.voice_before)
    texts = (row.text_before, row.language_before)
    return State(*texts, speaker, row.checked_before, row.rest_before, row.existed_before)


def after(row: SegmentChange) -> State:
    """What a change left."""
    speaker = Speaker(row.speaker_after_id, row.voice_after)
    texts = (row.text_after, row.language_after)
    return State(*texts, speaker, row.checked_after, row.rest_after, row.existed_after)


def columns(kind: Kind, was: State, now: State) -> dict[str, Any]:
    """Both sides of a change as a row keeps them."""
    if kind not in PARTED | {Kind.TRANSLATION}:
        was, now = replace(was, rest={}), replace(now, rest={})
    return _side(was, "before") | _side(now, "after")


def _side(state: State, name: str) -> dict[str, Any]:
    return {
        f"existed_{name}": state.exists,
        f"text_{name}": state.text,
        f"language_{name}": state.language,
        f"speaker_{name}_id": state.speaker.person_id,
        f"voice_{name}": state.speaker.number,
        f"checked_{name}": state.checked,
        f"rest_{name}": dict(state.rest),
    }


def same(kind: Kind, one: State, other: State) -> bool:
    """Whether two states are alike in what such a change touches."""
    if one.exists != other.exists or not one.exists:
        return one.exists == other.exists
    if kind is Kind.SPEAKER:
        return one.speaker == other.speaker
    if kind is Kind.CHECKED:
        return one.checked == other.checked
    times = [[state.rest.get(name) for name in ("start_ms", "end_ms")] for state in (one, other)]
    if kind is Kind.BOUNDARY:
        return times[0] == times[1]
    texts = (one.text, one.language) == (other.text, other.language)
    return texts and (kind not in PARTED or times[0] == times[1])
