"""Printed forms, and what shows that an agreement was given."""

import enum
import uuid
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, Owner, PublicId
from stories.people.models.agreement import Stage
from stories.people.models.person import Person

if TYPE_CHECKING:
    from stories.people.models.agreement import Agreement


class Wording(enum.StrEnum):
    """Whose words a form speaks in: each answers in their own (DOMAIN C4)."""

    ADULT = "adult"
    REPRESENTATIVE = "representative"
    CHILD = "child"
    PICTURES = "pictures"


class EvidenceKind(enum.StrEnum):
    """What a file of evidence is."""

    SCAN = "scan"
    VOICE = "voice"


class PaperForm(Base):
    """A form as it was printed for one person: the code on it says no name (DOMAIN C6)."""

    __tablename__ = "paper_forms"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    code: Mapped[str] = mapped_column(String(10), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    signer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    session_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    stage: Mapped[Stage]
    wording: Mapped[Wording]
    version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    printed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    printed_at: Mapped[CreatedAt]
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    signer: Mapped[Person] = relationship(foreign_keys=[signer_id])


class EvidenceFile(Base):
    """A scan or a spoken word, kept as it arrived; never an identity paper (DOMAIN C6, X8).

    ``shown_key`` is a copy of a photograph without what a camera writes into it (DOMAIN R3).
    """

    __tablename__ = "evidence_files"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    agreement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    position: Mapped[int]
    kind: Mapped[EvidenceKind]
    key: Mapped[str] = mapped_column(String(80))
    shown_key: Mapped[str | None] = mapped_column(String(80))
    content_type: Mapped[str] = mapped_column(String(40))
    bytes: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    added_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    added_at: Mapped[CreatedAt]
    agreement: Mapped["Agreement"] = relationship(back_populates="files")
