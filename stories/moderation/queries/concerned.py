"""Stories that something below concerns: a text, a session, a recording, a person."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from stories.foundation.db import db
from stories.foundation.models import Work, WorkState
from stories.media.models import Recording, RecordingState
from stories.moderation.models import Review, Story, StoryState, Verdict
from stories.people.models import Agreement
from stories.sessions.models import Attendance, StorytellingSession
from stories.sessions.queries import heard_in

ON_THEIR_WAY = (StoryState.RELEASED, StoryState.PROPOSED)
A_ROUND = 20  # copies asked for in one round


# Whether somebody has said a word about the story as it stands.
SPOKEN_OF = exists().where(
    Review.story_id == Story.id, Review.story_revision == Story.revision
).correlate(Story)  # fmt: skip
# Somebody's approval that counts for nothing: they record it now, or uploaded it since.
BY_A_MAKER = exists().where(
    Review.story_id == Story.id,
    Review.story_revision == Story.revision,
    Review.verdict == Verdict.APPROVE,
    Recording.id == Story.recording_id,
    StorytellingSession.id == Recording.session_id,
    or_(
        Review.reviewer_id == Story.proposed_by,
        Review.reviewer_id == Recording.uploaded_by,
        Review.reviewer_id == StorytellingSession.facilitator_id,
    ),
).correlate(Story)  # fmt: skip


def stories_on_version(version_id: uuid.UUID) -> list[Story]:
    """Stories on a version of a transcript that are released, or that somebody has reviewed.

    They are held until the unit ends.
    """
    spoken_of = and_(Story.state == StoryState.PROPOSED, SPOKEN_OF)
    here = Story.version_id == version_id
    return _held(select(Story).where(here, or_(Story.state == StoryState.RELEASED, spoken_of)))


def released_by_a_maker() -> list[Story]:
    """Released stories of which a reviewer has become a maker, held until the unit ends."""
    return _held(select(Story).where(Story.state == StoryState.RELEASED, BY_A_MAKER))


def without_a_copy(kind: str) -> list[uuid.UUID]:
    """Stories under way whose copy is not of them as they stand, with no work of a kind open."""
    asked = exists().where(
        Work.kind == kind, Work.subject_id == Story.id, Work.state != WorkState.DONE
    ).correlate(Story)  # fmt: skip
    query = (
        select(Story.id)
        .join(Recording, Recording.id == Story.recording_id)
        .where(
            Story.state.in_(ON_THEIR_WAY),
            Story.copy_revision != Story.revision,
            Recording.state == RecordingState.READY,
            ~asked,
        )
        .order_by(Story.id)
        .limit(A_ROUND)
    )
    return list(db.session.scalars(query))


def closed_no_longer(on: date) -> list[Story]:
    """Stories whose closure has come to its day, whosever they are; for the house's rounds."""
    return _held(select(Story).where(Story.closed_until <= on))


def answered_about(agreement_id: uuid.UUID) -> list[Story]:
    """Stories under way with a word of a reviewer that a new answer speaks of, held likewise."""
    agreement = db.session.get(Agreement, agreement_id)
    if agreement is None:
        return []
    query = (
        select(Story)
        .join(Recording, Recording.id == Story.recording_id)
        .join(Attendance, Attendance.session_id == Recording.session_id)
        .where(Attendance.person_id == agreement.person_id)
        .where(Story.state.in_(ON_THEIR_WAY), SPOKEN_OF)
    )
    if agreement.session_id is not None:
        query = query.where(Recording.session_id == agreement.session_id)
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
