"""Who has a text open: one row each, renewed while they are there, and forgotten soon after."""

import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, Owner, UtcMoment


class TextPresence(Base):
    """A colleague with the text of a recording open, and the segment they are in, if any."""

    __tablename__ = "text_presence"

    recording_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("recordings.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    organisation_id: Mapped[Owner]
    segment_id: Mapped[uuid.UUID | None]
    seen_at: Mapped[UtcMoment]
