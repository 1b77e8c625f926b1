"""Participants, who represents whom, and who stays apart."""

import enum
import uuid
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, JsonList, Owner, PublicId

if TYPE_CHECKING:
    from stories.people.models.agreement import Agreement


class Generation(enum.StrEnum):
    """Which side of the story a person stands on."""

    ELDER = "elder"
    YOUTH = "youth"
    REPRESENTATIVE = "representative"


class Readiness(enum.StrEnum):
    """«Not now» needs no diagnosis (DOMAIN S2)."""

    READY = "ready"
    NOT_NOW = "not_now"


class Person(Base):
    """A participant. No IIN, no id scans (DOMAIN X8)."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("organisation_id", "pseudonym"),)

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    generation: Mapped[Generation]
    name: Mapped[str] = mapped_column(String(160))
    folded_name: Mapped[str] = mapped_column(String(240), index=True)
    pseudonym: Mapped[str | None] = mapped_column(String(60))
    birth_year: Mapped[int | None]
    birth_date: Mapped[date | None]
    languages: Mapped[JsonList]
    needs_interpreter: Mapped[bool] = mapped_column(default=False)
    region: Mapped[str] = mapped_column(String(60), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    readiness: Mapped[Readiness] = mapped_column(default=Readiness.READY)
    never_publish: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[CreatedAt]
    agreements: Mapped[list["Agreement"]] = relationship(
        back_populates="person",
        foreign_keys="Agreement.person_id",
        order_by="Agreement.given_at, Agreement.created_at, Agreement.id",
    )
    representations: Mapped[list["Representation"]] = relationship(
        back_populates="child", foreign_keys="Representation.child_id"
    )


class Representation(Base):
    """Who may speak for a child in law."""

    __tablename__ = "representations"
    __table_args__ = (UniqueConstraint("child_id", "representative_id"),)

    id: Mapped[PublicId]
    child_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    representative_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    child: Mapped[Person] = relationship(foreign_keys=[child_id], back_populates="representations")
    representative: Mapped[Person] = relationship(foreign_keys=[representative_id])


class DoNotPair(Base):
    """Two people who are not put into one session; no reason is kept."""

    __tablename__ = "do_not_pair"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id"),
        CheckConstraint("one_id <> other_id", name="two_people"),
    )

    id: Mapped[PublicId]
    one_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    other_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
