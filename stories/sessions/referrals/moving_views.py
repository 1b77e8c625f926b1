"""The steps of a referral once somebody agreed: sent, answered, met, closed, taken back."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.errors import NotFound
from stories.sessions.referrals import queries, services
from stories.sessions.referrals.forms import AgainForm, MeetingForm, OutcomeForm
from stories.sessions.referrals.models import ReferralState
from stories.sessions.referrals.policy import ANSWER, LEAD
from stories.sessions.referrals.rules import WITH_SPECIALIST
from stories.sessions.referrals.shown import answer_form, send_form
from stories.sessions.referrals.slip import slip
from stories.sessions.referrals.views import show, to_page
from stories.sessions.specialists.queries import specialist
from stories.sessions.views import blueprint

NONE = ReferralState.WITHDRAWN  # what no move goes from: an old or broken page moves nothing


@blueprint.post("/referrals/<uuid:referral_id>/send")
@expose(LEAD)
def send_referral(referral_id: uuid.UUID) -> ResponseReturnValue:
    """Send it to a specialist."""
    actor = current_actor()
    row = queries.referral(actor, referral_id, LEAD)
    form = send_form(actor, row)
    if not form.validate_on_submit():
        return show(row, send=form)
    chosen = specialist(actor, uuid.UUID(form.specialist.data))
    services.send_referral(actor, row, chosen, form.state() or NONE)
    flash(_("It is sent. Agree with the specialist when they meet."), "ok")
    return to_page(row)


@blueprint.post("/referrals/<uuid:referral_id>/answer")
@expose(ANSWER)
def answer_referral(referral_id: uuid.UUID) -> ResponseReturnValue:
    """Accepted, declined, or the two have met."""
    actor = current_actor()
    row = queries.referral(actor, referral_id, ANSWER)
    form = answer_form(row)
    if not form.validate_on_submit():
        return show(row, answer=form)
    services.answer_referral(actor, row, ReferralState(form.to.data), form.state() or NONE)
    flash(_("It is kept."), "ok")
    if not actor.can(ANSWER, row):  # a specialist who said no sees it no more
        return redirect(url_for("sessions.referrals"), code=303)
    return to_page(row)


@blueprint.post("/referrals/<uuid:referral_id>/another")
@expose(LEAD)
def choose_another(referral_id: uuid.UUID) -> ResponseReturnValue:
    """Look for another specialist after a no."""
    row = queries.referral(current_actor(), referral_id, LEAD)
    was = request.form.get("was", "")
    known = ReferralState(was) if was in set(ReferralState) else NONE
    services.choose_another(current_actor(), row, known)
    return to_page(row)


@blueprint.post("/referrals/<uuid:referral_id>/meeting")
@expose(ANSWER)
def appoint_meeting(referral_id: uuid.UUID) -> ResponseReturnValue:
    """Write down when and where they meet."""
    actor = current_actor()
    row = queries.referral(actor, referral_id, ANSWER)
    form = MeetingForm()
    if not form.validate_on_submit():
        return show(row, meeting=form)
    services.appoint(actor, row, form.moment, form.where.data or "")
    flash(_("It is kept. The slip for the family is ready."), "ok")
    return to_page(row)


@blueprint.post("/referrals/<uuid:referral_id>/close")
@expose(LEAD)
def close_referral(referral_id: uuid.UUID) -> ResponseReturnValue:
    """End it with what came of it."""
    actor = current_actor()
    row = queries.referral(actor, referral_id, LEAD)
    form = OutcomeForm()
    if not form.validate_on_submit():
        return show(row, close=form)
    services.close_referral(actor, row, form.said(), form.state() or NONE)
    flash(_("It is closed."), "ok")
    return to_page(row)


@blueprint.post("/referrals/<uuid:referral_id>/withdraw")
@expose(LEAD)
def withdraw_referral(referral_id: uuid.UUID) -> ResponseReturnValue:
    """They took their word back: it ends at once."""
    row = queries.referral(current_actor(), referral_id, LEAD)
    services.withdraw_referral(current_actor(), row)
    flash(_("It has ended."), "ok")
    return to_page(row)


@blueprint.post("/referrals/<uuid:referral_id>/told")
@expose(LEAD)
def referral_told(referral_id: uuid.UUID) -> ResponseReturnValue:
    """The specialist knows that it has ended."""
    row = queries.referral(current_actor(), referral_id, LEAD)
    services.note_told(current_actor(), row)
    flash(_("It is kept."), "ok")
    return to_page(row)


@blueprint.post("/referrals/<uuid:referral_id>/again")
@expose(LEAD)
def ask_again_on(referral_id: uuid.UUID) -> ResponseReturnValue:
    """Choose another day to ask how it goes."""
    actor = current_actor()
    row = queries.referral(actor, referral_id, LEAD)
    form = AgainForm()
    if not form.validate_on_submit():
        return show(row, again=form)
    services.ask_again_on(actor, row, form.follow_up_on.data)
    flash(_("It is kept."), "ok")
    return to_page(row)


@blueprint.get("/referrals/<uuid:referral_id>/slip")
@expose(LEAD)
def referral_slip(referral_id: uuid.UUID) -> Response:
    """A small page for the family: where and when to go, whom to ask for; never why."""
    actor = current_actor()
    row = queries.referral(actor, referral_id, LEAD)
    if row.state not in WITH_SPECIALIST or not row.meets_where:
        raise NotFound
    audit.record(actor, "sessions.referral_slip", row)
    answer = Response(slip(row), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="slip.pdf"'
    return answer
