"""Pages of looking back: a session's debrief, writing it, and an organisation's questions."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.accounts.models import Organisation
from stories.accounts.queries import organisations_of
from stories.foundation import audit
from stories.foundation.access import current_actor, expose, roles_for
from stories.foundation.errors import NotFound
from stories.foundation.i18n import locale_code, say
from stories.sessions import queries as sessions
from stories.sessions.after.debrief import queries, services, shown
from stories.sessions.after.debrief.errors import NotHeld
from stories.sessions.after.debrief.forms import ChecklistForm, debrief_form, kept_questions
from stories.sessions.after.debrief.policy import KEEP, READ, WRITE
from stories.sessions.library.queries import manuals
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.views import blueprint


@blueprint.get("/sessions/<uuid:session_id>/afterwards")
@expose(READ)
def afterwards(session_id: uuid.UUID) -> str:
    """What was answered and written after a session; who looked is noted."""
    actor = current_actor()
    session = _held(session_id, READ)
    row = queries.debrief_of(session.id)
    audit.record(actor, "sessions.debrief_viewed", row or session)
    told = shown.page_of(actor, session, row)
    return render_template("sessions/after/show.html", **told)


@blueprint.route("/sessions/<uuid:session_id>/afterwards/write", methods=["GET", "POST"])
@expose(WRITE)
def write_afterwards(session_id: uuid.UUID) -> ResponseReturnValue:
    """One form for the telephone: the checklist and a few words."""
    actor = current_actor()
    session = _held(session_id, WRITE)
    row = queries.debrief_of(session.id)
    sent = request.method == "POST"
    named = request.form.get("asked", "")
    asked = queries.set_named(session, named) if sent else queries.asked_of(session, row)
    form = debrief_form(asked, row, sent=sent)
    if form.validate_on_submit():
        services.write_debrief(actor, session, asked, form.marks(), form.words(), form.revision())
        flash(_("It is kept. Thank you: now rest a little, too."), "ok")
        return redirect(url_for("sessions.afterwards", session_id=session.id), code=303)
    if not sent:
        audit.record(actor, "sessions.debrief_viewed", row or session)
    page = render_template(
        "sessions/after/write.html",
        session=session,
        form=form,
        ticks=list(zip(form.ticks, map(shown.hint, asked.questions), strict=True)),
        row=row,
        leads=shown.leads(session),
    )
    return page, 422 if sent else 200


def _held(session_id: uuid.UUID, permission: str) -> StorytellingSession:
    session = sessions.session(current_actor(), session_id, permission)
    if session.state is not SessionState.HELD:
        raise NotHeld
    return session


@blueprint.route("/checklist", methods=["GET", "POST"])
@expose(KEEP)
def checklist() -> ResponseReturnValue:
    """An organisation's questions: a change makes a new version."""
    actor = current_actor()
    places = organisations_of(actor, *roles_for(KEEP))
    place = _chosen(places, request.args.get("organisation", ""))
    asked = queries.set_of(queries.newest_checklist(place.id))
    form = ChecklistForm(data=kept_questions(asked) if request.method == "GET" else None)
    found = (one for one in manuals(actor) if one.organisation_id == place.id)
    form.offer([(str(one.id), say(one.title_kk, one.title_ru)) for one in found])
    if form.validate_on_submit():
        services.change_checklist(actor, place.id, form.questions(), form.version())
        flash(_("From now on these questions are asked."), "ok")
        return redirect(url_for("sessions.checklist", organisation=place.id), code=303)
    page = render_template(
        "sessions/after/checklist.html",
        form=form,
        asked=asked,
        place=place,
        places=places if len(places) > 1 else [],
        versions=queries.checklists_of(place.id),
        language=locale_code(),
    )
    return page, 422 if form.is_submitted() else 200


def _chosen(places: list[Organisation], asked: str) -> Organisation:
    found = [one for one in places if not asked or str(one.id) == asked]
    if not found:
        raise NotFound
    return found[0]
