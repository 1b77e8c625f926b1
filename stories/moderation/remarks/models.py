"""A reviewer's remark on a passage, and who has dealt with it."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, LongText, Owner, PublicId
from stories.moderation.models import Story


class StoryRemark(Base):
    """It keeps its place in the recording (ms), whatever becomes of the text there."""

    __tablename__ = "story_remarks"
    __table_args__ = (CheckConstraint("start_ms >= 0 AND end_ms > start_ms", name="stretch"),)

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    story_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("stories.id", ondelete="CASCADE"), index=True
    )
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    text: Mapped[LongText]
    done_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    done_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
    story: Mapped[Story] = relationship()
