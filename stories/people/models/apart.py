"""What is kept apart from a person's row: restricted facts, and that an identity was seen."""

import enum
import uuid
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, LongText, Owner, PublicId


class FactKind(enum.StrEnum):
    """What a restricted fact is about (DOMAIN P5)."""

    ADOPTION = "adoption"
    BIRTH_PARENTS = "birth_parents"
    SAFETY = "safety"
    OTHER = "other"


class RestrictedFact(Base):
    """A fact the safeguarding lead alone may see, write, and know to exist (DOMAIN P5)."""

    __tablename__ = "restricted_facts"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[FactKind]
    text: Mapped[LongText]
    written_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]


class IdentityCheck(Base):
    """Identity seen, by whom, when; neither number nor scan (DOMAIN X8)."""

    __tablename__ = "identity_checks"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    seen_on: Mapped[date]
    seen_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
