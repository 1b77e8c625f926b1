"""A list that was sent and looked at, and is not imported yet."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, JsonList, Owner, PublicId


class ImportDraft(Base):
    """Rows of a file between preview and import; gone after an hour, whatever becomes of them.

    ``rows`` are ``[number in the file, {field: text}]``; only columns we know are in them.
    """

    __tablename__ = "import_drafts"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    sent_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    rows: Mapped[JsonList]
    unknown: Mapped[JsonList]
    identity: Mapped[JsonList]
