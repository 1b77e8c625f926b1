"""What reviewers saw, skipped and chose, and what a story's place in the queue rests on."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select

from stories.foundation.access import Actor
from stories.foundation.clock import HOME_ZONE, today
from stories.foundation.db import db
from stories.media.models import Recording
from stories.moderation.models import Review, Story
from stories.moderation.reviewing.models import ReviewPace, ReviewSkip, StoryLook
from stories.moderation.reviewing.rules import USUAL_PACE, Care, Traits
from stories.moderation.within import IN_STORY
from stories.people.queries import voices_for_many
from stories.people.rules import is_child
from stories.sessions.models import Attendance
from stories.transcripts.models import Segment


def last_look(actor: Actor, story: Story, revisions: tuple[int, int]) -> StoryLook | None:
    """What the actor saw when the story last stood otherwise than now."""
    query = (
        select(StoryLook)
        .where(StoryLook.story_id == story.id, StoryLook.user_id == actor.id)
        .where(
            or_(
                StoryLook.story_revision != revisions[0],
                StoryLook.transcript_revision != revisions[1],
            )
        )
        .order_by(StoryLook.created_at.desc())
    )
    return db.session.scalars(query).first()


def looks(story_id: uuid.UUID, user_id: uuid.UUID | None = None) -> list[StoryLook]:
    """Looks at a story, the newest first; those of one person if asked."""
    query = select(StoryLook).where(StoryLook.story_id == story_id)
    if user_id is not None:
        query = query.where(StoryLook.user_id == user_id)
    return list(db.session.scalars(query.order_by(StoryLook.created_at.desc())))


def skip_of(actor: Actor, story: Story) -> ReviewSkip | None:
    """That the actor has skipped a story, if so."""
    return db.session.get(ReviewSkip, (story.id, actor.id))


def pace_of(actor: Actor) -> int:
    """How many stories the actor wants to decide on a day at most; 0 for no limit."""
    row = db.session.get(ReviewPace, actor.id)
    return USUAL_PACE if row is None else row.a_day


def decided_today(actor: Actor) -> int:
    """On how many stories the actor has said a word since midnight at home."""
    midnight = datetime.combine(today(), time(), ZoneInfo(HOME_ZONE))
    query = select(func.count(Review.story_id.distinct())).where(
        Review.reviewer_id == actor.id, Review.created_at >= midnight
    )
    return db.session.scalar(query) or 0


def traits_of(actor: Actor, stories: Iterable[Story]) -> dict[uuid.UUID, Traits]:
    """What the queue sorts by, for each story, in a fixed number of questions."""
    listed = {story.id: story for story in stories}
    languages, children = _languages(listed), _with_children(listed)
    skips = _skips(actor, listed)
    return {
        key: Traits(languages.get(key, "kk"), _care(story, children), skips.get(key))
        for key, story in listed.items()
    }


def _care(story: Story, children: set[uuid.UUID]) -> Care:
    if story.id in children:
        return Care.CHILD
    return Care.NOTE if story.content_note_kk or story.content_note_ru else Care.PLAIN


def _skips(actor: Actor, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    query = select(ReviewSkip.story_id, ReviewSkip.at).where(
        ReviewSkip.user_id == actor.id, ReviewSkip.story_id.in_(list(ids))
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _languages(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The language most of each story's sentences were said in."""
    query = (
        select(Story.id, Segment.language, func.count().label("number"))
        .select_from(Story)
        .join(Segment, IN_STORY)
        .where(Story.id.in_(list(ids)))
        .group_by(Story.id, Segment.language)
        .order_by(func.count(), Segment.language.desc())
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _with_children(ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    query: Any = (
        select(Story.id, Recording.session_id, Attendance.person_id)
        .join(Recording, Recording.id == Story.recording_id)
        .join(Attendance, Attendance.session_id == Recording.session_id)
        .where(Story.id.in_(list(ids)), Attendance.came.is_not(False))
    )
    heard: dict[tuple[uuid.UUID, uuid.UUID], list[uuid.UUID]] = defaultdict(list)
    for story_id, session_id, person_id in db.session.execute(query):
        heard[story_id, session_id].append(person_id)
    voices = voices_for_many({key: (people, key[1]) for key, people in heard.items()})
    day = today()
    return {key[0] for key, found in voices.items() if any(is_child(one, day) for one in found)}
