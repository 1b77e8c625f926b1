"""Stories gathered in order, and the files built from them."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, JsonDict, JsonList, LongText, Owner, PublicId
from stories.moderation.models import Story
from stories.people.models import Audience


class Collection(Base):
    """An ordered gathering of stories for an audience, with use labels (DOMAIN C13)."""

    __tablename__ = "collections"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    title_kk: Mapped[str] = mapped_column(String(160))
    title_ru: Mapped[str] = mapped_column(String(160))
    intro_kk: Mapped[LongText]
    intro_ru: Mapped[LongText]
    audience: Mapped[Audience] = mapped_column(default=Audience.FAMILY)
    labels: Mapped[JsonList]
    cover_seed: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    entries: Mapped[list["CollectionEntry"]] = relationship(
        back_populates="collection",
        cascade="all, delete-orphan",
        order_by="CollectionEntry.position",
    )


class CollectionEntry(Base):
    """A story's place in a collection."""

    __tablename__ = "collection_entries"
    __table_args__ = (UniqueConstraint("collection_id", "story_id"),)

    id: Mapped[PublicId]
    collection_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("collections.id", ondelete="CASCADE"), index=True
    )
    story_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stories.id"), index=True)
    position: Mapped[int]
    added_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    collection: Mapped[Collection] = relationship(back_populates="entries")
    story: Mapped[Story] = relationship()


class EditionState(enum.StrEnum):
    """asked → kept → gone. One that a command wrote straight to a file is given from the start."""

    ASKED = "asked"
    KEPT = "kept"
    GIVEN = "given"
    GONE = "gone"


class Edition(Base):
    """A file built from a collection, with what it was built from.

    ``file_key`` is chosen before the file is written, so that no file lies where no row knows it.
    """

    __tablename__ = "editions"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    collection_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("collections.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[EditionState] = mapped_column(default=EditionState.ASKED, index=True)
    file_key: Mapped[str | None] = mapped_column(String(200))
    bytes: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    built_from: Mapped[JsonDict]
    built_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    gone_at: Mapped[datetime | None]
    collection: Mapped[Collection] = relationship()
