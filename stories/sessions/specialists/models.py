"""Specialists of the programme, as the directory names them."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, JsonList, Owner, PublicId, WeekHours
from stories.foundation.hours import Hours, hours_of


class SpecialistKind(enum.StrEnum):
    """What a specialist is asked for."""

    PSYCHOLOGIST = "psychologist"
    LEGAL_ADVISER = "legal_adviser"
    THEOLOGIAN = "theologian"
    SOCIAL_WORKER = "social_worker"
    VOCATIONAL_TRAINER = "vocational_trainer"
    OTHER = "other"


class Specialist(Base):
    """Somebody families can be sent to; ``other_kind`` names what the list of kinds does not.

    ``centre`` and ``region`` are names, ``free_hours`` are by the clock of the place. ``shared``
    shows the entry, but not how to reach them, to the other organisations. ``user_id`` is their
    own account, if they have one: what is sent to them is seen by it.
    """

    __tablename__ = "specialists"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[SpecialistKind]
    other_kind: Mapped[str] = mapped_column(String(80), default="")
    centre: Mapped[str] = mapped_column(String(120), default="")
    region: Mapped[str] = mapped_column(String(60), default="")
    languages: Mapped[JsonList]
    phone: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    in_person: Mapped[bool] = mapped_column(default=True)
    remote: Mapped[bool] = mapped_column(default=False)
    free_hours: Mapped[WeekHours]
    note: Mapped[str] = mapped_column(String(600), default="")
    shared: Mapped[bool] = mapped_column(default=False)
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    retired_at: Mapped[datetime | None]

    @property
    def free(self) -> Hours | None:
        """When they are free in a week; None is not known."""
        return hours_of(self.free_hours)
