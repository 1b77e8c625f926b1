"""What lies in a story's stretches, as conditions for queries and policies."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

from stories.moderation.models import Story, StoryStretch
from stories.transcripts.models import Segment

NEAR_MS = 250


def touched(start: Any, end: Any, *beside: Any) -> ColumnElement[bool]:
    """Whether [start, end) of the recording, two columns in ms, is heard in any part of the story.

    ``beside`` are the columns' tables.
    """
    return (
        exists()
        .where(
            StoryStretch.story_id == Story.id,
            StoryStretch.start_ms < end,
            StoryStretch.end_ms > start,
        )
        .correlate(Story, *beside)
    )


def cut_in_a_sentence() -> ColumnElement[bool]:
    """Whether a stretch begins or ends inside a segment: its text says more than is heard.

    Word times are a machine's, so a quarter of a second from either end of it is its end.
    """
    edges = (StoryStretch.start_ms, StoryStretch.end_ms)
    inside = (
        and_(edge > Segment.start_ms + NEAR_MS, edge < Segment.end_ms - NEAR_MS) for edge in edges
    )
    return (
        exists()
        .where(
            StoryStretch.story_id == Story.id,
            Segment.version_id == Story.version_id,
            or_(*inside),
        )
        .correlate(Story)
    )


# A segment belongs to a story as soon as they touch: what is in doubt is looked at.
IN_STORY = and_(
    Segment.version_id == Story.version_id, touched(Segment.start_ms, Segment.end_ms, Segment)
)
