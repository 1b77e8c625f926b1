"""The families' way in: a link and a PIN (DOMAIN X4)."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.collections.models import Collection
from stories.foundation.db import Base, CreatedAt, Owner, PublicId


class ReadingLink(Base):
    """One family's link. Only digests are kept: nobody can read the link or PIN back."""

    __tablename__ = "reading_links"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    collection_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("collections.id"), index=True)
    label: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    pin_hash: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    opened: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    collection: Mapped[Collection] = relationship()
