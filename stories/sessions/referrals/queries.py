"""Reading referrals: only those that concern whoever asks."""

import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from stories.foundation.access import Actor, require, visible
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.people.models import Person
from stories.people.queries import representations_of
from stories.sessions.models import Attendance
from stories.sessions.referrals.models import Referral, ReferralConsent
from stories.sessions.referrals.policy import SEE
from stories.sessions.referrals.rules import ENDED

WHOLE = (selectinload(Referral.person), selectinload(Referral.specialist))


def referrals(actor: Actor, *, ended: bool = False) -> list[Referral]:
    """Those that concern the actor: the soonest to ask again first, or the last ended."""
    query = select(Referral).where(
        visible(actor, SEE, Referral),
        Referral.state.in_(sorted(ENDED)) if ended else Referral.state.not_in(sorted(ENDED)),
    )
    far = date.max
    rows = list(db.session.scalars(query.options(*WHOLE)))
    return sorted(rows, key=lambda row: (row.follow_up_on or far, row.created_at, row.id))


def to_tell(actor: Actor, permission: str) -> list[Referral]:
    """Ended ones of which the specialist is still to be told."""
    query = select(Referral).where(visible(actor, permission, Referral), Referral.must_tell)
    return list(db.session.scalars(query.options(*WHOLE).order_by(Referral.created_at)))


def referrals_of(actor: Actor, person_id: uuid.UUID) -> list[Referral]:
    """A person's referrals, as far as they concern the actor."""
    query = select(Referral).where(visible(actor, SEE, Referral), Referral.person_id == person_id)
    return list(db.session.scalars(query.options(*WHOLE).order_by(Referral.created_at)))


def referral(actor: Actor, referral_id: uuid.UUID, permission: str = SEE) -> Referral:
    """One that concerns the actor; raises NotFound across organisations, Forbidden in one."""
    row = db.session.get(Referral, referral_id)
    if row is None:
        raise NotFound
    require(actor, permission, row)
    return row


def lock(row: Referral) -> None:
    """Let one hand at a time move a referral, and see what the last one did."""
    db.session.refresh(row, with_for_update=True)
    db.session.refresh(row, ["consents", "moves"])


def representatives_of(person_id: uuid.UUID) -> list[Person]:
    """Who may speak for a child, for a caller that has authorised the question."""
    rows = representations_of(person_id)
    return [row.representative for row in rows if row.child_id == person_id]


def is_in(session_id: uuid.UUID, person_id: uuid.UUID) -> bool:
    """Whether somebody takes part in a session."""
    query = select(Attendance.session_id).where(
        Attendance.session_id == session_id, Attendance.person_id == person_id
    )
    return db.session.scalar(query) is not None


def about(person_id: uuid.UUID) -> list[Referral]:
    """All about a person, for a caller that has authorised the question."""
    query = select(Referral).where(Referral.person_id == person_id)
    return list(db.session.scalars(query.options(*WHOLE).order_by(Referral.created_at)))


def spoken_by(person_id: uuid.UUID) -> list[ReferralConsent]:
    """Words somebody gave for a child, for a caller that has authorised the question."""
    query = select(ReferralConsent).where(ReferralConsent.representative_id == person_id)
    return list(db.session.scalars(query.order_by(ReferralConsent.created_at)))
