"""Writing down: asked for, paused, cancelled, and how far it is."""

import json
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask, Response, current_app, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _

from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.db import unit_of_work
from stories.foundation.errors import StoriesError
from stories.foundation.settings import Settings
from stories.media.models import Recording
from stories.media.queries import recording as find_recording
from stories.transcripts import panels, queries, services
from stories.transcripts.progress_words import figures
from stories.transcripts.standing import of_work
from stories.transcripts.standing import progress as standing_of
from stories.transcripts.streams import Streams, places
from stories.transcripts.views.pages import blueprint

LONGEST, EACH, SILENCE = 50.0, 2.0, 10.0  # seconds of a stream, between looks, and without a word
RETRY = "retry: 3000\n\n"
streams = Streams()


@blueprint.get("/recordings/<uuid:recording_id>/transcript/progress")
@expose("transcripts.view")
def progress(recording_id: uuid.UUID) -> ResponseReturnValue:
    """How far the writing is, and the last of what is written, for pages that ask."""
    recording = find_recording(current_actor(), recording_id, "transcripts.view")
    told = figures(standing_of(recording.id))
    return jsonify(told | {"html": panels.so_far(recording)})


@blueprint.get("/recordings/<uuid:recording_id>/transcript/stream")
@expose("transcripts.view")
def stream(recording_id: uuid.UUID) -> ResponseReturnValue:
    """The same figures as server-sent events, for less than a minute; 204 if there is no room."""
    actor = current_actor()
    recording = find_recording(actor, recording_id, "transcripts.view")
    settings: Settings = current_app.extensions["settings"]
    if not streams.enter(actor.id, places(settings.number("THREADS"))):
        return Response(status=204, mimetype="text/event-stream")
    app: Any = current_app
    real: Flask = app._get_current_object()  # noqa: SLF001 - Flask's documented way
    response = Response(_events(real, recording.id, str(get_locale() or "kk")))
    response.call_on_close(_left_by(actor.id))
    response.headers["Content-Type"] = "text/event-stream; charset=utf-8"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _left_by(actor_id: uuid.UUID | None) -> Callable[[], None]:
    return lambda: streams.leave(actor_id)


def _events(app: Flask, recording_id: uuid.UUID, locale: str) -> Iterator[str]:
    yield RETRY
    end, last, spoke = time.monotonic() + LONGEST, "", time.monotonic()
    while time.monotonic() < end:
        told = _told(app, recording_id, locale)
        if told != last:
            yield f"data: {told}\n\n"
            last, spoke = told, time.monotonic()
        elif time.monotonic() - spoke >= SILENCE:
            yield ": still here\n\n"
            spoke = time.monotonic()
        if not json.loads(told)["moving"]:
            return
        time.sleep(EACH)


def _told(app: Flask, recording_id: uuid.UUID, locale: str) -> str:
    with app.app_context(), force_locale(locale), unit_of_work(write=False):
        return json.dumps(figures(of_work(queries.transcription(recording_id))))


@blueprint.post("/recordings/<uuid:recording_id>/transcript")
@expose("transcripts.edit")
def write_down(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Ask the machine, if everyone audible agrees at this moment."""
    model = request.form.get("model", "")
    return _done(
        recording_id,
        lambda actor, recording: services.ask_to_write_down(actor, recording, model),
        _("The recording is being written down. You may close the page."),
    )


@blueprint.post("/recordings/<uuid:recording_id>/transcript/pause")
@expose("transcripts.edit")
def pause(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Let the machine rest after the windows it has written."""
    sentence = _("The writing down is paused. What is written already stays.")
    return _done(recording_id, services.pause_writing, sentence)


@blueprint.post("/recordings/<uuid:recording_id>/transcript/resume")
@expose("transcripts.edit")
def resume(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Let the machine go on where it was."""
    sentence = _("The machine goes on where it left off.")
    return _done(recording_id, services.resume_writing, sentence)


@blueprint.post("/recordings/<uuid:recording_id>/transcript/cancel")
@expose("transcripts.edit")
def cancel(recording_id: uuid.UUID) -> ResponseReturnValue:
    """End it, and let the text be as it was before."""
    sentence = _("The writing down is cancelled. The text is as it was before.")
    return _done(recording_id, services.cancel_writing, sentence)


def _done(
    recording_id: uuid.UUID, act: Callable[[Actor, Recording], object], sentence: str
) -> ResponseReturnValue:
    actor = current_actor()
    recording = find_recording(actor, recording_id, "transcripts.edit")
    try:
        act(actor, recording)
        flash(sentence, "ok")
    except StoriesError as error:
        flash(str(error.sentence), "stop")
    return redirect(url_for("media.show", recording_id=recording_id), code=303)
