"""Who is concerned by a referral: nobody else sees it, whatever their role (DOMAIN S8, P5)."""

from typing import Any

from sqlalchemy import ColumnElement, and_

from stories.foundation.access import STAFF, Actor, Alternative, Predicate, Role, permit
from stories.sessions.referrals.models import Referral
from stories.sessions.referrals.rules import SEEN_BY_SPECIALIST

REFER = "sessions.refer"
SEE, LEAD, ANSWER = "sessions.see_referral", "sessions.lead_referral", "sessions.answer_referral"
EMERGENCY = "sessions.refer_in_emergency"


def _refers(actor: Actor, row: Any) -> bool:
    return actor.id is not None and bool(row.created_by == actor.id)


def _refers_clause(actor: Actor, _model: Any) -> ColumnElement[bool]:
    return Referral.created_by == actor.id


def _is_sent(actor: Actor, row: Any) -> bool:
    mine = actor.id is not None and bool(row.specialist_user_id == actor.id)
    return mine and row.state in SEEN_BY_SPECIALIST


def _is_sent_clause(actor: Actor, _model: Any) -> ColumnElement[bool]:
    return and_(
        Referral.specialist_user_id == actor.id, Referral.state.in_(sorted(SEEN_BY_SPECIALIST))
    )


REFERRER = Predicate("made it", _refers, _refers_clause)
SPECIALIST = Predicate("it was sent to them", _is_sent, _is_sent_clause)


def fill() -> None:
    """Enter the permissions of referrals into the table."""
    lead = (Alternative(Role.FACILITATOR, (REFERRER,)), Alternative(Role.SAFEGUARDING))
    sent = tuple(Alternative(role, (SPECIALIST,)) for role in STAFF)
    permit(REFER, Role.FACILITATOR, Role.SAFEGUARDING)
    permit(SEE, *lead, *sent)
    permit(LEAD, *lead)
    permit(ANSWER, *lead, *sent)
    permit(EMERGENCY, Role.SAFEGUARDING)
