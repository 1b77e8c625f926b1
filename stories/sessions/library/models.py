"""Methods and manuals, and the files each of them came as."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, JsonList, Owner, PublicId


class Manual(Base):
    """A method or a manual; ``themes`` are keys of the guides' themes."""

    __tablename__ = "manuals"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    title_kk: Mapped[str] = mapped_column(String(160))
    title_ru: Mapped[str] = mapped_column(String(160))
    about_kk: Mapped[str] = mapped_column(String(600), default="")
    about_ru: Mapped[str] = mapped_column(String(600), default="")
    themes: Mapped[JsonList]
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    retired_at: Mapped[datetime | None]
    files: Mapped[list["ManualFile"]] = relationship(
        back_populates="manual",
        order_by=lambda: (ManualFile.language, ManualFile.version.desc()),
    )

    def newest(self, language: str) -> "ManualFile | None":
        """The file to read in a language (kk or ru)."""
        return next((one for one in self.files if one.language == language), None)


class ManualFile(Base):
    """One version in one language: a PDF, kept as it arrived. Earlier ones stay."""

    __tablename__ = "manual_files"
    __table_args__ = (UniqueConstraint("manual_id", "language", "version"),)

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    manual_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("manuals.id"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    version: Mapped[int]
    key: Mapped[str] = mapped_column(String(80))
    bytes: Mapped[int]
    pages: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    added_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    added_at: Mapped[CreatedAt]
    manual: Mapped[Manual] = relationship(back_populates="files")
