"""The ledger of everything kept, and what was found in the store that nobody named."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, JsonList, Owner, PublicId


class FileState(enum.StrEnum):
    """What the last look at a file found."""

    UNREAD = "unread"
    INTACT = "intact"
    REPAIRED = "repaired"
    CHANGED = "changed"
    MISSING = "missing"


class KeptFile(Base):
    """One file of the store: which row names it, and its digest as it was first known.

    ``sha256`` is the row's own where it keeps one (an original), else what the first look found.
    """

    __tablename__ = "kept_files"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    organisation_id: Mapped[Owner]
    source: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[uuid.UUID] = mapped_column(index=True)
    sha256: Mapped[str | None] = mapped_column(String(64))
    outcome: Mapped[FileState] = mapped_column(default=FileState.UNREAD, index=True)
    looked_at: Mapped[datetime | None] = mapped_column(index=True)


class Stock(Base):
    """One walk through the store: files, bytes, and the first hundred keys no row names."""

    __tablename__ = "stock_takings"

    id: Mapped[PublicId]
    at: Mapped[CreatedAt]
    files: Mapped[int]
    bytes: Mapped[int] = mapped_column(BigInteger)
    strays: Mapped[int]
    named: Mapped[JsonList]
