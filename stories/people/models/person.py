"""Participants: how they are called, reached and met."""

import enum
import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.accounts.models import Centre
from stories.foundation.db import Base, CreatedAt, JsonList, Owner, PublicId, WeekHours
from stories.foundation.hours import Hours, hours_of

if TYPE_CHECKING:
    from stories.people.models.agreement import Agreement
    from stories.people.models.beside import Representation


class Generation(enum.StrEnum):
    """Which side of the story a person stands on."""

    ELDER = "elder"
    YOUTH = "youth"
    REPRESENTATIVE = "representative"


class Readiness(enum.StrEnum):
    """«Not now» needs no diagnosis (DOMAIN S2)."""

    READY = "ready"
    NOT_NOW = "not_now"


class WayKind(enum.StrEnum):
    """How somebody is reached."""

    TELEPHONE = "telephone"
    MESSENGER = "messenger"
    EMAIL = "email"
    THROUGH = "through"
    ADDRESS = "address"


class AccessNeed(enum.StrEnum):
    """What makes taking part possible; said by the person, never a diagnosis."""

    HEARING = "hearing"
    SIGHT = "sight"
    MOBILITY = "mobility"
    READING = "reading"
    REST = "rest"


class Interest(enum.StrEnum):
    """What somebody likes to talk about; other words may stand beside these."""

    TALES = "tales"
    SONGS = "songs"
    COOKING = "cooking"
    CRAFTS = "crafts"
    ANIMALS = "animals"
    GARDEN = "garden"
    GAMES = "games"
    SPORT = "sport"
    DRAWING = "drawing"
    MACHINES = "machines"
    FEASTS = "feasts"
    HISTORY = "history"


class Way(NamedTuple):
    """One way to reach somebody; at most one is the preferred one."""

    kind: WayKind
    value: str
    preferred: bool = False


class Person(Base):
    """A participant. No IIN, no id scans (DOMAIN X8).

    ``name`` is how they are called; the parts are optional. ``revision`` counts what forms
    changed, so that two editors notice each other. ``ways`` are kept as ``Way._asdict()``;
    ``free_hours`` as ``hours.kept`` makes them, by the clock of the place they are met at.
    """

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("organisation_id", "folded_pseudonym"),)

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    revision: Mapped[int] = mapped_column(default=1)
    generation: Mapped[Generation]
    name: Mapped[str] = mapped_column(String(320))
    given_name: Mapped[str] = mapped_column(String(160), default="")
    patronymic: Mapped[str] = mapped_column(String(160), default="")
    surname: Mapped[str] = mapped_column(String(160), default="")
    folded_name: Mapped[str] = mapped_column(String(640), index=True)
    pseudonym: Mapped[str | None] = mapped_column(String(120))
    folded_pseudonym: Mapped[str | None] = mapped_column(String(240))
    birth_year: Mapped[int | None]
    birth_date: Mapped[date | None]
    languages: Mapped[JsonList]
    needs_interpreter: Mapped[bool] = mapped_column(default=False)
    interpreter_language: Mapped[str] = mapped_column(String(8), default="")
    region: Mapped[str] = mapped_column(String(60), default="")
    centre_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("centres.id"), index=True)
    ways: Mapped[JsonList]
    reach_note: Mapped[str] = mapped_column(String(200), default="")
    access_needs: Mapped[JsonList]
    access_note: Mapped[str] = mapped_column(String(200), default="")
    interests: Mapped[JsonList]
    free_hours: Mapped[WeekHours]
    readiness: Mapped[Readiness] = mapped_column(default=Readiness.READY)
    never_publish: Mapped[bool] = mapped_column(default=False)
    closed_until: Mapped[date | None]
    erased_at: Mapped[datetime | None]
    closed_because: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[CreatedAt]
    centre: Mapped[Centre | None] = relationship()
    agreements: Mapped[list["Agreement"]] = relationship(
        back_populates="person",
        foreign_keys="Agreement.person_id",
        order_by="Agreement.given_at, Agreement.created_at, Agreement.id",
    )
    representations: Mapped[list["Representation"]] = relationship(
        back_populates="child", foreign_keys="Representation.child_id"
    )

    @property
    def reached_by(self) -> tuple[Way, ...]:
        """The ways to reach them, the preferred one first."""
        ways = (Way(WayKind(way["kind"]), way["value"], way["preferred"]) for way in self.ways)
        return tuple(sorted(ways, key=lambda way: not way.preferred))

    @property
    def free(self) -> Hours | None:
        """When they can be met in a week; None is not known."""
        return hours_of(self.free_hours)

    @property
    def email(self) -> str:
        """Where letters reach them; empty if nowhere."""
        return next((way.value for way in self.reached_by if way.kind is WayKind.EMAIL), "")

    @property
    def contact(self) -> str:
        """The best way to reach them, in one line; empty if none is known."""
        return self.reached_by[0].value if self.ways else ""
