"""Pages of recordings."""

import uuid
from functools import partial

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit, once
from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.db import unit_of_work
from stories.foundation.errors import Forbidden, NotFound
from stories.foundation.fixity import Found, look
from stories.foundation.serving import serve_blob
from stories.media import consent, queries, rules, services
from stories.media.errors import Closed
from stories.media.loud import how_loud
from stories.media.models import Recording
from stories.media.reasons import sentence_for
from stories.media.standing import standing_of, standings_of
from stories.media.tus import queries as uploads
from stories.people.models import Use

blueprint = Blueprint("media", __name__)
PLAYBACK = {"opus": "audio/webm", "aac": "audio/mp4"}


@blueprint.get("/recordings")
@expose("media.view")
def index() -> str:
    """Recordings the actor may see, newest first."""
    number = max(1, request.args.get("page", 1, type=int))
    recordings, pages = queries.page_of_recordings(current_actor(), number)
    return render_template(
        "media/index.html",
        recordings=recordings,
        standings=standings_of(recordings),
        page=min(number, pages),
        pages=pages,
    )


@blueprint.get("/recordings/<uuid:recording_id>")
@expose("media.view")
def show(recording_id: uuid.UUID) -> str:
    """One recording: the sound, what is known of it, and what is being done with it."""
    actor = current_actor()
    recording = queries.recording(actor, recording_id)
    audit.record(actor, "media.viewed", recording)
    return render_template(
        "media/show.html",
        recording=recording,
        standing=standing_of(recording),
        problem=sentence_for(recording.problem),
        shape=rules.thinned(recording.peaks),
        loudness=how_loud(recording),
        check=queries.last_check(recording.id),
        pauses=uploads.pauses_of(recording.id),
        may_hear=consent.may_hear(actor, recording),
        may_fetch=_may_fetch(recording),
        quieter=bool(recording.quieter_opus) and request.args.get("sound") == "quieter",
        quietening=queries.quietening(recording.id),
        lacks=consent.lacks(actor, recording, Use.RECORD),
        told=consent.explained(actor, recording),
    )


@blueprint.get("/recordings/<uuid:recording_id>/progress")
@expose("media.view")
def progress(recording_id: uuid.UUID) -> ResponseReturnValue:
    """The part of the page that changes while the work goes on; asks for the page when done."""
    recording = queries.recording(current_actor(), recording_id)
    standing = standing_of(recording)
    headers = {} if standing.moving else {"HX-Refresh": "true"}
    return render_template("media/_progress.html", recording=recording, standing=standing), headers


PLAYED = "<any(opus, aac, quieter_opus, quieter_aac):kind>"


@blueprint.get(f"/recordings/<uuid:recording_id>/playback/{PLAYED}")
@expose("media.listen")
def playback(recording_id: uuid.UUID, kind: str) -> Response:
    """The copy for playing, to the team."""
    actor = current_actor()
    recording = queries.recording(actor, recording_id, "media.listen")
    if not consent.may_hear(actor, recording):
        raise Closed
    key = {
        "opus": recording.playback_opus,
        "aac": recording.playback_aac,
        "quieter_opus": recording.quieter_opus,
        "quieter_aac": recording.quieter_aac,
    }[kind]
    if key is None:
        raise NotFound
    if _from_the_beginning():
        audit.record(actor, "media.listened", recording)
    return serve_blob(key, PLAYBACK[kind.rpartition("_")[2]], to_staff=True)


@blueprint.get("/recordings/<uuid:recording_id>/outline")
@expose("media.listen")
def outline(recording_id: uuid.UUID) -> Response:
    """The finer outline, a byte for each tenth of a second, to whoever may hear the sound."""
    actor = current_actor()
    recording = queries.recording(actor, recording_id, "media.listen")
    if not consent.may_hear(actor, recording):
        raise Closed
    if recording.fine_outline is None:
        raise NotFound
    return serve_blob(recording.fine_outline, "application/octet-stream", to_staff=True)


def _from_the_beginning() -> bool:
    # A player asks for many pieces; one line in the log is enough for one listening.
    asked = request.headers.get("Range", "bytes=0-")
    return request.method == "GET" and asked.replace(" ", "").startswith("bytes=0-")


@blueprint.get("/recordings/<uuid:recording_id>/original")
@expose("media.view")
def original(recording_id: uuid.UUID) -> Response:
    """The unaltered master, to whoever sent it and to those who may hear it."""
    actor = current_actor()
    recording = queries.recording(actor, recording_id)
    if not _may_fetch(recording):
        raise Closed if actor.can("media.listen", recording) else Forbidden
    audit.record(actor, "media.downloaded", recording, detail={"bytes": recording.bytes})
    day = recording.session.starts_at.date()
    name = rules.generated_name(recording.id, day, recording.container)
    return serve_blob(recording.master_key, "application/octet-stream", download_name=name)


def _may_fetch(recording: Recording) -> bool:
    actor = current_actor()
    if consent.may_hear(actor, recording):
        return True
    sent = recording.uploaded_by == actor.id and actor.can("media.upload", recording)
    return sent and not consent.taken_back(recording)


@blueprint.post("/recordings/<uuid:recording_id>/prepare")
@expose("media.upload")
def prepare_again(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Try once more."""
    actor = current_actor()
    services.prepare_again(actor, queries.recording(actor, recording_id, "media.upload"))
    flash(_("It is tried once more."), "info")
    return redirect(url_for("media.show", recording_id=recording_id), code=303)


@blueprint.post("/recordings/<uuid:recording_id>/quieter")
@expose("media.listen")
def ask_quieter(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Have a copy with less noise made."""
    actor = current_actor()
    services.ask_quieter(actor, queries.recording(actor, recording_id, "media.listen"))
    flash(_("A copy with less noise is being made. You may go on meanwhile."), "info")
    return redirect(url_for("media.show", recording_id=recording_id), code=303)


@blueprint.post("/recordings/<uuid:recording_id>/check")
@expose("media.check", unit="own")
def check(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Look whether the master is still what arrived."""
    actor = current_actor()
    with unit_of_work(write=False):
        row = queries.recording(actor, recording_id, "media.check")
        key, sha256 = row.master_key, row.sha256
    found = look(key, sha256)
    with unit_of_work():
        return once.take_once(partial(_checked, actor, recording_id, found))


def _checked(actor: Actor, recording_id: uuid.UUID, found: Found) -> Response:
    recording = queries.recording(actor, recording_id, "media.check")
    check = services.check_fixity(actor, recording, found)
    if check.repaired:
        flash(_("The original was damaged and has been mended from its second copy."), "wait")
    elif check.intact:
        flash(_("The original is intact: every byte is as it arrived."), "ok")
    else:
        flash(_("The original is not what arrived. Please tell the administrator."), "stop")
    return make_response(redirect(url_for("media.show", recording_id=recording_id), code=303))
