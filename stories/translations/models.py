"""The other language of each segment, kept apart from what was said (DOMAIN R9)."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, Owner, PublicId
from stories.transcripts.models import Segment


class TranslationState(enum.StrEnum):
    """A draft becomes confirmed when a person says so; a changed original makes it stale."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    STALE = "stale"


class SegmentTranslation(Base):
    """A segment in another language."""

    __tablename__ = "segment_translations"
    __table_args__ = (UniqueConstraint("segment_id", "language"),)

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    segment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("segments.id", ondelete="CASCADE"), index=True
    )
    language: Mapped[str] = mapped_column(String(3))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[TranslationState] = mapped_column(default=TranslationState.DRAFT)
    revision: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    changed_at: Mapped[datetime | None]
    segment: Mapped[Segment] = relationship()
