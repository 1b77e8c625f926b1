"""What is to be done after a session."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.accounts.models import User
from stories.foundation.db import Base, CreatedAt, Owner, PublicId
from stories.people.models import Person
from stories.sessions.models import StorytellingSession


class Outcome(enum.StrEnum):
    """What came of it; without one it is still to be done."""

    DONE = "done"
    PARTLY = "partly"
    COULD_NOT = "could_not"
    NOT_NEEDED = "not_needed"


class FollowUp(Base):
    """One thing to be done after a session, and about somebody, if it is about anybody."""

    __tablename__ = "follow_ups"
    __table_args__ = (Index("ix_follow_ups_due", "organisation_id", "outcome", "due_on"),)

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storytelling_sessions.id"), index=True
    )
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[str] = mapped_column(String(300))
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    due_on: Mapped[date]
    outcome: Mapped[Outcome | None]
    outcome_words: Mapped[str] = mapped_column(String(300), default="")
    done_at: Mapped[datetime | None]
    done_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    session: Mapped[StorytellingSession] = relationship()
    person: Mapped[Person | None] = relationship()
    owner: Mapped[User] = relationship(foreign_keys=[owner_id])
    finisher: Mapped[User | None] = relationship(foreign_keys=[done_by])
