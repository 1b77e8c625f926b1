"""Where a recording comes in: the file is safe before anybody judges it (DOMAIN R1, R4)."""

import os
import uuid
from collections.abc import Callable

from flask import (
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from stories.foundation import once
from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.db import unit_of_work
from stories.foundation.errors import Forbidden, NotFound, StoriesError
from stories.media import queries, rules
from stories.media.errors import SessionNotOpen
from stories.media.forms import UploadForm
from stories.media.models import Recording, RecordingState
from stories.media.sending_words import sending_words
from stories.media.tus import queries as uploads
from stories.media.tus import receiving, spool
from stories.media.tus.services import begin_upload, end_upload
from stories.media.views.pages import blueprint
from stories.sessions.models import StorytellingSession


@blueprint.route("/sessions/<uuid:session_id>/recordings/new", methods=["GET", "POST"])
@expose("media.upload", unit="own", files=True)
def upload(session_id: uuid.UUID) -> ResponseReturnValue:
    """A file, taken in whole. A script sends several by stretches instead (``media.tus``)."""
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
        return _take(actor, session_id, file)
    except StoriesError as error:
        if isinstance(error, (Forbidden, NotFound, SessionNotOpen)):
            raise
        form.file.errors = [str(error.sentence)]
        with unit_of_work(write=False):
            session = queries.session_for_upload(actor, session_id)
            return _form(session, form, error.status)


def _form(session: StorytellingSession, form: UploadForm, status: int) -> Response:
    page = render_template(
        "media/upload.html", session=session, form=form, limit=_limit(), words=sending_words()
    )
    return make_response(page, status)


def _limit() -> int:
    return int(current_app.config["MAX_CONTENT_LENGTH"])


def _take(actor: Actor, session_id: uuid.UUID, file: FileStorage) -> Response:
    """The same way in as for a file that comes in stretches: what is whole is not lost again."""
    length = file.stream.seek(0, os.SEEK_END)
    file.stream.seek(0)
    with unit_of_work():
        first = once.known_answer()
        if first is not None:
            return first
        session = queries.session_for_upload(actor, session_id)
        upload_id = begin_upload(actor, session, file.filename or "", length).id
    try:
        receiving.write_on(actor, upload_id, 0, file.stream, length)
    except Exception:
        _let_go(actor, upload_id)  # a form cannot be sent on
        raise
    response: Response = receiving.take_in(actor, upload_id, _entered_once)
    _tell(upload_id)
    return response


def _let_go(actor: Actor, upload_id: uuid.UUID) -> None:
    with unit_of_work():
        end_upload(actor, uploads.upload_alone(actor, upload_id))
    spool.forget(upload_id)


def _entered_once(enter: Callable[[], Recording]) -> Response:
    return once.take_once(lambda: _lead_to(enter().id))


def _tell(upload_id: uuid.UUID) -> None:
    """What became of it; why a file was set aside, the page says that the sender is led to."""
    with unit_of_work(write=False):
        recording, known = uploads.outcome(upload_id)
        if recording is None:  # the form had been sent before, which is told already
            return
        aside = recording.state is RecordingState.SET_ASIDE
    if known:
        flash(_("This recording was already here; it was not kept a second time."), "info")
    elif not aside:
        flash(_("The recording is safe here. It is being prepared for listening."), "ok")


def _lead_to(recording_id: uuid.UUID) -> Response:
    target = url_for("media.show", recording_id=recording_id)
    return make_response(redirect(target, code=303))
