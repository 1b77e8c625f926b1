"""Distress flags, and the restricted notes on them, which are only ever added to."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.accounts.models import User
from stories.foundation.db import Base, CreatedAt, LongText, Owner, PublicId
from stories.people.models import Person
from stories.sessions.models import StorytellingSession


class DistressFlag(Base):
    """Somebody in a session is not well. Open until the safeguarding lead closes it.

    ``raised_at`` is when it was pressed, ``created_at`` when it came in: a phone without a
    connection brings it later. ``follow_up_on`` is the day to ask again.
    """

    __tablename__ = "distress_flags"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storytelling_sessions.id"), index=True
    )
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    raised_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    raised_at: Mapped[datetime]
    created_at: Mapped[CreatedAt]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    follow_up_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    session: Mapped[StorytellingSession] = relationship()
    person: Mapped[Person | None] = relationship()
    notes: Mapped[list["DistressNote"]] = relationship(
        back_populates="flag", order_by="DistressNote.at, DistressNote.id"
    )


class DistressNote(Base):
    """Words about a flag, for the safeguarding lead alone; never changed."""

    __tablename__ = "distress_notes"

    id: Mapped[PublicId]
    flag_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("distress_flags.id"), index=True)
    text: Mapped[LongText]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[CreatedAt]
    flag: Mapped[DistressFlag] = relationship(back_populates="notes")
    author: Mapped[User | None] = relationship()
