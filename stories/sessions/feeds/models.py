"""Who may fetch which sessions into a calendar of their own."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, Owner, PublicId


class CalendarFeed(Base):
    """A private address of one member of staff or one person; only its digest is kept (X4)."""

    __tablename__ = "calendar_feeds"
    __table_args__ = (
        CheckConstraint("(user_id IS NULL) <> (person_id IS NULL)", name="one_reader"),
    )

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(2))
    alarm_minutes: Mapped[int | None]
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    revoked_at: Mapped[datetime | None]
