"""What is noted while a session is held: moods, keywords, and stretches that are not to be used.

Moments are UTC, as the phone that noted them counted back from its own clock.
"""

import enum
import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, Owner, PublicId


class Moment(enum.StrEnum):
    """When somebody was asked for their mood."""

    BEFORE = "before"
    AFTER = "after"


class Mood(Base):
    """Which of five pictures somebody pointed at, 1 (low) to 5 (bright); none is no row (S7)."""

    __tablename__ = "moods"
    __table_args__ = (CheckConstraint("picture BETWEEN 1 AND 5", name="picture"),)

    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storytelling_sessions.id"), primary_key=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("people.id"), primary_key=True, index=True
    )
    moment: Mapped[Moment] = mapped_column(primary_key=True)
    organisation_id: Mapped[Owner]
    picture: Mapped[int]
    noted_at: Mapped[datetime]


class SessionKeyword(Base):
    """A few words about what is being told, with their moment (S9)."""

    __tablename__ = "session_keywords"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storytelling_sessions.id"), index=True
    )
    text: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]


class UnusedStretch(Base):
    """A pause: what was recorded between the two moments is not to be used (S6).

    Without an end it reaches to the end of the session.
    """

    __tablename__ = "unused_stretches"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storytelling_sessions.id"), index=True
    )
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
