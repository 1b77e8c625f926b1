"""Hidden parts of stories, the words they hide, and what was done with each."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, LongText, Owner, PublicId
from stories.moderation.models import Story
from stories.moderation.timeline import Span


class RedactionState(enum.StrEnum):
    """proposed → confirmed by another person, or refused; a hidden part can be opened again."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    LIFTED = "lifted"


class Act(enum.StrEnum):
    """What somebody did with a redaction; each leaves a row."""

    PROPOSED = "proposed"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    LIFTED = "lifted"


class Redaction(Base):
    """A part of a story that is not for others (DOMAIN R5).

    ``start_ms`` and ``end_ms`` are its core in the recording, without the pad around it. What is
    read instead is ``instead_kk`` and ``instead_ru``, or a mark where they are empty; what is
    heard instead is silence, or a soft ``tone``. ``proposed_by`` is who wrote it as it stands.
    """

    __tablename__ = "redactions"
    __table_args__ = (CheckConstraint("start_ms >= 0 AND end_ms > start_ms", name="core"),)

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    story_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("stories.id", ondelete="CASCADE"), index=True
    )
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    state: Mapped[RedactionState] = mapped_column(default=RedactionState.PROPOSED)
    reason: Mapped[LongText]
    instead_kk: Mapped[str] = mapped_column(String(80), default="")
    instead_ru: Mapped[str] = mapped_column(String(80), default="")
    tone: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    proposed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    decided_at: Mapped[datetime | None]
    story: Mapped[Story] = relationship()
    parts: Mapped[list["RedactionPart"]] = relationship(
        order_by="RedactionPart.position", cascade="all, delete-orphan"
    )
    acts: Mapped[list["RedactionAct"]] = relationship(
        order_by="RedactionAct.at", cascade="all, delete-orphan"
    )

    @property
    def core(self) -> Span:
        return self.start_ms, self.end_ms


class RedactionPart(Base):
    """Words that are hidden in one text, as ``matching.Part`` describes them.

    The segment may be divided, joined or replaced; it is found again by its words.
    """

    __tablename__ = "redaction_parts"

    redaction_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("redactions.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    segment_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    language: Mapped[str] = mapped_column(String(3))
    first_char: Mapped[int]
    end_char: Mapped[int]
    quote: Mapped[LongText]
    word_before: Mapped[LongText]
    word_after: Mapped[LongText]
    seen: Mapped[str] = mapped_column(String(64))


class RedactionAct(Base):
    """What somebody did with a hidden part, when and why."""

    __tablename__ = "redaction_acts"

    id: Mapped[PublicId]
    redaction_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("redactions.id", ondelete="CASCADE"), index=True
    )
    act: Mapped[Act]
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[LongText]
    at: Mapped[CreatedAt]
