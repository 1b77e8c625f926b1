"""Tables of the foundation: audit log, work, throttle, once-tokens, search documents."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, CreatedAt, JsonDict, PublicId


class AuditEvent(Base):
    """One line of the log; the database refuses to change or delete it (DOMAIN X3).

    ``digest`` is taken of every other column, ``previous`` is the digest of the line before:
    ``stories audit verify`` finds what was changed behind the database's back.
    """

    __tablename__ = "audit_events"
    __table_args__ = (Index("ix_audit_events_page", "organisation_id", "at", "number"),)

    id: Mapped[PublicId]
    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[CreatedAt] = mapped_column(index=True)
    organisation_id: Mapped[uuid.UUID | None]
    actor_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    actor_kind: Mapped[str] = mapped_column(String(16))
    action: Mapped[str] = mapped_column(String(64), index=True)
    subject_kind: Mapped[str | None] = mapped_column(String(32))
    subject_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    detail: Mapped[JsonDict]


class WorkState(enum.StrEnum):
    """Where a piece of work stands; a person pauses and cancels, a worker does the rest."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Work(Base):
    """A piece of work for a worker. This row is the truth; the queue only wakes somebody.

    ``holder`` is the claim of whoever does it now: another claim, or none, ends the first.
    ``not_before`` is the end of the pause after a failure. ``owner_id`` is the organisation it
    is done for and ``seconds`` how long its sound is: whose turn it is follows from them.
    """

    __tablename__ = "work"
    __table_args__ = (UniqueConstraint("kind", "subject_id"),)

    id: Mapped[PublicId]
    kind: Mapped[str] = mapped_column(String(48))
    subject_id: Mapped[uuid.UUID]
    state: Mapped[WorkState] = mapped_column(default=WorkState.WAITING, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    progress: Mapped[float] = mapped_column(default=0.0)
    memory: Mapped[JsonDict]
    problem: Mapped[str | None] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(2), default="kk")
    owner_id: Mapped[uuid.UUID | None]
    seconds: Mapped[float] = mapped_column(default=0.0)
    holder: Mapped[uuid.UUID | None]
    created_at: Mapped[CreatedAt]
    asked_at: Mapped[CreatedAt]
    not_before: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    heartbeat_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    @property
    def over(self) -> bool:
        return self.state in {WorkState.DONE, WorkState.FAILED, WorkState.CANCELLED}


class Throttle(Base):
    """Failed attempts against one door (DOMAIN X4, ASVS 6.3)."""

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    attempts: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]


class Submission(Base):
    """A form that was already taken in, and where its answer is."""

    __tablename__ = "submissions"

    token: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    actor_id: Mapped[uuid.UUID | None]
    location: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[CreatedAt]


class SearchDocument(Base):
    """One findable text of a room; ``folded`` is forgiving about Kazakh letters."""

    __tablename__ = "search_documents"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id", "language"),
        Index("ix_search_documents_owner", "organisation_id", "kind"),
    )

    id: Mapped[PublicId]
    organisation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organisations.id", ondelete="CASCADE")
    )
    kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(String(3))
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)
