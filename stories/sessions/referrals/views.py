"""Pages of referrals: the list, a new one, one with what is to be done next."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today
from stories.foundation.errors import NotFound
from stories.people.calling import called_here
from stories.people.models import Person
from stories.people.queries import people_list, person
from stories.sessions import queries as sessions
from stories.sessions.policy import VIEW
from stories.sessions.referrals import queries, services
from stories.sessions.referrals.forms import EmergencyForm, NeedForm
from stories.sessions.referrals.models import Referral, ReferralState
from stories.sessions.referrals.policy import EMERGENCY, LEAD, REFER, SEE
from stories.sessions.referrals.rules import overdue
from stories.sessions.referrals.shown import WORDS, Forms, consent_form, page_of
from stories.sessions.views import blueprint


@blueprint.get("/referrals")
@expose(SEE)
def referrals() -> str:
    """Referrals that concern whoever looks."""
    actor = current_actor()
    audit.record(actor, "sessions.referrals_viewed")
    return render_template(
        "sessions/referrals/index.html",
        **WORDS,
        open=queries.referrals(actor),
        ended=queries.referrals(actor, ended=True),
        late=lambda row: overdue(row.state, row.follow_up_on, today()),
        called=called_here,
        may_refer=actor.can(REFER),
    )


@blueprint.route("/referrals/new", methods=["GET", "POST"])
@expose(REFER)
def new_referral() -> ResponseReturnValue:
    """Begin a referral, from a person, a session, or nothing."""
    actor = current_actor()
    form, session_id = NeedForm(), _id(request.args.get("session", ""))
    people = _offered(session_id)
    form.offer([(str(one.id), called_here(one)) for one in people])
    if form.validate_on_submit():
        chosen = person(actor, uuid.UUID(form.person.data), "people.view")
        row = services.draft_referral(actor, chosen, form.need(), session_id)
        flash(_("It is written down. Now ask whether they agree."), "ok")
        return to_page(row)
    if not form.is_submitted():
        form.person.data = request.args.get("person", "")
    page = render_template("sessions/referrals/new.html", form=form, session_id=session_id)
    return page, 422 if form.is_submitted() else 200


def _id(asked: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(asked) if asked else None
    except ValueError:
        raise NotFound from None


def _offered(session_id: uuid.UUID | None) -> list[Person]:
    actor = current_actor()
    if session_id is not None:
        session = sessions.session(actor, session_id, VIEW)
        people = [item.person for item in session.attendances]
    else:
        people = list(people_list(actor))
    return [one for one in people if one.erased_at is None and actor.can(REFER, one)]


@blueprint.get("/referrals/<uuid:referral_id>")
@expose(SEE)
def referral(referral_id: uuid.UUID) -> ResponseReturnValue:
    """One referral with its steps; who looked is noted."""
    row = queries.referral(current_actor(), referral_id)
    audit.record(current_actor(), "sessions.referral_viewed", row)
    return show(row)


@blueprint.post("/referrals/<uuid:referral_id>/agree")
@expose(LEAD)
def agree_to_referral(referral_id: uuid.UUID) -> ResponseReturnValue:
    """Write down who agreed."""
    actor = current_actor()
    row = queries.referral(actor, referral_id, LEAD)
    form = consent_form(actor, row)
    if not form.validate_on_submit():
        return show(row, consent=form)
    was = form.state() or ReferralState.WITHDRAWN
    services.agree_to_referral(actor, row, form.words(), form.follow_up_on.data, was)
    flash(_("Their word is kept. Now choose to whom it goes."), "ok")
    return to_page(row)


@blueprint.post("/referrals/<uuid:referral_id>/emergency")
@expose(EMERGENCY)
def refer_in_emergency(referral_id: uuid.UUID) -> ResponseReturnValue:
    """Go on although nobody could be asked; for the safeguarding lead alone."""
    actor = current_actor()
    row = queries.referral(actor, referral_id, EMERGENCY)
    form = EmergencyForm()
    if not form.validate_on_submit():
        return show(row, emergency=form)
    was = form.state() or ReferralState.WITHDRAWN
    services.agree_to_referral(actor, row, form.words(), form.follow_up_on.data, was)
    flash(_("It is kept with its reason."), "ok")
    return to_page(row)


def show(row: Referral, **sent: Forms) -> ResponseReturnValue:
    """The page, with the forms that came with mistakes."""
    told = page_of(current_actor(), row, sent)
    page = render_template("sessions/referrals/show.html", **told)
    return page, 422 if sent else 200


def to_page(row: Referral) -> ResponseReturnValue:
    """Back to the referral."""
    return redirect(url_for("sessions.referral", referral_id=row.id), code=303)
