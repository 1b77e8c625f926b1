"""Questions of the checklist by version, and what a facilitator answered after a session."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.accounts.models import User
from stories.foundation.clock import now
from stories.foundation.db import Base, CreatedAt, JsonDict, LongText, Owner, PublicId
from stories.sessions.library.models import Manual
from stories.sessions.models import StorytellingSession


class Mark(enum.StrEnum):
    """An answer; ``skipped`` is one as well, for silence is none (DOMAIN C7)."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    SKIPPED = "skipped"


class Checklist(Base):
    """An organisation's own questions in one version; a change makes another version."""

    __tablename__ = "checklists"
    __table_args__ = (UniqueConstraint("organisation_id", "version"),)

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    version: Mapped[int]
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    questions: Mapped[list["ChecklistQuestion"]] = relationship(
        back_populates="checklist", order_by="ChecklistQuestion.position"
    )


class ChecklistQuestion(Base):
    """One question; ``key`` stays the same from version to version while its words do."""

    __tablename__ = "checklist_questions"

    id: Mapped[PublicId]
    checklist_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("checklists.id"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(32))
    text_kk: Mapped[str] = mapped_column(String(200))
    text_ru: Mapped[str] = mapped_column(String(200))
    manual_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("manuals.id"))
    checklist: Mapped[Checklist] = relationship(back_populates="questions")
    manual: Mapped[Manual | None] = relationship()


class Debrief(Base):
    """A session's checklist and what its facilitator wrote; one for each session.

    Without ``checklist_id`` the questions were the house's own in ``version``. ``answers`` are
    marks by the question's key. ``revision`` counts the changes, so that no tab undoes another.
    """

    __tablename__ = "debriefs"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storytelling_sessions.id"), unique=True
    )
    checklist_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("checklists.id"), index=True)
    version: Mapped[int]
    answers: Mapped[JsonDict]
    went_well: Mapped[LongText]
    was_hard: Mapped[LongText]
    next_time: Mapped[LongText]
    own_state: Mapped[LongText]
    revision: Mapped[int] = mapped_column(default=1)
    written_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    written_at: Mapped[CreatedAt]
    changed_at: Mapped[datetime] = mapped_column(default=now)
    session: Mapped[StorytellingSession] = relationship()
    checklist: Mapped[Checklist | None] = relationship()
    author: Mapped[User | None] = relationship()
