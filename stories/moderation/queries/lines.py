"""A story's sentences in both languages, for many stories at once."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import and_, select

from stories.foundation.db import db
from stories.moderation.models import Story
from stories.moderation.timeline import Timeline
from stories.moderation.within import IN_STORY
from stories.transcripts.approvals.shown import Stands, stands_of
from stories.transcripts.models import Segment
from stories.translations.models import SegmentTranslation, TranslationState
from stories.translations.rules import OTHER, other_language


@dataclass(frozen=True)
class Line:
    """A spoken sentence; times are milliseconds from the story's start.

    ``spoken`` is the language it was said in (ISO 639-1). ``checked`` says that a person has
    read it, ``stands`` who approved it, ``confirmed`` that the other language is there and stands.
    ``said`` is what was said in neither of ours.
    """

    start_ms: int
    end_ms: int
    kk: str
    ru: str
    spoken: str
    checked: bool
    confirmed: bool
    said: str = ""
    stands: Stands | None = None


def lines_of(stories: Iterable[Story]) -> dict[uuid.UUID, list[Line]]:
    """The sentences of each story in order; in three queries however many stories."""
    wanted = {story.id: story for story in stories}
    if not wanted:
        return {}
    query = (
        select(Story.id, Segment)
        .select_from(Story)
        .join(Segment, IN_STORY)
        .where(Story.id.in_(wanted))
        .order_by(Segment.start_ms, Segment.position)
    )
    times = {key: story.timeline for key, story in wanted.items()}
    said = [(row[0], row[1]) for row in db.session.execute(query)]
    other = _translations(list(wanted))
    stands = stands_of([segment for _, segment in said])
    found: dict[uuid.UUID, list[Line]] = {key: [] for key in wanted}
    for story_id, segment in said:
        line = _line(times[story_id], segment, other[segment.id])
        found[story_id].append(replace(line, stands=stands[segment.id]))
    return found


def _translations(ids: list[uuid.UUID]) -> dict[uuid.UUID, dict[str, SegmentTranslation]]:
    query = (
        select(SegmentTranslation)
        .join(Segment, Segment.id == SegmentTranslation.segment_id)
        .join(Story, and_(IN_STORY, Story.id.in_(ids)))
    )
    found: dict[uuid.UUID, dict[str, SegmentTranslation]] = defaultdict(dict)
    for row in db.session.scalars(query):
        found[row.segment_id][row.language] = row
    return found


def _line(times: Timeline, segment: Segment, other: dict[str, SegmentTranslation]) -> Line:
    start_ms, end_ms = times.in_story(segment.start_ms, segment.end_ms) or (0, 0)
    texts = {key: row.text for key, row in other.items()} | {segment.language: segment.text}
    needed = [other_language(segment.language)] if segment.text.strip() else []
    stands = [one in other and other[one].state is TranslationState.CONFIRMED for one in needed]
    return Line(
        start_ms=start_ms,
        end_ms=end_ms,
        kk=texts.get("kk", ""),
        ru=texts.get("ru", ""),
        spoken=segment.language,
        checked=segment.checked_at is not None,
        confirmed=all(stands),
        said="" if segment.language in OTHER else segment.text,
    )
