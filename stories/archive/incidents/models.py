"""Breaches and legal requests; what was done about each is kept row by row (DOMAIN X9)."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.accounts.models import User
from stories.foundation.db import Base, CreatedAt, JsonList, LongText, Owner, PublicId
from stories.people.models import Person


class BreachStep(enum.StrEnum):
    """What a line about a breach tells."""

    RECORDED = "recorded"
    TOLD = "told"
    DONE = "done"
    CLOSED = "closed"


class Breach(Base):
    """Something that happened to data it should not have happened to."""

    __tablename__ = "breaches"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    noticed_at: Mapped[datetime]
    happened: Mapped[LongText]
    classes: Mapped[JsonList]
    people: Mapped[int | None]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
    notes: Mapped[list["BreachNote"]] = relationship(
        back_populates="breach", order_by="BreachNote.at, BreachNote.id"
    )

    @property
    def told_at(self) -> datetime | None:
        """When the first was told; None while nobody was."""
        return min((note.told_at for note in self.notes if note.told_at), default=None)


class BreachNote(Base):
    """One step: who was told and when, what was done."""

    __tablename__ = "breach_notes"

    id: Mapped[PublicId]
    breach_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("breaches.id"), index=True)
    at: Mapped[CreatedAt]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    step: Mapped[BreachStep]
    whom: Mapped[str] = mapped_column(String(160), default="")
    told_at: Mapped[datetime | None]
    text: Mapped[LongText]
    breach: Mapped[Breach] = relationship(back_populates="notes")
    author: Mapped[User | None] = relationship()


class Asker(enum.StrEnum):
    """Who asks for data in the name of the law."""

    COURT = "court"
    PROSECUTOR = "prosecutor"
    POLICE = "police"
    SECURITY = "security"
    GUARDIANSHIP = "guardianship"
    OTHER = "other"


class RequestState(enum.StrEnum):
    """How a legal request stands."""

    OPEN = "open"
    GIVEN = "given"
    PARTLY = "partly"
    REFUSED = "refused"


class LegalRequest(Base):
    """A court, a prosecutor or another body asks for data."""

    __tablename__ = "legal_requests"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    asker: Mapped[Asker]
    asker_name: Mapped[str] = mapped_column(String(160), default="")
    ground: Mapped[LongText]
    received_on: Mapped[date]
    due_on: Mapped[date | None]
    person_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )
    state: Mapped[RequestState] = mapped_column(default=RequestState.OPEN)
    created_at: Mapped[CreatedAt]
    person: Mapped[Person | None] = relationship()
    moves: Mapped[list["RequestMove"]] = relationship(
        back_populates="request", order_by="RequestMove.at, RequestMove.id"
    )


class RequestMove(Base):
    """A change of a request's state: by whom entered, by whom decided, what was given."""

    __tablename__ = "legal_request_moves"

    id: Mapped[PublicId]
    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("legal_requests.id"), index=True)
    at: Mapped[CreatedAt]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    state: Mapped[RequestState]
    decided_by: Mapped[str] = mapped_column(String(160), default="")
    text: Mapped[LongText]
    request: Mapped[LegalRequest] = relationship(back_populates="moves")
    author: Mapped[User | None] = relationship()
