"""What lies in a story's stretches, as conditions for queries and policies."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists

from stories.moderation.models import Story, StoryStretch
from stories.transcripts.models import Segment


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


# A segment belongs to a story as soon as they touch: what is in doubt is looked at.
IN_STORY = and_(
    Segment.version_id == Story.version_id, touched(Segment.start_ms, Segment.end_ms, Segment)
)
