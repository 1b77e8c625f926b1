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


MEMORY = "memory"  # the engine's name of what was taken over from an earlier translation


class SegmentTranslation(Base):
    """A segment in another language.

    ``source_text`` is what the original said when this was made or confirmed; nothing where nobody
    knows. ``engine``, ``model`` and ``model_digest`` name what drafted it, empty where a person
    wrote; ``alike`` is how many hundredths the original resembles the one it was taken over from.
    ``author_id`` is the person who wrote or confirmed it; a draft has none.
    """

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
    source_text: Mapped[str | None] = mapped_column(Text)
    engine: Mapped[str] = mapped_column(String(40), default="")
    model: Mapped[str] = mapped_column(String(80), default="")
    model_digest: Mapped[str] = mapped_column(String(64), default="")
    alike: Mapped[int | None]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    changed_at: Mapped[datetime | None]
    segment: Mapped[Segment] = relationship()

    @property
    def drafted(self) -> bool:
        """Whether these are still the words of a machine or the memory, whatever its state."""
        return self.author_id is None and bool(self.engine)
