"""What a person agreed to, for whom, and how it can be shown."""

import enum
import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, JsonList, LongText, Owner, PublicId
from stories.people.models.person import Person

if TYPE_CHECKING:
    from stories.people.models.paper import EvidenceFile


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
    witness: Mapped[str] = mapped_column(String(160), default="")
    paper_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("paper_forms.id"), index=True)
    operator_name: Mapped[str] = mapped_column(String(160))
    third_parties: Mapped[bool] = mapped_column(default=False)
    cross_border: Mapped[bool] = mapped_column(default=False)
    given_at: Mapped[datetime]
    ends_on: Mapped[date | None]
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_note: Mapped[LongText]
    withdrawn_by_link: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[Outcome | None]
    person: Mapped[Person] = relationship(foreign_keys=[person_id], back_populates="agreements")
    signer: Mapped[Person] = relationship(foreign_keys=[signer_id])
    files: Mapped[list["EvidenceFile"]] = relationship(
        back_populates="agreement", order_by="EvidenceFile.position"
    )
