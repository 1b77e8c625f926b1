"""An organisation's words to expect."""

import uuid

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, Owner, PublicId


class ExpectedWord(Base):
    """One word, name or place; two that differ by the case of letters alone share ``folded``.

    It may be somebody's name: it is for the machine's ear on this server and stands on one page.
    """

    __tablename__ = "expected_words"
    __table_args__ = (UniqueConstraint("organisation_id", "folded"),)

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    text: Mapped[str] = mapped_column(String(60))
    folded: Mapped[str] = mapped_column(String(60))
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
