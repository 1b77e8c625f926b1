"""tus 1.0 over HTTP: beginning an upload, sending it on, looking how far it is, ending it."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, after_this_request, make_response, request, url_for
from werkzeug.http import http_date

from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.db import unit_of_work
from stories.foundation.errors import Conflict, Forbidden, NotFound, StoriesError, answer
from stories.foundation.tap import Tap
from stories.media import queries as recordings
from stories.media.models import RecordingState
from stories.media.tus import coming, protocol, queries, receiving, services, spool
from stories.media.tus.models import Standing, UploadState
from stories.media.tus.problems import OtherVersion, Unreadable, WrongType
from stories.media.views.pages import blueprint

View = Callable[..., Response]


def _speaks_tus(view: View) -> View:
    """Every answer tells the version; an unknown one is refused; errors keep their status."""

    @wraps(view)
    def speak(**ids: uuid.UUID) -> Response:
        after_this_request(_sign)
        if request.method == "OPTIONS":
            return _abilities()
        try:
            if request.headers.get("Tus-Resumable") != protocol.VERSION:
                _is_theirs(**ids)  # whoever has no business here learns nothing, not even this
                raise OtherVersion
            return view(**ids)
        except (Forbidden, NotFound):
            raise
        except StoriesError as problem:
            return answer(problem.status, problem.title, problem.sentence)

    return speak


def _is_theirs(session_id: uuid.UUID | None = None, upload_id: uuid.UUID | None = None) -> None:
    with unit_of_work(write=False):
        if session_id:
            recordings.session_for_upload(current_actor(), session_id)
        if upload_id:
            queries.upload(current_actor(), upload_id)


def _sign(response: Response) -> Response:
    response.headers["Tus-Resumable"] = protocol.VERSION
    response.headers["Tus-Version"] = protocol.VERSION
    response.headers["Cache-Control"] = "no-store"
    if response.status_code < 400:  # noqa: PLR2004 - all is said in headers
        response.mimetype = "text/plain"
    return response


def _abilities() -> Response:
    headers = {
        "Tus-Extension": protocol.EXTENSIONS,
        "Tus-Max-Size": str(services.most_bytes()),
        "Tus-Checksum-Algorithm": ",".join(protocol.ALGORITHMS),
    }
    return Response(status=204, headers=headers)


@blueprint.route("/sessions/<uuid:session_id>/uploads", methods=["OPTIONS", "POST"])
@expose("media.upload", unit="own", raw=True)
@_speaks_tus
def begin_upload(session_id: uuid.UUID) -> Response:
    """Promise to take a file, and take what of it comes along."""
    actor = current_actor()
    if "Upload-Defer-Length" in request.headers:
        raise Unreadable
    length = protocol.read_number(request.headers.get("Upload-Length"))
    told = protocol.read_metadata(request.headers.get("Upload-Metadata"))
    name = told.get("filename") or told.get("name", "")
    with unit_of_work():
        session = recordings.session_for_upload(actor, session_id)
        pauses = protocol.read_pauses(told.get("pauses", ""))
        upload_id = services.begin_upload(actor, session, name, length, pauses).id
    stands = None
    if request.content_length or request.mimetype == protocol.STRETCH_TYPE:
        stands = _write(actor, upload_id, 0)
    response = _answer(actor, upload_id, 201, stands)
    response.headers["Location"] = url_for("media.send_on", upload_id=upload_id)
    return response


METHODS = ["OPTIONS", "HEAD", "PATCH", "DELETE", "POST"]


@blueprint.route("/uploads/<uuid:upload_id>", methods=METHODS)
@expose("media.upload", unit="own", raw=True)
@_speaks_tus
def send_on(upload_id: uuid.UUID) -> Response:
    """One upload; POST names what it means, where a network lets nothing else pass."""
    meant = request.headers.get("X-HTTP-Method-Override", request.method)
    does = {"HEAD": _look, "PATCH": _go_on, "DELETE": _end}.get(meant)
    if does is None:
        raise Unreadable
    return does(current_actor(), upload_id)


def _look(actor: Actor, upload_id: uuid.UUID) -> Response:
    coming.settle(upload_id)
    _finish(actor, upload_id)
    return _answer(actor, upload_id, 200)


def _go_on(actor: Actor, upload_id: uuid.UUID) -> Response:
    if request.mimetype != protocol.STRETCH_TYPE:
        raise WrongType
    stands = _write(actor, upload_id, protocol.read_number(request.headers.get("Upload-Offset")))
    return _answer(actor, upload_id, 204, stands)


def _write(actor: Actor, upload_id: uuid.UUID, offset: int) -> Standing | None:
    """Where the upload stands if there is more to come; a whole one is taken in."""
    if request.mimetype != protocol.STRETCH_TYPE:
        raise WrongType
    checksum = protocol.read_checksum(request.headers.get("Upload-Checksum"))
    body = request.environ["wsgi.input"]
    source: Any = body if isinstance(body, Tap) else request.stream
    length = request.content_length
    stands = receiving.write_on(actor, upload_id, offset, source, length, checksum)
    if stands.state is UploadState.RECEIVING:
        return stands
    _finish(actor, upload_id)
    return None


def _finish(actor: Actor, upload_id: uuid.UUID) -> None:
    with unit_of_work(write=False):
        whole = queries.upload(actor, upload_id).state is UploadState.COMPLETE
    if whole:
        receiving.take_in(actor, upload_id)


def _end(actor: Actor, upload_id: uuid.UUID) -> Response:
    with unit_of_work():
        row = queries.upload_alone(actor, upload_id)
        if row.state is not UploadState.RECEIVING:
            raise Conflict  # it is a recording by now, or about to be one
        services.end_upload(actor, row)
    spool.forget(upload_id)
    return Response(status=204)


def _answer(
    actor: Actor, upload_id: uuid.UUID, status: int, stands: Standing | None = None
) -> Response:
    """Where an upload stands, in headers; when it is a recording, where and with which digest."""
    if stands is not None:
        return _told(_place(stands), status)
    with unit_of_work(write=False):
        row = queries.upload(actor, upload_id)
        headers = _place(queries.standing_of(row))
        if row.recording_id:
            recording = recordings.recording_by_id(row.recording_id)
            aside = recording.state is RecordingState.SET_ASIDE
            headers |= {
                "Stories-Recording": url_for("media.show", recording_id=recording.id),
                "Stories-Sha256": row.sha256,
                "Stories-Arrival": "known" if row.known else "set-aside" if aside else "new",
            }
    return _told(headers, status)


def _place(stands: Standing) -> dict[str, Any]:
    return {
        "Upload-Offset": stands.received,
        "Upload-Length": stands.length,
        "Upload-Expires": http_date(stands.expires_at),
    }


def _told(headers: dict[str, Any], status: int) -> Response:
    return make_response("", status, {name: str(value) for name, value in headers.items()})
