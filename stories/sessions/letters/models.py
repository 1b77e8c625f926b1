"""Who wants no letters."""

import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, Owner, PublicId


class LetterRefusal(Base):
    """Somebody said that they want no letters; while the row stands they get none."""

    __tablename__ = "letter_refusals"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), unique=True)
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
