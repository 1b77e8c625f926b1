"""A reviewer approves, on the page where the text is read."""

import uuid

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.errors import Conflict, NotFound
from stories.media import consent
from stories.media.errors import Closed
from stories.transcripts import queries
from stories.transcripts.approvals import services
from stories.transcripts.models import TranscriptVersion
from stories.transcripts.views.pages import blueprint, find_open


@blueprint.post("/recordings/<uuid:recording_id>/transcript/approve")
@expose("transcripts.approve")
def approve(recording_id: uuid.UUID) -> ResponseReturnValue:
    """One segment (``one=id:revision``), or all that remains (``all=revision of the version``)."""
    actor = current_actor()
    recording = find_open(actor, recording_id, "transcripts.approve_any")
    if not consent.is_open(recording):
        raise Closed
    version = queries.current_version(recording.id)
    if version is None:
        raise NotFound
    anchor, page = None, request.args.get("page", type=int)
    try:
        if "one" in request.form:
            anchor = f"s-{_one(actor, version, request.form['one'])}"
        else:
            _rest(actor, version)
    except Conflict:
        changed = _("The text was changed while you looked at it. Look once more, then approve.")
        flash(changed, "wait")
    url = url_for("transcripts.show", recording_id=recording_id, page=page, _anchor=anchor)
    return redirect(url, code=303)


def _one(actor: Actor, version: TranscriptVersion, told: str) -> uuid.UUID:
    key, _colon, revision = told.partition(":")
    try:
        segment_id, seen = uuid.UUID(key), int(revision[:9])
    except ValueError:
        raise NotFound from None
    segment = queries.segment(actor, segment_id, "transcripts.approve")
    if segment.version_id != version.id:
        raise NotFound
    services.approve_segment(actor, segment, seen)
    return segment_id


def _rest(actor: Actor, version: TranscriptVersion) -> None:
    count = services.approve_rest(actor, version, request.form.get("all", -1, type=int))
    said = ngettext("%(num)d segment is approved.", "%(num)d segments are approved.", count)
    flash(said, "ok")
