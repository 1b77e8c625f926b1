"""A text that was sent and looked at, and is not taken in yet."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, JsonList, Owner, PublicId
from stories.media.models import Recording


class TextDraft(Base):
    """Lines of a file between preview and taking in; gone after an hour, whatever becomes of them.

    ``lines`` are the fields of ``files.Line`` in order, ``faults`` of ``files.Fault``; ``form`` is
    the kind of the file. Its name is not kept: it may call people by theirs.
    """

    __tablename__ = "text_drafts"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    recording_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("recordings.id", ondelete="CASCADE"), index=True
    )
    sent_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    form: Mapped[str] = mapped_column(String(8))
    lines: Mapped[JsonList]
    faults: Mapped[JsonList]
    recording: Mapped[Recording] = relationship()
