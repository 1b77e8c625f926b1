"""Stories that something below concerns: a text, a session, a recording, a person."""

import uuid
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from stories.foundation.db import db
from stories.media.models import Recording
from stories.moderation.models import Story, StoryState
from stories.people.models import Agreement
from stories.sessions.models import Attendance
from stories.sessions.queries import heard_in

ON_THEIR_WAY = (StoryState.RELEASED, StoryState.PROPOSED)


def stories_on_version(version_id: uuid.UUID) -> list[Story]:
    """Released stories whose text is in a version of a transcript, held until the unit ends."""
    query = select(Story).where(Story.version_id == version_id, Story.state == StoryState.RELEASED)
    return _held(query)


def stories_of_session(session_id: uuid.UUID) -> list[Story]:
    """Stories of a session that are out or in review, held until the unit ends."""
    return _held(
        select(Story)
        .join(Recording, Recording.id == Story.recording_id)
        .where(Recording.session_id == session_id, Story.state.in_(ON_THEIR_WAY))
    )


def stories_from(recording_id: uuid.UUID) -> list[Story]:
    """Every story made from a recording, held until the unit ends."""
    return _held(select(Story).where(Story.recording_id == recording_id))


def copied_from(recording_id: uuid.UUID) -> list[Story]:
    """Stories of a recording that can be heard by copies of their present stretch."""
    query = select(Story).where(
        Story.recording_id == recording_id,
        Story.copy_opus.is_not(None),
        Story.copy_revision == Story.revision,
    )
    return list(db.session.scalars(query.options(joinedload(Story.recording)).order_by(Story.id)))


def stories_of_person(person_id: uuid.UUID) -> list[Story]:
    """Every story in whose session a person takes part, held until the unit ends."""
    return _held(
        select(Story)
        .join(Recording, Recording.id == Story.recording_id)
        .join(Attendance, Attendance.session_id == Recording.session_id)
        .where(Attendance.person_id == person_id)
    )


def stories_of_agreement(agreement_id: uuid.UUID) -> list[Story]:
    """Every story in whose session the person takes part whom an agreement is about."""
    query = select(Agreement.person_id).where(Agreement.id == agreement_id)
    person_id = db.session.scalar(query)
    return stories_of_person(person_id) if person_id else []


def stories_with(person_id: uuid.UUID) -> list[Story]:
    """Every story in which somebody may be heard, in the order in which they were made (C5)."""
    query = (
        select(Story)
        .join(Recording, Recording.id == Story.recording_id)
        .where(Recording.session_id.in_(heard_in(person_id)))
        .options(joinedload(Story.recording))
        .order_by(Story.created_at, Story.id)
    )
    return list(db.session.scalars(query))


def on_their_way(stories: list[Story]) -> list[Story]:
    """Those that are out or in review."""
    return [story for story in stories if story.state in ON_THEIR_WAY]


def _held(query: Select[Any]) -> list[Story]:
    return list(db.session.scalars(query.with_for_update(of=Story)))
