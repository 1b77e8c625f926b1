"""What a referral's page shows, and the forms of the step it stands before."""

from typing import Any
from zoneinfo import ZoneInfo

from stories.accounts.queries import user_by_id
from stories.foundation.access import Actor
from stories.foundation.clock import HOME_ZONE, today
from stories.people.calling import called
from stories.sessions.referrals import queries
from stories.sessions.referrals.forms import (
    AgainForm,
    AnswerForm,
    ConsentForm,
    EmergencyForm,
    MeetingForm,
    OutcomeForm,
    SendForm,
)
from stories.sessions.referrals.models import Referral, ReferralState
from stories.sessions.referrals.policy import ANSWER, EMERGENCY, LEAD
from stories.sessions.referrals.rules import (
    ANSWERS,
    ENDED,
    MOVES,
    WITH_SPECIALIST,
    may_move,
    overdue,
)
from stories.sessions.referrals.services import of_a_child
from stories.sessions.referrals.words import GIVERS, OUTCOMES, REASONS, STATES, URGENCIES, WAYS
from stories.sessions.specialists.queries import specialists
from stories.sessions.specialists.words import KINDS, kind_told

S = ReferralState
Forms = dict[str, Any]
WORDS = {
    "states": STATES,
    "urgencies": URGENCIES,
    "reasons": REASONS,
    "outcomes": OUTCOMES,
    "givers": GIVERS,
    "ways": WAYS,
    "kinds": KINDS,
}


def page_of(actor: Actor, row: Referral, sent: Forms) -> dict[str, Any]:
    """Everything the page asks for; ``sent`` are forms that came with mistakes."""
    leads = actor.can(LEAD, row)
    return {
        **WORDS,
        "row": row,
        "who": called(actor, row.person),
        "moves": [
            (STATES[one.state], one.author.name if one.author else "", one.at) for one in row.moves
        ],
        "consents": [(one, _speaker(actor, one.representative)) for one in row.consents],
        "referrer": _name(row),
        "leads": leads,
        "late": overdue(row.state, row.follow_up_on, today()),
        "has_slip": leads and row.state in WITH_SPECIALIST | {S.ACCEPTED} and bool(row.meets_where),
        "can_end": leads and may_move(row.state, S.WITHDRAWN),
        "again_from_no": leads and row.state is S.DECLINED,
        "forms": {**(lead_forms(actor, row) if leads else {}), **answer_forms(actor, row), **sent},
    }


def _speaker(actor: Actor, person: Any) -> str:
    return called(actor, person) if person is not None else ""


def _name(row: Referral) -> str:
    user = user_by_id(row.created_by) if row.created_by else None
    return user.name if user else ""


def lead_forms(actor: Actor, row: Referral) -> Forms:
    """The forms of whoever answers for the referral, as its state has them."""
    found: Forms = {}
    if row.state is S.DRAFTED:
        found["consent"] = consent_form(actor, row, fresh=True)
        if actor.can(EMERGENCY, row):
            found["emergency"] = EmergencyForm(formdata=None)
    if row.state is S.AGREED:
        found["send"] = send_form(actor, row, fresh=True)
    if may_move(row.state, S.CLOSED):
        found["close"] = OutcomeForm(formdata=None)
    if row.state not in ENDED | {S.DRAFTED}:
        found["again"] = AgainForm(formdata=None, data={"follow_up_on": row.follow_up_on})
    return found


def answer_forms(actor: Actor, row: Referral) -> Forms:
    """What the specialist, or whoever heard from them, may enter."""
    if not actor.can(ANSWER, row) or row.state not in WITH_SPECIALIST:
        return {}
    found: Forms = {"meeting": meeting_form(row)}
    if MOVES[row.state] & ANSWERS:
        found["answer"] = answer_form(row, fresh=True)
    return found


def consent_form(actor: Actor, row: Referral, *, fresh: bool = False) -> ConsentForm:
    """Asks the grown person, or the child and those who may speak for them."""
    day = {"given_on": today()}
    form = ConsentForm(formdata=None, data=day) if fresh else ConsentForm()
    named = [(str(one.id), called(actor, one)) for one in queries.representatives_of(row.person_id)]
    form.settle(child=of_a_child(row.person), representatives=named)
    return form


def send_form(actor: Actor, row: Referral, *, fresh: bool = False) -> SendForm:
    """Offers those the referrer may see, of the kind that was agreed to."""
    form = SendForm(formdata=None) if fresh else SendForm()
    own = row.organisation_id
    fitting = (one for one in specialists(actor) if one.kind is row.kind)
    found = [one for one in fitting if one.shared or one.organisation_id == own]
    form.offer([(str(one.id), f"{one.name}, {kind_told(one)}") for one in found])
    return form


def answer_form(row: Referral, *, fresh: bool = False) -> AnswerForm:
    """Offers the answers that are open now."""
    form = AnswerForm(formdata=None) if fresh else AnswerForm()
    form.offer([state for state in S if state in MOVES[row.state]])
    return form


def meeting_form(row: Referral) -> MeetingForm:
    """When and where they meet, as it is known."""
    here = row.meets_at.astimezone(ZoneInfo(HOME_ZONE)) if row.meets_at else None
    own = row.specialist is not None and row.specialist.organisation_id == row.organisation_id
    place = row.specialist.place if row.specialist is not None and own else ""
    known = {
        "day": here.date() if here else None,
        "start": here.time() if here else None,
        "where": row.meets_where or place,
    }
    return MeetingForm(formdata=None, data=known)
