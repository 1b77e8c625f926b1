"""Pages of follow-ups: the list, a new one, one with what came of it."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.people.policy import PRIVATE
from stories.sessions import queries as sessions
from stories.sessions.after.debrief.errors import NotHeld
from stories.sessions.after.debrief.queries import text_for
from stories.sessions.after.debrief.shown import leads
from stories.sessions.after.followups import queries, services, shown
from stories.sessions.after.followups.forms import DoneForm, TaskForm, as_kept
from stories.sessions.after.followups.models import FollowUp
from stories.sessions.after.followups.policy import ADD, FOLLOW
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.views import blueprint


@blueprint.get("/follow-ups")
@expose(FOLLOW)
def follow_ups() -> str:
    """What is to be done after sessions: one's own, or all one may see."""
    actor = current_actor()
    mine = request.args.get("whose", "mine") != "all"
    audit.record(actor, "sessions.follow_ups_viewed")
    return render_template(
        "sessions/after/follow_ups.html",
        mine=mine,
        lines=shown.lines(actor, mine=mine),
        done=shown.told(actor, queries.done_ones(actor, mine=mine)),
    )


@blueprint.route("/sessions/<uuid:session_id>/follow-ups/new", methods=["GET", "POST"])
@expose(ADD)
def add_follow_up(session_id: uuid.UUID) -> ResponseReturnValue:
    """Write down something to be done after a session."""
    actor = current_actor()
    session = sessions.session(actor, session_id, ADD)
    if session.state is not SessionState.HELD:
        raise NotHeld
    form = TaskForm(data={"owner": str(actor.id)} if request.method == "GET" else None)
    form.offer(shown.people_of(actor, session), shown.doers_of(session))
    if form.validate_on_submit():
        services.add_follow_up(actor, session, form.task())
        flash(_("It is written down. Whoever does it is reminded on that day."), "ok")
        return redirect(url_for("sessions.afterwards", session_id=session.id), code=303)
    if not form.is_submitted():
        audit.record(actor, "sessions.follow_ups_viewed", session)
    back = url_for("sessions.afterwards", session_id=session.id)
    return _form(form, session, request.path, back)


@blueprint.get("/follow-ups/<uuid:follow_up_id>")
@expose(FOLLOW)
def follow_up(follow_up_id: uuid.UUID) -> ResponseReturnValue:
    """One of them, with what came of it."""
    row = queries.follow_up(current_actor(), follow_up_id)
    audit.record(current_actor(), "sessions.follow_up_viewed", row)
    return _page(row, DoneForm(formdata=None))


@blueprint.post("/follow-ups/<uuid:follow_up_id>/done")
@expose(FOLLOW)
def finish_follow_up(follow_up_id: uuid.UUID) -> ResponseReturnValue:
    """Write down what came of it."""
    actor = current_actor()
    row = queries.follow_up(actor, follow_up_id)
    form = DoneForm()
    if not form.validate_on_submit():
        return _page(row, form)
    services.finish_follow_up(actor, row, form.said(), form.words.data or "")
    flash(_("It is kept."), "ok")
    return redirect(url_for("sessions.follow_ups"), code=303)


@blueprint.route("/follow-ups/<uuid:follow_up_id>/edit", methods=["GET", "POST"])
@expose(FOLLOW)
def edit_follow_up(follow_up_id: uuid.UUID) -> ResponseReturnValue:
    """Say it otherwise, put it off, or give it to somebody else."""
    actor = current_actor()
    row = queries.follow_up(actor, follow_up_id)
    session = row.session
    form = TaskForm(data=as_kept(row) if request.method == "GET" else None)
    form.offer(shown.people_of(actor, session, row.person), shown.doers_of(session, row), row)
    if not actor.can(PRIVATE, session):
        form.leave_words()
    if form.validate_on_submit():
        services.change_follow_up(actor, row, form.task())
        flash(_("It is changed."), "ok")
        return _to(row)
    if not form.is_submitted():
        audit.record(actor, "sessions.follow_up_viewed", row)
    return _form(form, session, request.path, url_for("sessions.follow_up", follow_up_id=row.id))


def _form(form: TaskForm, session: StorytellingSession, url: str, back: str) -> ResponseReturnValue:
    told = {"form": form, "session": session, "url": url, "back": back, "leads": leads(session)}
    page = render_template("sessions/after/follow_up_form.html", **told)
    return page, 422 if form.is_submitted() else 200


def _page(row: FollowUp, form: DoneForm) -> ResponseReturnValue:
    actor = current_actor()
    page = render_template(
        "sessions/after/follow_up.html",
        row=row,
        line=shown.line(actor, row),
        words=text_for(actor, row.session, row.outcome_words),
        form=form if row.outcome is None else None,
    )
    return page, 422 if form.is_submitted() else 200


def _to(row: FollowUp) -> ResponseReturnValue:
    return redirect(url_for("sessions.follow_up", follow_up_id=row.id), code=303)
