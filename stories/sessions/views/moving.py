"""Confirming, opening, closing, calling off, and who came."""

import uuid
from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.access import Actor, current_actor, expose
from stories.people.calling import called
from stories.sessions import queries
from stories.sessions.errors import BadPlan, NotReady, TooEarly, WrongState
from stories.sessions.forms import CameForm, CancelForm, came_form, field_name
from stories.sessions.models import StorytellingSession
from stories.sessions.policy import PLAN
from stories.sessions.readiness import child_left_alone
from stories.sessions.rules import MOVES, Move
from stories.sessions.series.choosing import alone_unless_series, scope_of
from stories.sessions.series.services import cancel_some
from stories.sessions.services import (
    close_session,
    confirm_session,
    note_attendance,
    open_session,
)
from stories.sessions.services.moves import Came
from stories.sessions.views import blueprint

Noting = Callable[[Actor, StorytellingSession, Came], StorytellingSession]


@blueprint.post("/sessions/<uuid:session_id>/confirm")
@expose(PLAN)
def confirm(session_id: uuid.UUID) -> ResponseReturnValue:
    """Confirm a planned session, once nothing stands in its way."""
    actor = current_actor()
    row = queries.session(actor, session_id, PLAN)
    try:
        confirm_session(actor, row)
    except (WrongState, NotReady) as error:
        flash(str(error.sentence), "stop")
    else:
        flash(_("The session is confirmed."), "ok")
    return _to(row)


@blueprint.post("/sessions/<uuid:session_id>/open", endpoint="open")
@expose(PLAN)
def open_(session_id: uuid.UUID) -> ResponseReturnValue:
    """Open a session on its day."""
    actor = current_actor()
    row = queries.session(actor, session_id, PLAN)
    try:
        open_session(actor, row)
    except (WrongState, TooEarly, NotReady) as error:
        flash(str(error.sentence), "stop")
    else:
        flash(_("The session is open. A good conversation to all of you."), "ok")
    return _to(row)


@blueprint.route("/sessions/<uuid:session_id>/close", methods=["GET", "POST"])
@expose(PLAN)
def close(session_id: uuid.UUID) -> ResponseReturnValue:
    """Close an open session, with who came."""
    told = _("The session is closed. Thank you for bringing people together.")
    return _ask_who_came(session_id, Move.CLOSE, close_session, told)


@blueprint.route("/sessions/<uuid:session_id>/attendance", methods=["GET", "POST"])
@expose(PLAN)
def attendance(session_id: uuid.UUID) -> ResponseReturnValue:
    """Note, or correct, who came."""
    return _ask_who_came(session_id, Move.NOTE, note_attendance, _("It is noted who came."))


def _ask_who_came(
    session_id: uuid.UUID, move: Move, note: Noting, told: str
) -> ResponseReturnValue:
    actor = current_actor()
    row = queries.session(actor, session_id, PLAN)
    if (row.state, move) not in MOVES:
        return _moved_on(row, WrongState(move))
    form = came_form(
        {item.person_id: (called(actor, item.person), item.came) for item in row.attendances}
    )
    problem: object = None
    if form.validate_on_submit():
        try:
            note(actor, row, _came(row, form))
        except WrongState as error:
            return _moved_on(row, error)
        except BadPlan as error:
            problem = error.sentence
        else:
            flash(told, "ok")
            _mind_children(row)
            return _to(row)
    page = render_template(
        "sessions/came.html",
        session=row,
        form=form,
        fields=[form[field_name(item.person_id)] for item in row.attendances],
        closing=move is Move.CLOSE,
        problem=problem,
    )
    return page, 422 if form.is_submitted() else 200


def _came(row: StorytellingSession, form: CameForm) -> Came:
    answers = {item.person_id: form[field_name(item.person_id)].data for item in row.attendances}
    return {person_id: answer == "yes" for person_id, answer in answers.items()}


def _mind_children(row: StorytellingSession) -> None:
    if child_left_alone(row):
        told = _("By this list a child was alone with one adult. Tell the safeguarding lead today.")
        flash(told, "stop")


@blueprint.route("/sessions/<uuid:session_id>/cancel", methods=["GET", "POST"])
@expose(PLAN)
def cancel(session_id: uuid.UUID) -> ResponseReturnValue:
    """Call a session off, with a word about why."""
    actor = current_actor()
    row = queries.session(actor, session_id, PLAN)
    if (row.state, Move.CANCEL) not in MOVES:
        return _moved_on(row, WrongState(Move.CANCEL))
    form = CancelForm()
    alone_unless_series(form, row)
    if form.validate_on_submit():
        try:
            gone = cancel_some(actor, row, form.reason.data or "", scope_of(form))
        except WrongState as error:
            return _moved_on(row, error)
        told = ngettext("The session is cancelled.", "%(num)d sessions are cancelled.", gone)
        flash(told, "info")
        return _to(row)
    page = render_template("sessions/cancel.html", session=row, form=form)
    return page, 422 if form.is_submitted() else 200


def _moved_on(row: StorytellingSession, error: WrongState) -> ResponseReturnValue:
    flash(str(error.sentence), "stop")
    return _to(row)


def _to(row: StorytellingSession) -> ResponseReturnValue:
    return redirect(url_for("sessions.show", session_id=row.id), code=303)
