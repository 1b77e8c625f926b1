"""Reading remarks."""

import uuid

from sqlalchemy import select

from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.moderation.models import Story
from stories.moderation.remarks.models import StoryRemark
from stories.transcripts.models import Segment


def remarks_of(story: Story) -> list[StoryRemark]:
    """Every remark on a story, in the order of speech; the caller authorises what it shows."""
    query = select(StoryRemark).where(StoryRemark.story_id == story.id)
    return list(db.session.scalars(query.order_by(StoryRemark.start_ms, StoryRemark.created_at)))


def remark(actor: Actor, remark_id: uuid.UUID) -> StoryRemark:
    """A remark on a story the actor may see; raises NotFound."""
    row = db.session.get(StoryRemark, remark_id)
    if row is None:
        raise NotFound
    require(actor, "moderation.view", row.story)
    return row


def open_remarks(story: Story, by: uuid.UUID | None = None) -> list[StoryRemark]:
    """Remarks nobody has dealt with yet; those of one person if asked."""
    found = [row for row in remarks_of(story) if row.done_at is None]
    return [row for row in found if by in (None, row.by_id)]


def open_on_recording(recording_id: uuid.UUID) -> list[StoryRemark]:
    """Open remarks on any story of a recording, in the order of speech."""
    query = (
        select(StoryRemark)
        .join(Story, Story.id == StoryRemark.story_id)
        .where(Story.recording_id == recording_id, StoryRemark.done_at.is_(None))
    )
    return list(db.session.scalars(query.order_by(StoryRemark.start_ms)))


def segments_at(story: Story, rows: list[StoryRemark]) -> dict[uuid.UUID, Segment]:
    """The first segment each remark touches; nothing for those whose text is gone."""
    if not rows:
        return {}
    first, last = min(row.start_ms for row in rows), max(row.end_ms for row in rows)
    query = (
        select(Segment)
        .where(Segment.version_id == story.version_id)
        .where(Segment.start_ms < last, Segment.end_ms > first)
        .order_by(Segment.start_ms, Segment.position)
    )
    segments = list(db.session.scalars(query))
    return {
        row.id: touching[0]
        for row in rows
        if (
            touching := [
                one for one in segments if one.start_ms < row.end_ms and one.end_ms > row.start_ms
            ]
        )
    }
