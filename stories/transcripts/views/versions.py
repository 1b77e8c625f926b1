"""Every way a recording was written down: to read beside the working text, and to take instead."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import Actor, current_actor, expose
from stories.media.models import Recording
from stories.transcripts import queries, services
from stories.transcripts.errors import NameTooLong, WouldPutAside
from stories.transcripts.models import TranscriptVersion
from stories.transcripts.standing import lines_for
from stories.transcripts.views.marks import VERSION
from stories.transcripts.views.pages import blueprint, find_open, version_page


@blueprint.get("/recordings/<uuid:recording_id>/transcript/versions/<uuid:version_id>")
@expose("transcripts.view")
def read_version(recording_id: uuid.UUID, version_id: uuid.UUID) -> ResponseReturnValue:
    """One version to read, whichever is the working text."""
    actor = current_actor()
    recording, version = _found(actor, recording_id, version_id, "transcripts.view")
    audit.record(actor, "transcripts.viewed", recording)
    return version_page("transcripts/show.html", VERSION, actor, version)


@blueprint.get("/recordings/<uuid:recording_id>/transcript/versions/<uuid:version_id>/take")
@expose("transcripts.edit")
def ask_to_take(recording_id: uuid.UUID, version_id: uuid.UUID) -> ResponseReturnValue:
    """What would be put aside, before it is."""
    recording, version = _found(current_actor(), recording_id, version_id, "transcripts.edit")
    return _asked(recording, version)


@blueprint.post("/recordings/<uuid:recording_id>/transcript/versions/<uuid:version_id>/take")
@expose("transcripts.edit")
def take_version(recording_id: uuid.UUID, version_id: uuid.UUID) -> ResponseReturnValue:
    """Go on with this version; asked once more where people's corrections would be put aside."""
    actor = current_actor()
    recording, version = _found(actor, recording_id, version_id, "transcripts.edit")
    try:
        services.take_as_working(actor, version, sure=request.form.get("sure") == "1")
    except WouldPutAside:
        return redirect(_address(recording, version), code=303)
    flash(_("Version %(number)s is the working text now.", number=version.number), "ok")
    return redirect(url_for("media.show", recording_id=recording.id), code=303)


@blueprint.post("/recordings/<uuid:recording_id>/transcript/versions/<uuid:version_id>/name")
@expose("transcripts.edit")
def name_version(recording_id: uuid.UUID, version_id: uuid.UUID) -> ResponseReturnValue:
    """Call a version something."""
    actor = current_actor()
    version = _found(actor, recording_id, version_id, "transcripts.edit")[1]
    try:
        services.name_version(actor, version, request.form.get("name", ""))
        flash(_("Saved."), "ok")
    except NameTooLong as problem:
        flash(str(problem.sentence), "stop")
    return redirect(_listed(recording_id), code=303)


@blueprint.post("/recordings/<uuid:recording_id>/transcript/versions/<uuid:version_id>/keep")
@expose("transcripts.edit")
def keep_version(recording_id: uuid.UUID, version_id: uuid.UUID) -> ResponseReturnValue:
    """Keep a version as it is now, beside itself and under a name."""
    actor = current_actor()
    version = _found(actor, recording_id, version_id, "transcripts.edit")[1]
    try:
        copy = services.keep_copy(actor, version, request.form.get("name", ""))
        flash(_("It is kept as version %(number)s.", number=copy.number), "ok")
    except NameTooLong as problem:
        flash(str(problem.sentence), "stop")
    return redirect(_listed(recording_id), code=303)


def _listed(recording_id: uuid.UUID) -> str:
    return url_for("media.show", recording_id=recording_id, _anchor="text")


def _address(recording: Recording, version: TranscriptVersion) -> str:
    return url_for("transcripts.ask_to_take", recording_id=recording.id, version_id=version.id)


def _asked(recording: Recording, version: TranscriptVersion) -> str:
    lines = lines_for(queries.complete_versions(recording.id))
    return render_template(
        "transcripts/take.html",
        recording=recording,
        wanted=next(line for line in lines if line.version.id == version.id),
        present=next((line for line in lines if line.version.current), None),
    )


def _found(
    actor: Actor, recording_id: uuid.UUID, version_id: uuid.UUID, permission: str
) -> tuple[Recording, TranscriptVersion]:
    """A recording that is open to the actor, and one of its versions (NotFound otherwise)."""
    recording = find_open(actor, recording_id, permission)
    return recording, queries.version_of(recording.id, version_id)
