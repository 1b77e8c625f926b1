"""What is suggested to those who look at a story, and what they said to it.

No words are kept: where they stand, and digests of them, by which a refusal is known again.
"""

import enum
import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, PublicId
from stories.moderation.suggesting.finders import Kind, Theme


class Place(enum.StrEnum):
    """Which of a story's texts."""

    TITLE = "title"
    SUMMARY = "summary"
    SEGMENT = "segment"


class SuggestionState(enum.StrEnum):
    """open → accepted or refused; what was refused may be opened again."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class StorySuggestion(Base):
    """Characters of one of a story's texts that somebody may want to hide, or to warn of.

    ``text_digest`` is of the text they were found in: in a text that was changed since, nobody can
    say where they stand. ``mark`` is of the words and their place: it stays what is decided.
    """

    __tablename__ = "story_suggestions"
    __table_args__ = (UniqueConstraint("story_id", "mark"),)

    id: Mapped[PublicId]
    story_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("stories.id", ondelete="CASCADE"), index=True
    )
    segment_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("segments.id", ondelete="CASCADE"), index=True
    )
    place: Mapped[Place]
    language: Mapped[str] = mapped_column(String(2))
    start_char: Mapped[int]
    end_char: Mapped[int]
    kind: Mapped[Kind]
    theme: Mapped[Theme | None]
    text_digest: Mapped[str] = mapped_column(String(64))
    words_digest: Mapped[str] = mapped_column(String(64))
    mark: Mapped[str] = mapped_column(String(64))
    state: Mapped[SuggestionState] = mapped_column(default=SuggestionState.OPEN)
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


class StoryLooking(Base):
    """When a story's texts were last looked through, and a digest of what they were then."""

    __tablename__ = "story_lookings"

    story_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[str] = mapped_column(String(64))
    looked_at: Mapped[datetime]
