"""Changes as their page shows them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from stories.people.calling import called_here
from stories.transcripts import queries as texts
from stories.transcripts.history import queries
from stories.transcripts.history.models import Kind, SegmentChange, Way
from stories.transcripts.history.rules import differences
from stories.transcripts.history.words import KINDS, UNCHECKED, WAYS
from stories.transcripts.turns import Speaker
from stories.transcripts.voices import numbered_name
from stories.transcripts.words import language_word

WRITTEN = frozenset({Kind.TEXT, Kind.LANGUAGE, Kind.TRANSLATION, Kind.SPLIT, Kind.MERGED})


@dataclass(frozen=True)
class Line:
    """One change: what, how and by whom; its words one by one; both sides of what has a name.

    ``earlier`` and ``later`` say whether the text before it, or after it, can be brought back.
    """

    row: SegmentChange
    title: str
    how: str
    who: str
    words: Sequence[tuple[str, str]]
    sides: tuple[str, str]
    at: float | None
    there: bool
    earlier: bool
    later: bool


def lines_of(rows: Sequence[SegmentChange]) -> list[Line]:
    """Changes with the names of those who made them; a fixed number of questions."""
    staff = queries.names_of_staff(row.made_by for row in rows)
    speakers = {key for row in rows for key in (row.speaker_before_id, row.speaker_after_id) if key}
    people = {key: called_here(one) for key, one in texts.people_by_id(speakers).items()}
    there = queries.moments_of({row.segment_id for row in rows})
    return [_line(row, staff, people, there) for row in rows]


def _line(
    row: SegmentChange,
    staff: dict[uuid.UUID, str],
    people: dict[uuid.UUID, str],
    there: dict[uuid.UUID, tuple[int, str]],
) -> Line:
    start, now_says = there.get(row.segment_id, (None, None))
    if start is None:
        start = (row.rest_before or row.rest_after).get("start_ms")
    written = row.kind in {Kind.TEXT, Kind.LANGUAGE, Kind.TRANSLATION}
    stands = row.segment_id in there and written
    original = row.kind is not Kind.TRANSLATION
    return Line(
        row=row,
        title=_title(row),
        how=str(WAYS[Way(row.way)]),
        who=staff.get(row.made_by, "") if row.made_by else "",
        words=differences(row.text_before, row.text_after) if row.kind in WRITTEN else (),
        sides=_sides(row, people),
        at=None if start is None else start / 1000,
        there=row.segment_id in there,
        earlier=stands and (row.text_before != now_says if original else row.text_before != ""),
        later=stands and (row.text_after != now_says if original else row.text_after != ""),
    )


def _title(row: SegmentChange) -> str:
    if row.kind is Kind.CHECKED and not row.checked_after:
        return str(UNCHECKED)
    return str(KINDS[Kind(row.kind)])


def _sides(row: SegmentChange, people: dict[uuid.UUID, str]) -> tuple[str, str]:
    if row.kind is Kind.SPEAKER:
        one = Speaker(row.speaker_before_id, row.voice_before)
        return _called(one, people), _called(Speaker(row.speaker_after_id, row.voice_after), people)
    stayed = row.existed_before and row.existed_after and row.kind is not Kind.TRANSLATION
    if stayed and row.language_before != row.language_after:
        return _named(row.language_before), _named(row.language_after)
    return "", ""


def _called(speaker: Speaker, people: dict[uuid.UUID, str]) -> str:
    if speaker.person_id is not None:
        return people.get(speaker.person_id, "—")
    return numbered_name(speaker.number) if speaker.number else "—"


def _named(language: str) -> str:
    return str(language_word(language)) if language else "—"
