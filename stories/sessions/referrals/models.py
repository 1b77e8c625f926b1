"""Referrals: to whom and how they stand, who agreed, and each move they made."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.accounts.models import User
from stories.foundation.db import Base, CreatedAt, LongText, Owner, PublicId
from stories.people.models import Person
from stories.sessions.specialists.models import Specialist, SpecialistKind


class ReferralState(enum.StrEnum):
    """How a referral stands; ``withdrawn`` and ``closed`` are for good."""

    DRAFTED = "drafted"
    AGREED = "agreed"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    MET = "met"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Urgency(enum.StrEnum):
    """How soon somebody should be met."""

    TODAY = "today"
    WEEK = "week"
    SOON = "soon"


class ReferralReason(enum.StrEnum):
    """What help is wanted with; for those concerned alone (DOMAIN P5)."""

    TALK = "talk"
    CHILD = "child"
    PAPERS = "papers"
    FAITH = "faith"
    DAILY_LIFE = "daily_life"
    WORK = "work"
    SAFETY = "safety"
    OTHER = "other"


class ReferralOutcome(enum.StrEnum):
    """What came of a referral."""

    HELPED = "helped"
    GOES_ON = "goes_on"
    SENT_ELSEWHERE = "sent_elsewhere"
    DID_NOT_COME = "did_not_come"
    NOT_NEEDED = "not_needed"


class ConsentBy(enum.StrEnum):
    """Who agreed: the person, or the legal representative and the child; or nobody could."""

    PERSON = "person"
    REPRESENTATIVE = "representative"
    CHILD = "child"
    EMERGENCY = "emergency"


class ConsentHow(enum.StrEnum):
    """How somebody agreed."""

    SPOKEN = "spoken"
    WRITTEN = "written"
    BY_TELEPHONE = "by_telephone"
    NOT_ASKED = "not_asked"


class Referral(Base):
    """Somebody is to meet a specialist.

    ``specialist_user_id`` is the account it was sent to, fixed on that day. ``must_tell`` says
    that it ended after it was sent, and that the specialist is still to be told.
    """

    __tablename__ = "referrals"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    session_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("storytelling_sessions.id"), index=True
    )
    kind: Mapped[SpecialistKind]
    specialist_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("specialists.id"), index=True
    )
    specialist_user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    urgency: Mapped[Urgency]
    reason: Mapped[ReferralReason]
    words: Mapped[LongText]
    state: Mapped[ReferralState] = mapped_column(default=ReferralState.DRAFTED)
    follow_up_on: Mapped[date | None]
    meets_at: Mapped[datetime | None]
    meets_where: Mapped[str] = mapped_column(String(200), default="")
    outcome: Mapped[ReferralOutcome | None]
    must_tell: Mapped[bool] = mapped_column(default=False)
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[CreatedAt]
    person: Mapped[Person] = relationship()
    specialist: Mapped[Specialist | None] = relationship()
    consents: Mapped[list["ReferralConsent"]] = relationship(
        back_populates="referral", order_by="ReferralConsent.created_at, ReferralConsent.id"
    )
    moves: Mapped[list["ReferralMove"]] = relationship(
        back_populates="referral", order_by="ReferralMove.at, ReferralMove.id"
    )


class ReferralConsent(Base):
    """One word: who agreed, when and how, and who wrote it down; ``reason`` is an emergency's."""

    __tablename__ = "referral_consents"

    id: Mapped[PublicId]
    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referrals.id"), index=True)
    by: Mapped[ConsentBy]
    representative_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )
    given_on: Mapped[date]
    how: Mapped[ConsentHow]
    reason: Mapped[LongText]
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    taken_back_at: Mapped[datetime | None]
    referral: Mapped[Referral] = relationship(back_populates="consents")
    representative: Mapped[Person | None] = relationship()


class ReferralMove(Base):
    """A step of a referral: into which state, by whom, when."""

    __tablename__ = "referral_moves"

    id: Mapped[PublicId]
    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referrals.id"), index=True)
    state: Mapped[ReferralState]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[CreatedAt]
    referral: Mapped[Referral] = relationship(back_populates="moves")
    author: Mapped[User | None] = relationship()
