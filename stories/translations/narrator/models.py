"""A narrator's link to one recording, and what they wish changed in it."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, LongText, Owner, PublicId
from stories.media.models import Recording
from stories.people.models import Person


class NarratorLink(Base):
    """One person's way to what they told in one recording. Only digests are kept.

    ``with_id`` is who speaks for a child, and looks together with it.
    """

    __tablename__ = "narrator_links"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    recording_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("recordings.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    with_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    pin_hash: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    opened: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    recording: Mapped[Recording] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class WishKind(enum.StrEnum):
    """What a narrator says of a passage with one tap."""

    DO_NOT_PUBLISH = "do_not_publish"
    NOT_MY_WORDS = "not_my_words"
    A_NAME = "a_name"
    OTHER = "other"


class NarratorWish(Base):
    """A wish about a stretch of a recording, in milliseconds; open until somebody dealt with it.

    It is kept by time, so that it stays whatever becomes of the segments. The spoken note goes
    when the wish is dealt with.
    """

    __tablename__ = "narrator_wishes"
    __table_args__ = (
        CheckConstraint("end_ms > start_ms", name="stretch"),
        Index("ix_narrator_wishes_open", "recording_id", "dealt_at"),
    )

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    link_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("narrator_links.id"), index=True)
    recording_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("recordings.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    kind: Mapped[WishKind]
    words: Mapped[LongText]
    note_key: Mapped[str | None] = mapped_column(String(200))
    note_type: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[CreatedAt]
    dealt_at: Mapped[datetime | None]
    dealt_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    outcome: Mapped[LongText]
    recording: Mapped[Recording] = relationship()
    person: Mapped[Person] = relationship()
