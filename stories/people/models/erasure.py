"""What was erased, and what is left to do after it."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, JsonList, Owner, PublicId
from stories.foundation.erasure import Wish
from stories.people.models.person import Person


class Erasure(Base):
    """One plan that was carried out. ``digest`` is the plan's, which was shown before.

    ``files`` are keys whose files the store has not confirmed as gone yet: a file that fails to go
    is not forgotten. ``shared`` are recordings in which others are heard too; somebody decides.
    """

    __tablename__ = "erasures"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    agreement_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agreements.id"), index=True)
    wish: Mapped[Wish]
    digest: Mapped[str] = mapped_column(String(64))
    rows_deleted: Mapped[int] = mapped_column(default=0)
    rows_changed: Mapped[int] = mapped_column(default=0)
    files_deleted: Mapped[int] = mapped_column(default=0)
    files: Mapped[JsonList]
    shared: Mapped[JsonList]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    erased_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    person: Mapped[Person] = relationship()
