"""Reading incidents: the safeguarding lead's alone, and who else saw what one is about."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from stories.accounts.models import User
from stories.archive.safeguarding.models import Incident, IncidentNote
from stories.archive.safeguarding.policy import ANSWER
from stories.archive.safeguarding.words import LOOKS
from stories.foundation.access import Actor, require, visible
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.foundation.models import AuditEvent
from stories.media.models import Recording
from stories.moderation.models import Story
from stories.transcripts.models import TranscriptVersion

WHOLE = (
    selectinload(Incident.person),
    selectinload(Incident.session),
    selectinload(Incident.notes).selectinload(IncidentNote.author),
)
MOST = 200


@dataclass(frozen=True)
class Look:
    """Who did something with a recording or what was made of it, how often, and when last."""

    who: str
    action: str
    times: int
    last: datetime


def incident(actor: Actor, incident_id: uuid.UUID) -> Incident:
    """One the actor answers; raises NotFound across organisations, Forbidden in one."""
    row = db.session.scalar(select(Incident).where(Incident.id == incident_id).options(*WHOLE))
    if row is None:
        raise NotFound
    require(actor, ANSWER, row)
    return row


def lock(row: Incident) -> None:
    """Let one hand at a time answer an incident, and see what the last one did."""
    db.session.refresh(row, with_for_update=True)
    db.session.refresh(row, ["notes"])


def incidents(actor: Actor, *, closed: bool = False) -> list[Incident]:
    """The actor's incidents: the unseen first, then by the day to look again; or those closed."""
    table = Incident
    query = select(table).where(
        visible(actor, ANSWER, table),
        table.closed_at.is_not(None) if closed else table.closed_at.is_(None),
    )
    open_order = (table.seen_at.is_not(None), table.follow_up_on, table.told_at, table.id)
    order = (table.closed_at.desc(), table.id) if closed else open_order
    return list(db.session.scalars(query.options(*WHOLE).order_by(*order).limit(MOST)))


def incident_by_id(incident_id: uuid.UUID) -> Incident | None:
    """An incident, for the letter that tells of it."""
    return db.session.get(Incident, incident_id)


def about(person_id: uuid.UUID) -> list[Incident]:
    """All about a person, for a caller that has authorised the question."""
    query = select(Incident).where(Incident.person_id == person_id)
    return list(db.session.scalars(query.options(*WHOLE).order_by(Incident.told_at)))


def recordings_meant(row: Incident) -> list[Recording]:
    """The recording an incident is about, or all of its session."""
    if row.recording is not None:
        return [row.recording]
    query = select(Recording).where(Recording.session_id == row.session_id)
    return list(db.session.scalars(query.order_by(Recording.created_at, Recording.id)))


def looks_at(recordings: Collection[uuid.UUID]) -> list[Look]:
    """Who opened recordings, their texts and their stories, the last first (DOMAIN X3, X9)."""
    made = [
        select(model.id).where(model.recording_id.in_(recordings))
        for model in (Story, TranscriptVersion)
    ]
    about = AuditEvent.subject_id
    about_them = or_(about.in_(recordings), *(about.in_(ids) for ids in made))
    last = func.max(AuditEvent.at)
    query = (
        select(User.name, AuditEvent.action, func.count(), last)
        .join(User, User.id == AuditEvent.actor_id)
        .where(AuditEvent.action.in_(LOOKS), about_them)
        .group_by(User.id, User.name, AuditEvent.action)
        .order_by(last.desc(), User.name)
        .limit(MOST)
    )
    return [Look(*row) for row in db.session.execute(query)]
