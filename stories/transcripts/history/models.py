"""Every change of a segment: what it was before, what after, who did it and when."""

import enum
import uuid

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, JsonDict, LongText, Owner, PublicId


class Kind(enum.StrEnum):
    """What was changed; a translation is a segment's text in its other language."""

    TEXT = "text"
    LANGUAGE = "language"
    SPEAKER = "speaker"
    CHECKED = "checked"
    SPLIT = "split"
    MERGED = "merged"
    BOUNDARY = "boundary"
    TRANSLATION = "translation"
    IMPORTED = "imported"


class Way(enum.StrEnum):
    """How it came about: made, taken back, made once more, or brought back from the history."""

    MADE = "made"
    UNDONE = "undone"
    REDONE = "redone"
    RESTORED = "restored"


class SegmentChange(Base):
    """One segment in one step. ``number`` counts the changes of a version, without a gap.

    Segments that change together share ``step``; ``undoes`` is the step that is taken back or
    made once more. A segment that a step made or took away did not exist before or after it.
    ``rest_before`` and ``rest_after`` hold what only dividing, joining and moving touches, as
    ``states`` writes it: times in milliseconds, words, and what the machine knew.
    """

    __tablename__ = "segment_history"
    __table_args__ = (
        UniqueConstraint("version_id", "number"),
        Index("ix_segment_history_segment", "segment_id", "number"),
    )

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    version_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("transcript_versions.id", ondelete="CASCADE")
    )
    segment_id: Mapped[uuid.UUID]
    number: Mapped[int]
    step: Mapped[uuid.UUID] = mapped_column(index=True)
    undoes: Mapped[uuid.UUID | None]
    kind: Mapped[Kind]
    way: Mapped[Way] = mapped_column(default=Way.MADE)
    made_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    made_at: Mapped[CreatedAt]
    existed_before: Mapped[bool] = mapped_column(default=True)
    existed_after: Mapped[bool] = mapped_column(default=True)
    text_before: Mapped[LongText]
    text_after: Mapped[LongText]
    language_before: Mapped[str] = mapped_column(String(3), default="")
    language_after: Mapped[str] = mapped_column(String(3), default="")
    speaker_before_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    speaker_after_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    voice_before: Mapped[int | None]
    voice_after: Mapped[int | None]
    checked_before: Mapped[bool] = mapped_column(default=False)
    checked_after: Mapped[bool] = mapped_column(default=False)
    rest_before: Mapped[JsonDict]
    rest_after: Mapped[JsonDict]
