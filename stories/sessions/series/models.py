"""A series: the rule its sessions were made by. The sessions themselves are the truth."""

import uuid

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, Owner, PublicId


class Series(Base):
    """Sessions made by one rule (RFC 5545, always with COUNT).

    ``starts`` is the first one's time on the wall clock of ``zone``, as «2026-12-03T15:00».
    ``earlier_id`` is the series this one was split from, when «this and all that follow» changed.
    """

    __tablename__ = "series"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    rule: Mapped[str] = mapped_column(String(200))
    starts: Mapped[str] = mapped_column(String(16))
    zone: Mapped[str] = mapped_column(String(40))
    earlier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("series.id"))
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
