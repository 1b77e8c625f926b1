"""Participants, who represents whom, and their agreements."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, JsonList, LongText, Owner, PublicId


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


class Stage(enum.StrEnum):
    """Before the session (take part, be recorded) or after it (what may be done) — DOMAIN C1."""

    BEFORE = "before"
    AFTER = "after"


class Use(enum.StrEnum):
    """What an agreement may allow (DOMAIN C2)."""

    RECORD = "record"
    TRANSCRIBE = "transcribe"
    TRANSLATE = "translate"
    SHARE = "share"
    PUBLISH = "publish"
    EXPORT = "export"


class Audience(enum.StrEnum):
    """private < family < programme < public (DOMAIN C3)."""

    PRIVATE = "private"
    FAMILY = "family"
    PROGRAMME = "programme"
    PUBLIC = "public"


class Naming(enum.StrEnum):
    """How a person is named outside the team."""

    ANONYMOUS = "anonymous"
    PSEUDONYM = "pseudonym"
    OWN_NAME = "own_name"


class Evidence(enum.StrEnum):
    """How the agreement can be shown (DOMAIN C6)."""

    SIGNED = "signed"
    SPOKEN = "spoken"
    WITNESSED = "witnessed"


class Outcome(enum.StrEnum):
    """What was done with what there was, once an agreement was withdrawn (DOMAIN C8)."""

    DELETE = "delete"
    ANONYMISE = "anonymise"
    RESTRICT = "restrict"


class Agreement(Base):
    """What one person agreed to, for themselves or for a child (DOMAIN C1–C6).

    ``session_id`` narrows an agreement to one session; an agreement after a session always
    names it. It is kept without a foreign key because sessions stand above people.
    """

    __tablename__ = "agreements"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    signer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    session_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    stage: Mapped[Stage]
    uses: Mapped[JsonList]
    audience: Mapped[Audience] = mapped_column(default=Audience.PRIVATE)
    naming: Mapped[Naming] = mapped_column(default=Naming.ANONYMOUS)
    language: Mapped[str] = mapped_column(String(2))
    form_version: Mapped[str] = mapped_column(String(20))
    evidence: Mapped[Evidence]
    operator_name: Mapped[str] = mapped_column(String(160))
    third_parties: Mapped[bool] = mapped_column(default=False)
    cross_border: Mapped[bool] = mapped_column(default=False)
    given_at: Mapped[datetime]
    ends_on: Mapped[date | None]
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_note: Mapped[LongText]
    outcome: Mapped[Outcome | None]
    person: Mapped[Person] = relationship(foreign_keys=[person_id], back_populates="agreements")
    signer: Mapped[Person] = relationship(foreign_keys=[signer_id])
