"""Redactions as they are applied to what goes out, for many stories at once.

The one way to a story's text and sound leads through here (``queries.lines_of``, ``cutting``).
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import selectinload

from stories.foundation.db import db
from stories.moderation.models import Story
from stories.moderation.redaction.matching import Cover, Hidden, Part, Text, hide
from stories.moderation.redaction.models import Redaction, RedactionPart, RedactionState
from stories.moderation.redaction.rules import HIDING, hidden_sound, merged
from stories.moderation.redaction.telling import Quote, told_in
from stories.moderation.timeline import Span
from stories.moderation.within import IN_STORY
from stories.transcripts.models import Segment
from stories.translations.models import SegmentTranslation


@dataclass(frozen=True)
class Spoken:
    """A segment of a story with what it says in other languages."""

    segment: Segment
    other: Mapping[str, SegmentTranslation]

    @property
    def texts(self) -> list[Text]:
        """What it says, in each language that has words."""
        row = self.segment
        said = {key: one.text for key, one in self.other.items()} | {row.language: row.text}
        return [
            Text(row.id, language, text, row.start_ms, row.end_ms)
            for language, text in said.items()
            if text.strip()
        ]


@dataclass(frozen=True)
class Silent:
    """What must not be heard of a recording, and where a soft tone is heard instead (ms)."""

    silence: tuple[Span, ...] = ()
    tones: tuple[Span, ...] = ()


NOTHING = Silent()


@dataclass(frozen=True)
class Standing:
    """How a story's redactions stand: asked of the gate."""

    redaction_waits: bool = False
    redaction_unmatched: bool = False
    redaction_told: bool = False


def spoken_in(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Spoken]]:
    """The segments of each story as they were said, in order; in two queries."""
    query = (
        select(Story.id, Segment)
        .select_from(Story)
        .join(Segment, IN_STORY)
        .where(Story.id.in_(ids))
        .order_by(Segment.start_ms, Segment.position)
    )
    said = [(row[0], row[1]) for row in db.session.execute(query)]
    other = _translations(ids) if said else {}
    found: dict[uuid.UUID, list[Spoken]] = {key: [] for key in ids}
    for story_id, segment in said:
        found[story_id].append(Spoken(segment, other.get(segment.id, {})))
    return found


def _translations(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[str, SegmentTranslation]]:
    query = (
        select(SegmentTranslation)
        .join(Segment, Segment.id == SegmentTranslation.segment_id)
        .join(Story, and_(IN_STORY, Story.id.in_(ids)))
    )
    found: dict[uuid.UUID, dict[str, SegmentTranslation]] = defaultdict(dict)
    for row in db.session.scalars(query):
        found[row.segment_id][row.language] = row
    return found


def hiding(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Redaction]]:
    """The redactions that hide something of each story, the earliest place first."""
    query = (
        select(Redaction)
        .where(Redaction.story_id.in_(ids), Redaction.state.in_(HIDING))
        .options(selectinload(Redaction.parts))
        .order_by(Redaction.start_ms, Redaction.id)
    )
    found: dict[uuid.UUID, list[Redaction]] = defaultdict(list)
    for row in db.session.scalars(query):
        found[row.story_id].append(row)
    return found


def cover_of(row: Redaction) -> Cover:
    """A redaction as it is applied."""
    parts = tuple(part_of(one) for one in row.parts)
    return Cover(row.id, row.core, parts, {"kk": row.instead_kk, "ru": row.instead_ru})


def part_of(row: RedactionPart) -> Part:
    """A part as it is looked for."""
    return Part(
        row.segment_id,
        row.language,
        row.first_char,
        row.end_char,
        row.quote,
        row.word_before,
        row.word_after,
        row.seen,
    )


def row_of(position: int, part: Part) -> RedactionPart:
    """A part as it is kept."""
    return RedactionPart(
        position=position,
        segment_id=part.segment_id,
        language=part.language,
        first_char=part.start,
        end_char=part.end,
        quote=part.quote,
        word_before=part.before,
        word_after=part.after,
        seen=part.seen,
    )


def hidden_in(spoken: Mapping[uuid.UUID, list[Spoken]]) -> dict[uuid.UUID, Hidden]:
    """What is read instead, for each story of which something is hidden."""
    rows = hiding(list(spoken))
    return {key: _hidden(spoken[key], found) for key, found in rows.items()}


def _hidden(spoken: Iterable[Spoken], rows: Iterable[Redaction]) -> Hidden:
    texts = [text for one in spoken for text in one.texts]
    return hide(texts, [cover_of(row) for row in rows])


def standing_of(stories: Mapping[uuid.UUID, Story]) -> dict[uuid.UUID, Standing]:
    """How the redactions of each story stand, where it has any."""
    rows = hiding(list(stories))
    if not rows:
        return {}
    spoken = spoken_in(list(rows))
    return {key: _standing(stories[key], spoken[key], found) for key, found in rows.items()}


def _standing(story: Story, spoken: list[Spoken], rows: list[Redaction]) -> Standing:
    return Standing(
        redaction_waits=any(row.state is RedactionState.PROPOSED for row in rows),
        redaction_unmatched=bool(_hidden(spoken, rows).unmatched),
        redaction_told=bool(told_of(story, rows)),
    )


def told_of(story: Story, rows: Iterable[Redaction]) -> list[str]:
    """Words of a story's own texts by which something hidden can be read."""
    texts = (
        story.title_kk, story.title_ru, story.summary_kk, story.summary_ru,
        story.content_note_kk, story.content_note_ru,
    )  # fmt: skip
    quotes = [
        Quote(part.quote, first=not part.word_before)
        for row in rows
        for part in row.parts
        if part.quote
    ]
    return told_in(quotes, texts)


def silent_of(story: Story, but: Redaction | None = None) -> Silent:
    """What of a story's recording must not be heard in its copies; all ``but`` one, if named."""
    rows = [row for row in hiding([story.id]).get(story.id, []) if row is not but]
    length = round(story.recording.seconds * 1000)
    tones = hidden_sound((row.core for row in rows if row.tone), length)
    return Silent(merged(hidden_sound((row.core for row in rows), length)), tones)
