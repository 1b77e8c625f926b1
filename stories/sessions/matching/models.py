"""Seasons, and what planners said about pairs in them."""

import enum
import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, Owner, PublicId


class Choice(enum.StrEnum):
    """What a planner said about two people: together, or not."""

    PIN = "pin"
    FORBID = "forbid"


class Season(Base):
    """Some weeks of sessions, from the first day to the last.

    ``most`` is how many young people one elder takes; empty means as many as are needed.
    ``interpreter`` says that somebody has promised to interpret.
    """

    __tablename__ = "seasons"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="days"),
        CheckConstraint("most BETWEEN 1 AND 8", name="most"),
    )

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    name: Mapped[str] = mapped_column(String(120))
    first_day: Mapped[date]
    last_day: Mapped[date]
    most: Mapped[int | None]
    interpreter: Mapped[bool] = mapped_column(default=False)
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]


class SeasonPair(Base):
    """An elder and a young person pinned, or forbidden, in a season; no reason is kept."""

    __tablename__ = "season_pairs"
    __table_args__ = (UniqueConstraint("season_id", "elder_id", "youth_id"),)

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    season_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("seasons.id"), index=True)
    elder_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    youth_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    choice: Mapped[Choice]
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
