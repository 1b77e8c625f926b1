"""What a reviewer saw of a story, what they left for others, and how much they take on a day."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, LongText, PublicId


class StoryLook(Base):
    """What one reviewer had before their eyes of one state of a story; ``seen`` is JSON."""

    __tablename__ = "story_looks"
    __table_args__ = (
        UniqueConstraint(
            "story_id",
            "user_id",
            "story_revision",
            "transcript_revision",
            name="uq_story_looks_once",
        ),
    )

    id: Mapped[PublicId]
    story_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stories.id", ondelete="CASCADE"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    story_revision: Mapped[int]
    transcript_revision: Mapped[int]
    seen: Mapped[LongText]
    created_at: Mapped[CreatedAt]


class ReviewSkip(Base):
    """A reviewer leaves a story for later or for others; nobody asks why."""

    __tablename__ = "review_skips"

    story_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    at: Mapped[datetime]


class ReviewPace(Base):
    """How many stories somebody decides on a day before the house says that it is enough."""

    __tablename__ = "review_paces"
    __table_args__ = (CheckConstraint("a_day >= 0", name="a_day"),)

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    a_day: Mapped[int]
