"""Where a recording comes in: the file is safe before anybody judges it (DOMAIN R1, R4)."""

import uuid

from flask import (
    Response,
    current_app,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from stories.foundation import once
from stories.foundation.access import OPERATOR, Actor, current_actor, expose
from stories.foundation.db import unit_of_work
from stories.foundation.errors import wants_json
from stories.media import arrival as arrivals
from stories.media import queries, rules, services
from stories.media.arrival import Arrival
from stories.media.errors import EmptyFile, NoRoom, SessionNotOpen
from stories.media.forms import UploadForm
from stories.media.reasons import sentence_for
from stories.media.views.pages import blueprint
from stories.sessions.models import StorytellingSession


@blueprint.route("/sessions/<uuid:session_id>/recordings/new", methods=["GET", "POST"])
@expose("media.upload", unit="own", files=True)
def upload(session_id: uuid.UUID) -> ResponseReturnValue:
    """A file, taken in whole; with a script its progress shows and a failure keeps the form."""
    actor, form = current_actor(), UploadForm()
    with unit_of_work(write=False):
        session = queries.session_for_upload(actor, session_id)
        if not rules.takes_recordings(session.state):
            raise SessionNotOpen
        if not form.validate_on_submit():
            return _form(session, form, 422 if form.is_submitted() else 200)
    return _receive(actor, session_id, form)


def _receive(actor: Actor, session_id: uuid.UUID, form: UploadForm) -> ResponseReturnValue:
    file: FileStorage = form.file.data
    try:
        arrival = arrivals.measure(file)
        found = _twin(actor, session_id, arrival)
        return found or _keep(actor, session_id, arrival, file)
    except (EmptyFile, NoRoom) as error:
        form.file.errors = [str(error.sentence)]
        with unit_of_work(write=False):
            session = queries.session_for_upload(actor, session_id)
            return _form(session, form, error.status)


def _form(session: StorytellingSession, form: UploadForm, status: int) -> Response:
    if wants_json():
        told = [sentence for errors in form.errors.values() for sentence in errors]
        return make_response(jsonify(error=_("Nothing is saved yet."), sentence=told[0]), status)
    page = render_template("media/upload.html", session=session, form=form, limit=_limit())
    return make_response(page, status)


def _limit() -> int:
    return int(current_app.config["MAX_CONTENT_LENGTH"])


def _twin(actor: Actor, session_id: uuid.UUID, arrival: Arrival) -> Response | None:
    with unit_of_work(write=False):
        session = queries.session_for_upload(actor, session_id)
        twin = queries.twin(session.organisation_id, arrival.sha256)
        if twin is None or not arrivals.lies_at(twin.master_key, arrival.size):
            return None  # what was lost here is taken in again
        flash(_("This recording was already here; it was not kept a second time."), "info")
        return _lead_to(twin.id)


def _keep(actor: Actor, session_id: uuid.UUID, arrival: Arrival, file: FileStorage) -> Response:
    arrivals.keep(arrival, file)
    taken: list[uuid.UUID] = []

    def enter() -> Response:
        session = queries.session_for_upload(actor, session_id)
        taken.append(services.take_in(actor, session, arrival).id)
        return _lead_to(taken[0])

    try:
        with unit_of_work():
            response = once.take_once(enter)
    except Exception:
        if not taken:  # else the row may stand although its commit was not answered
            arrivals.forget(arrival)
        raise
    if not taken:  # the form had been sent before
        arrivals.forget(arrival)
        return response
    _judge(taken[0], arrival)
    return response


def _judge(recording_id: uuid.UUID, arrival: Arrival) -> None:
    # The row is safe by now; what the first bytes tell is told at once, the rest by a worker.
    verdict = arrival.early_verdict
    if verdict is None:
        flash(_("The recording is safe here. It is being prepared for listening."), "ok")
        return
    with unit_of_work():
        services.set_aside(OPERATOR, queries.recording_by_id(recording_id), verdict)
    flash(_("The file is kept, but it cannot be used as a recording."), "wait")
    flash(str(sentence_for(verdict)), "stop")


def _lead_to(recording_id: uuid.UUID) -> Response:
    target = url_for("media.show", recording_id=recording_id)
    if wants_json():
        response = make_response(jsonify(location=target), 201)
        response.headers["Location"] = target
        return response
    return make_response(redirect(target, code=303))
