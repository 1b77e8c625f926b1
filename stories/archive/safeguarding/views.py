"""Pages of incidents: telling of one for the staff, reading them for safeguarding leads alone."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.accounts.queries import user_by_id
from stories.archive.safeguarding import queries, services
from stories.archive.safeguarding.forms import AnswerForm, CloseForm, TellForm
from stories.archive.safeguarding.models import Incident
from stories.archive.safeguarding.policy import ANSWER, TELL
from stories.archive.safeguarding.rules import Subject, session_of
from stories.archive.safeguarding.words import KINDS, LOOKS
from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today
from stories.media.queries import recording as find_recording
from stories.moderation.queries import story as find_story
from stories.people.calling import called_here
from stories.people.policy import VIEW
from stories.sessions.queries import session as find_session

blueprint = Blueprint("safeguarding", __name__)


@blueprint.route("/sessions/<uuid:session_id>/tell", methods=["GET", "POST"])
@expose(TELL)
def tell_of_session(session_id: uuid.UUID) -> ResponseReturnValue:
    """Tell the safeguarding lead of something in a session."""
    return _tell(find_session(current_actor(), session_id, TELL))


@blueprint.route("/recordings/<uuid:recording_id>/tell", methods=["GET", "POST"])
@expose(TELL)
def tell_of_recording(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Tell the safeguarding lead of something in a recording."""
    return _tell(find_recording(current_actor(), recording_id, TELL))


@blueprint.route("/stories/<uuid:story_id>/tell", methods=["GET", "POST"])
@expose(TELL)
def tell_of_story(story_id: uuid.UUID) -> ResponseReturnValue:
    """Tell the safeguarding lead of something in a story."""
    return _tell(find_story(current_actor(), story_id, TELL))


def _tell(subject: Subject) -> ResponseReturnValue:
    actor = current_actor()
    session = session_of(subject)
    known = session.people if actor.can(VIEW, session) else []
    form = TellForm({person.id: called_here(person) for person in known})
    if form.validate_on_submit():
        services.tell(actor, subject, form.told())
        flash(_("Thank you. The safeguarding lead is told; nobody else reads it."), "ok")
        return redirect(url_for("sessions.today"), code=303)
    page = render_template("safeguarding/tell.html", form=form, session=session)
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/incidents")
@expose(ANSWER)
def index() -> str:
    """Every incident that is open, and those that were closed."""
    actor = current_actor()
    audit.record(actor, "safeguarding.list_viewed")
    return render_template(
        "safeguarding/index.html",
        open=queries.incidents(actor),
        closed=queries.incidents(actor, closed=True),
        kinds=KINDS,
        today=today(),
    )


@blueprint.get("/incidents/<uuid:incident_id>")
@expose(ANSWER)
def show(incident_id: uuid.UUID) -> ResponseReturnValue:
    """One incident, with what was written of it; who looked is noted."""
    row = queries.incident(current_actor(), incident_id)
    audit.record(current_actor(), "safeguarding.viewed", row)
    return _show(row)


@blueprint.post("/incidents/<uuid:incident_id>/answer")
@expose(ANSWER)
def answer(incident_id: uuid.UUID) -> ResponseReturnValue:
    """Take it in hand, or write down more."""
    row = queries.incident(current_actor(), incident_id)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _show(row, answering=form)
    services.answer(current_actor(), row, form.follow_up_on.data, form.words.data or "")
    flash(_("It is written down. You are reminded on the day you chose."), "ok")
    return _to(row)


@blueprint.post("/incidents/<uuid:incident_id>/close")
@expose(ANSWER)
def close(incident_id: uuid.UUID) -> ResponseReturnValue:
    """Nothing more is to be done."""
    row = queries.incident(current_actor(), incident_id)
    form = CloseForm()
    if not form.validate_on_submit():
        return _show(row, closing=form)
    services.close(current_actor(), row, form.words.data or "")
    flash(_("It is closed. What was written stays."), "ok")
    return _to(row)


def _show(
    row: Incident, answering: AnswerForm | None = None, closing: CloseForm | None = None
) -> ResponseReturnValue:
    sent = answering is not None or closing is not None
    teller, seer = (user_by_id(one) if one else None for one in (row.told_by, row.seen_by))
    recordings = queries.recordings_meant(row)
    page = render_template(
        "safeguarding/show.html",
        row=row,
        teller=teller.name if teller else "",
        seer=seer.name if seer else "",
        who=called_here(row.person) if row.person else "",
        kinds=KINDS,
        recordings=recordings,
        looks=queries.looks_at([item.id for item in recordings]),
        actions=LOOKS,
        late=row.closed_at is None and bool(row.follow_up_on and row.follow_up_on < today()),
        answering=answering or AnswerForm(formdata=None, data={"follow_up_on": row.follow_up_on}),
        closing=closing or CloseForm(formdata=None),
    )
    return page, 422 if sent else 200


def _to(row: Incident) -> ResponseReturnValue:
    return redirect(url_for("safeguarding.show", incident_id=row.id), code=303)
