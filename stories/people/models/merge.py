"""A person entered twice: what was merged, and what each entry permitted before."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, JsonDict, JsonList, Owner, PublicId
from stories.people.models.person import Person


class Merge(Base):
    """Two entries of one person became one. ``absorbed_id`` is the entry that is gone.

    ``steps`` and what stands beside them are kept for as long as the merge can be undone, and hold
    the other entry's row; then they are emptied, and only the way to the kept entry stays.
    """

    __tablename__ = "merges"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    kept_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    absorbed_id: Mapped[uuid.UUID] = mapped_column(index=True)
    merged_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    before: Mapped[JsonDict]
    after: Mapped[JsonDict]
    steps: Mapped[JsonList]
    pointing: Mapped[JsonList]
    undone_at: Mapped[datetime | None]

    @property
    def absorbed(self) -> dict[str, Any]:
        """The row of the entry that is gone, while it is kept."""
        rows = (step["row"] for step in self.steps if step.get("table") == Person.__tablename__)
        return next(rows, {})

    @property
    def absorbed_name(self) -> str:
        return str(self.absorbed.get("name", ""))


class EarlierVoice(Base):
    """What one entry's word was before a merge: it still bounds the sessions it was about.

    In the sessions named, nothing is permitted that this entry alone did not permit: the words in
    ``left_out`` were the other entry's, and whoever is not among ``representatives`` spoke for the
    other (DOMAIN C5, C7). What is said after the merge counts for both.
    """

    __tablename__ = "earlier_voices"

    id: Mapped[PublicId]
    merge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("merges.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[CreatedAt]
    sessions: Mapped[JsonList]
    left_out: Mapped[JsonList]
    representatives: Mapped[JsonList]
