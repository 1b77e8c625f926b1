"""Storytelling sessions and who takes part."""

import enum
import uuid
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.accounts.models import Centre, User
from stories.foundation.clock import now
from stories.foundation.db import Base, CreatedAt, JsonList, LongText, Owner, PublicId
from stories.people.models import Person
from stories.sessions.guides.models import Prompt
from stories.sessions.series.models import Series
from stories.sessions.times import day_of


class SessionState(enum.StrEnum):
    """planned → confirmed → open → held; until it is held it may be cancelled."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    OPEN = "open"
    HELD = "held"
    CANCELLED = "cancelled"


class Part(enum.StrEnum):
    """The part a person has in a session."""

    NARRATOR = "narrator"
    LISTENER = "listener"


def _day_at_the_place(context: Any) -> date:
    given = context.get_current_parameters()
    return day_of(given["starts_at"], given["zone"])


class StorytellingSession(Base):
    """A meeting of generations. Times are UTC; ``zone`` says where the clock hangs.

    ``day`` is the day the calendar shows at the place; it follows from both whenever a row is
    kept, so that a month is counted without reading its sessions.

    In a series, ``occurrence`` is the time on the wall the rule gave it («2026-12-03T15:00») and
    never changes; ``own`` names what was changed about this one alone. ``sequence`` counts the
    changes a guest would notice (RFC 5545); ``travel_minutes`` is what people need to get here
    from another place, or away.
    """

    __tablename__ = "storytelling_sessions"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 20 AND 90", name="length"),
        CheckConstraint("travel_minutes BETWEEN 0 AND 240", name="travel"),
        UniqueConstraint("series_id", "occurrence"),
        Index("ix_storytelling_sessions_day", "organisation_id", "day", "starts_at", "id"),
        Index("ix_storytelling_sessions_place", "organisation_id", "remote", "place"),
    )

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    facilitator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    day: Mapped[date] = mapped_column(default=_day_at_the_place)
    minutes: Mapped[int] = mapped_column(default=40)
    zone: Mapped[str] = mapped_column(String(40))
    centre_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("centres.id"), index=True)
    place: Mapped[str] = mapped_column(String(120))
    room: Mapped[str] = mapped_column(String(60), default="")
    remote: Mapped[bool] = mapped_column(default=False)
    theme: Mapped[str] = mapped_column(String(160))
    languages: Mapped[JsonList]
    interpreter: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[LongText]
    state: Mapped[SessionState] = mapped_column(default=SessionState.PLANNED, index=True)
    cancelled_because: Mapped[str] = mapped_column(String(300), default="")
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    series_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("series.id"))
    occurrence: Mapped[str | None] = mapped_column(String(20))
    own: Mapped[JsonList]
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    travel_minutes: Mapped[int] = mapped_column(default=0)
    series: Mapped[Series | None] = relationship()
    centre: Mapped[Centre | None] = relationship()
    facilitator: Mapped[User] = relationship(foreign_keys=[facilitator_id])
    attendances: Mapped[list["Attendance"]] = relationship(
        back_populates="session", cascade="all, delete-orphan", order_by="Attendance.part.desc()"
    )
    prompts: Mapped[list[Prompt]] = relationship(
        secondary="session_prompts", order_by=(Prompt.place, Prompt.key)
    )

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def people(self) -> list[Person]:
        return [item.person for item in self.attendances]

    @property
    def narrators(self) -> list[Person]:
        return [item.person for item in self.attendances if item.part is Part.NARRATOR]

    @property
    def listeners(self) -> list[Person]:
        return [item.person for item in self.attendances if item.part is Part.LISTENER]


@event.listens_for(StorytellingSession, "before_update")
def _day_follows(_mapper: Any, _connection: Any, row: StorytellingSession) -> None:
    row.day = day_of(row.starts_at, row.zone)


class Attendance(Base):
    """A person's part in a session, and whether they came. Unknown counts as audible.

    ``noted_at`` is when it was noted: what a phone noted before that and brings later is over.
    """

    __tablename__ = "attendances"

    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storytelling_sessions.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("people.id"), primary_key=True, index=True
    )
    part: Mapped[Part]
    came: Mapped[bool | None]
    noted_at: Mapped[datetime | None]
    session: Mapped[StorytellingSession] = relationship(back_populates="attendances")
    person: Mapped[Person] = relationship()
