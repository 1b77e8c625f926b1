"""Letters on their way. The row is the truth: what was sent, what waits, what was dropped."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, LongText, Owner, PublicId


class Dropped(enum.StrEnum):
    """Why a letter is not sent, or may not have come."""

    OVERTAKEN = "overtaken"  # what it spoke of has changed
    OVER = "over"  # its time has passed
    UNWANTED = "unwanted"  # they want no letters
    NO_ADDRESS = "no_address"
    REFUSED = "refused"  # the other side said no for good
    UNANSWERED = "unanswered"  # handed over, and nobody said whether it was taken
    GIVEN_UP = "given_up"  # tried too often


class OutboxLetter(Base):
    """One letter to one person, of the staff or of those the house is for.

    ``key`` names it for good, so that it is put down once. What it speaks of is told by
    ``about_table``, ``about_id``, ``about_sequence`` and ``about_at``; ``about_print`` is a short
    digest of what it says of it, so that a change can be noticed. Subject and text stand here
    only while it is on its way; the address never does.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("(user_id IS NULL) <> (person_id IS NULL)", name="one_receiver"),
        Index("ix_outbox_about", "about_table", "about_id"),
    )

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(48))
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    language: Mapped[str] = mapped_column(String(2), default="")
    subject: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[LongText]
    calendar: Mapped[LongText]
    about_table: Mapped[str] = mapped_column(String(48), default="")
    about_id: Mapped[uuid.UUID | None]
    about_sequence: Mapped[int] = mapped_column(default=0)
    about_at: Mapped[datetime | None]
    about_print: Mapped[str] = mapped_column(String(16), default="")
    not_before: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None]
    handed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    dropped_because: Mapped[Dropped | None]
    problem: Mapped[str] = mapped_column(String(16), default="")
    created_at: Mapped[CreatedAt]

    @property
    def over(self) -> bool:
        """Whether nothing more is done with it."""
        return self.sent_at is not None or self.dropped_at is not None
