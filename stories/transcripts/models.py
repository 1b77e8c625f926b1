"""What was said: versions of a transcript and their segments."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, JsonDict, JsonList, Owner, PublicId
from stories.media.models import Recording
from stories.transcripts.turns import Speaker


class TranscriptState(enum.StrEnum):
    """Machine draft → corrected → approved by narrator or reviewer (DOMAIN R8)."""

    DRAFT = "draft"
    CORRECTED = "corrected"
    APPROVED = "approved"


class TranscriptVersion(Base):
    """One way a recording was written down. ``revision`` grows with every change of text.

    ``changes`` counts what the history keeps: the number of its latest change.

    One version of a recording is its working text (``current``): the first that is complete, and
    then whichever people choose, or a machine's new one while nobody has worked on the old.
    ``name`` is what somebody calls it, empty for most.
    """

    __tablename__ = "transcript_versions"
    __table_args__ = (
        UniqueConstraint("recording_id", "number"),
        Index(
            "ix_transcript_versions_working",
            "recording_id",
            unique=True,
            sqlite_where=text("current"),
            postgresql_where=text("current"),
        ),
    )

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    recording_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("recordings.id"), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(60), default="")
    state: Mapped[TranscriptState] = mapped_column(default=TranscriptState.DRAFT)
    revision: Mapped[int] = mapped_column(default=1)
    changes: Mapped[int] = mapped_column(default=0)
    complete: Mapped[bool] = mapped_column(default=False)
    current: Mapped[bool] = mapped_column(default=False)
    engine: Mapped[str] = mapped_column(String(40))
    model: Mapped[str] = mapped_column(String(80))
    model_digest: Mapped[str] = mapped_column(String(64), default="")
    options: Mapped[JsonDict]
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    recording: Mapped[Recording] = relationship()
    segments: Mapped[list["Segment"]] = relationship(
        back_populates="version", order_by="Segment.start_ms, Segment.position"
    )


class Segment(Base):
    """A stretch of speech in one language. Times are milliseconds from the recording's start.

    Who speaks is said by people: a participant, or a number for a voice nobody can name.
    ``engine``, ``model`` and ``model_digest`` name what wrote it down, empty where a person did;
    ``language_certainty`` (0 to 1) is how sure the machine was of the language.
    ``machine_revision`` is the revision at which what stands was last a machine's own words.
    """

    __tablename__ = "segments"
    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    version_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("transcript_versions.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    language: Mapped[str] = mapped_column(String(3))
    text: Mapped[str] = mapped_column(Text)
    machine_text: Mapped[str] = mapped_column(Text, default="")
    confidence: Mapped[float | None]
    engine: Mapped[str] = mapped_column(String(40), default="")
    model: Mapped[str] = mapped_column(String(80), default="")
    model_digest: Mapped[str] = mapped_column(String(64), default="")
    language_certainty: Mapped[float | None]
    words: Mapped[JsonList]
    flags: Mapped[JsonList]
    speaker_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    speaker_number: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1)
    machine_revision: Mapped[int] = mapped_column(default=1)
    checked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    checked_at: Mapped[datetime | None]
    version: Mapped[TranscriptVersion] = relationship(back_populates="segments")

    @property
    def speaker(self) -> Speaker:
        """Who speaks, as far as somebody has said it."""
        return Speaker(self.speaker_id, self.speaker_number)
