"""Uploads: the row says how much of a file has arrived; its bytes lie in the spool."""

import enum
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, JsonList, Owner, PublicId, UtcMoment
from stories.sessions.models import StorytellingSession


class UploadState(enum.StrEnum):
    """receiving → complete → taken; or receiving → expired, or ended by whoever sent it."""

    RECEIVING = "receiving"
    COMPLETE = "complete"
    TAKEN = "taken"
    EXPIRED = "expired"
    ENDED = "ended"


@dataclass(frozen=True)
class Standing:
    """How far an upload is: so many bytes are safe, of how many, and until when it may go on."""

    state: UploadState
    received: int
    length: int
    expires_at: datetime


UNFINISHED = (UploadState.RECEIVING, UploadState.COMPLETE)


class Upload(Base):
    """A file on its way in. ``received`` bytes are on the disk; ``known``: it was here before.

    ``pauses`` are those of a recording made in the browser, as pairs of seconds: where in the
    recording it was paused, and for how long nothing was recorded (DOMAIN S6).
    """

    __tablename__ = "uploads"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storytelling_sessions.id"), index=True
    )
    uploaded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    original_name: Mapped[str] = mapped_column(String(255))
    length: Mapped[int] = mapped_column(BigInteger)
    received: Mapped[int] = mapped_column(BigInteger, default=0)
    state: Mapped[UploadState] = mapped_column(default=UploadState.RECEIVING, index=True)
    sha256: Mapped[str | None] = mapped_column(String(64))
    recording_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("recordings.id"), index=True)
    known: Mapped[bool] = mapped_column(default=False)
    pauses: Mapped[JsonList]
    created_at: Mapped[CreatedAt]
    changed_at: Mapped[UtcMoment]
    expires_at: Mapped[UtcMoment]
    session: Mapped[StorytellingSession] = relationship()
