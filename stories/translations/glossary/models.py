"""Terms of an organisation."""

import uuid

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, Owner, PublicId

LONGEST, LONGEST_NOTE = 100, 300


class GlossaryTerm(Base):
    """A term in Kazakh and in Russian, one or more words each, and what is to be known of it."""

    __tablename__ = "glossary_terms"
    __table_args__ = (UniqueConstraint("organisation_id", "kk", "ru"),)

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    kk: Mapped[str] = mapped_column(String(LONGEST))
    ru: Mapped[str] = mapped_column(String(LONGEST))
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
