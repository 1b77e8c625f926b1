"""Requests to take down, and each word about what becomes of the story."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, LongText, Owner, PublicId
from stories.moderation.models import Story
from stories.people.models import Audience


class TakedownState(enum.StrEnum):
    """received → decided → appealed → decided."""

    RECEIVED = "received"
    DECIDED = "decided"
    APPEALED = "appealed"


OPEN = (TakedownState.RECEIVED, TakedownState.APPEALED)  # while one is, the story is hidden


class TakedownOutcome(enum.StrEnum):
    """DOMAIN M6; ``not_ours`` answers a request that named no story and meant none of ours."""

    RESTORED = "restored"
    RESTORED_WITH_CHANGES = "restored_with_changes"
    RESTRICTED = "restricted"
    REMOVED = "removed"
    NOT_OURS = "not_ours"


class Takedown(Base):
    """Somebody asks that a story be taken down; no login and no name needed (DOMAIN M6).

    Rows of one ``case_hash`` were asked for at once: whoever asked follows them by one code, of
    which a digest alone is kept. ``story_id`` is empty while nobody has found out which is meant.
    ``widest_before`` is whom the story could reach before it was restricted.
    """

    __tablename__ = "takedowns"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    story_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("stories.id"), index=True)
    case_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    child: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(2), default="")
    reason: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[TakedownState] = mapped_column(default=TakedownState.RECEIVED, index=True)
    outcome: Mapped[TakedownOutcome | None]
    audience: Mapped[Audience | None]
    widest_before: Mapped[Audience | None]
    decided_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    told_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    appeal: Mapped[LongText]
    appealed_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
    story: Mapped[Story | None] = relationship()
    decisions: Mapped[list["TakedownDecision"]] = relationship(
        back_populates="takedown", order_by="TakedownDecision.at, TakedownDecision.id"
    )

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def round(self) -> int:
        """1 for the request, 2 once there is an appeal."""
        return 1 if self.appealed_at is None else 2


class TakedownDecision(Base):
    """One person's word on a request; two who say the same decide. Never changed."""

    __tablename__ = "takedown_decisions"

    id: Mapped[PublicId]
    takedown_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("takedowns.id", ondelete="CASCADE"), index=True
    )
    round: Mapped[int]
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    outcome: Mapped[TakedownOutcome]
    audience: Mapped[Audience | None]
    remark: Mapped[LongText]
    at: Mapped[CreatedAt]
    takedown: Mapped[Takedown] = relationship(back_populates="decisions")
