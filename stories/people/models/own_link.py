"""One person's way to what is theirs: a link and a PIN (DOMAIN X4)."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, Owner, PublicId
from stories.people.models.person import Person


class OwnLink(Base):
    """The link of one person, of a representative or of a child. Only digests are kept."""

    __tablename__ = "own_links"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    pin_hash: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    opened: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    person: Mapped[Person] = relationship()
