"""Finding redactions and the passages they hide something of."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.moderation.models import Story
from stories.moderation.redaction.models import Redaction, RedactionAct
from stories.people.models import Person
from stories.sessions.models import Attendance


def redaction(
    actor: Actor, story: Story, redaction_id: uuid.UUID, permission: str = "moderation.redact"
) -> Redaction:
    """A redaction of this story and no other; raises NotFound or Forbidden."""
    row = db.session.get(Redaction, redaction_id)
    if row is None or row.story_id != story.id:
        raise NotFound
    require(actor, permission, story)
    return row


def held(row: Redaction) -> Redaction:
    """A redaction as it stands now; its story is held by whoever asks."""
    db.session.refresh(row)
    return row


def redactions_of(story: Story) -> list[Redaction]:
    """Every redaction of a story, whatever became of it, in the order of the recording."""
    query = (
        select(Redaction)
        .where(Redaction.story_id == story.id)
        .options(selectinload(Redaction.parts), selectinload(Redaction.acts))
        .order_by(Redaction.start_ms, Redaction.created_at, Redaction.id)
    )
    return list(db.session.scalars(query))


def acts_since(story_id: uuid.UUID, moment: datetime) -> list[tuple[Redaction, RedactionAct]]:
    """What was done with a story's redactions after a moment (UTC), in order."""
    query = (
        select(Redaction, RedactionAct)
        .join(RedactionAct, RedactionAct.redaction_id == Redaction.id)
        .where(Redaction.story_id == story_id, RedactionAct.at > moment)
        .order_by(RedactionAct.at, RedactionAct.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def redactions_in(story_ids: Iterable[uuid.UUID]) -> list[Redaction]:
    """Every redaction of these stories, for whoever erases words in them."""
    query = select(Redaction).where(Redaction.story_id.in_(list(story_ids)))
    return list(db.session.scalars(query.options(selectinload(Redaction.acts))))


def with_pseudonyms(story: Story) -> list[Person]:
    """People of the story's session who have a pseudonym, in the order in which they came."""
    query = (
        select(Person)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(
            Attendance.session_id == story.recording.session_id,
            Person.pseudonym.is_not(None),
            Person.pseudonym != "",
        )
        .order_by(Person.created_at, Person.id)
    )
    return list(db.session.scalars(query))
