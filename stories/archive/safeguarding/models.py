"""Incidents, and the notes on them, which are only ever added to."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.accounts.models import User
from stories.foundation.db import Base, CreatedAt, LongText, Owner, PublicId
from stories.media.models import Recording
from stories.moderation.models import Story
from stories.people.models import Person
from stories.sessions.models import StorytellingSession


class IncidentKind(enum.StrEnum):
    """What an incident is about. Calls to violence close the recording at once."""

    DISCLOSURE = "disclosure"  # somebody told of harm that was done to them, or to others
    DANGER = "danger"  # somebody is in danger now
    KNOWN = "known"  # somebody can be found or recognised, or was
    EXTREMIST = "extremist"  # calls to violence, or praise of it
    OTHER = "other"


class Incident(Base):
    """Something told in a session, a recording or a story that others must not read.

    The recording or the story is named where it is about one. Open until the safeguarding lead
    closes it; ``follow_up_on`` is the day to look again.
    """

    __tablename__ = "incidents"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    kind: Mapped[IncidentKind]
    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storytelling_sessions.id"), index=True
    )
    recording_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("recordings.id", ondelete="SET NULL"), index=True
    )
    story_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("stories.id", ondelete="SET NULL"), index=True
    )
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    told_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    told_at: Mapped[CreatedAt]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    follow_up_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    session: Mapped[StorytellingSession] = relationship()
    recording: Mapped[Recording | None] = relationship()
    story: Mapped[Story | None] = relationship()
    person: Mapped[Person | None] = relationship()
    notes: Mapped[list["IncidentNote"]] = relationship(
        back_populates="incident", order_by="IncidentNote.at, IncidentNote.id"
    )


class IncidentNote(Base):
    """Words about an incident, for the safeguarding lead alone; never changed."""

    __tablename__ = "incident_notes"

    id: Mapped[PublicId]
    incident_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("incidents.id"), index=True)
    text: Mapped[LongText]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[CreatedAt]
    incident: Mapped[Incident] = relationship(back_populates="notes")
    author: Mapped[User | None] = relationship()
