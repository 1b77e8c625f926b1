"""Single segments: kept while somebody types, checked, divided, joined."""

import uuid
from typing import Any

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.errors import StoriesError
from stories.transcripts import queries, services
from stories.transcripts.beside import take_beside
from stories.transcripts.errors import SegmentConflict
from stories.transcripts.models import Segment
from stories.transcripts.services.change import as_shown
from stories.transcripts.standing import state_shown
from stories.transcripts.views.finding import segment_to_change, with_address
from stories.transcripts.views.further import drawn
from stories.transcripts.views.pages import blueprint, editor_page, find_open
from stories.transcripts.views.speakers import wanted_speaker

EDIT = "transcripts.edit"


def _segment(actor: Actor, segment_id: uuid.UUID) -> Segment:
    segment = segment_to_change(actor, segment_id, EDIT)
    find_open(actor, segment.version.recording_id, EDIT)
    return segment


def _revision() -> int:
    return request.form.get("revision", -1, type=int)


def _kept(segment: Segment, **more: Any) -> ResponseReturnValue:
    told = as_shown(segment) | {"state": state_shown(segment.version)} | more
    address = url_for(
        "transcripts.segment_history", segment_id=segment.id, revision=segment.revision
    )
    return with_address(jsonify(told), address)


def _refused(error: StoriesError) -> ResponseReturnValue:
    told = {"error": str(error.title), "sentence": str(error.sentence)}
    if isinstance(error, SegmentConflict):
        told["current"] = error.current  # type: ignore[assignment]
    return jsonify(told), error.status


@blueprint.post("/segments/<uuid:segment_id>")
@expose(EDIT)
def save(segment_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the text of one segment; 409 tells what stands there now."""
    actor = current_actor()
    segment = _segment(actor, segment_id)
    text = request.form.get("text", segment.text)
    language = request.form.get("language", segment.language)
    spoken = segment.language
    try:
        services.save_segment(actor, segment, text, language, _revision())
    except StoriesError as error:
        return _refused(error)
    more = {"rows": drawn(segment)} if segment.language != spoken else {}
    return _kept(segment, **more)


@blueprint.post("/segments/<uuid:segment_id>/checked")
@expose(EDIT)
def check(segment_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a person compared one segment with the sound, or take it back."""
    actor = current_actor()
    segment = _segment(actor, segment_id)
    checked = request.form.get("checked") == "1"
    try:
        services.mark_checked(actor, segment, _revision(), checked=checked)
    except StoriesError as error:
        return _refused(error)
    return _kept(segment)


@blueprint.post("/segments/<uuid:segment_id>/split")
@expose(EDIT)
def split(segment_id: uuid.UUID) -> ResponseReturnValue:
    """Divide a segment at the cursor."""
    actor = current_actor()
    segment = _segment(actor, segment_id)
    at = request.form.get("at", -1, type=int)
    try:
        halves = services.split_segment(actor, segment, at, _revision())
    except StoriesError as error:
        return _refused(error)
    return _kept(segment, rows=drawn(*halves), focus=str(halves[1].id))


@blueprint.post("/segments/<uuid:segment_id>/merge")
@expose(EDIT)
def merge(segment_id: uuid.UUID) -> ResponseReturnValue:
    """Join a segment with the next one."""
    actor = current_actor()
    segment = _segment(actor, segment_id)
    following = queries.next_segment(segment)
    gone = str(following.id) if following else None
    try:
        services.merge_segments(actor, segment, _revision())
    except StoriesError as error:
        return _refused(error)
    return _kept(segment, rows=drawn(segment), gone=gone, focus=str(segment.id))


@blueprint.post("/recordings/<uuid:recording_id>/transcript/save")
@expose(EDIT)
def save_all(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Keep a whole page of the editor at once, for browsers without scripts."""
    actor = current_actor()
    recording = find_open(actor, recording_id, EDIT)
    version = queries.current_version(recording.id)
    rows = queries.every_segment(version.id, held=True) if version else []
    clashes: dict[uuid.UUID, Any] = {}
    for segment in rows:
        if f"text-{segment.id}" in request.form:
            _save_one(actor, segment, clashes)
    if clashes:
        # What did not clash is kept; an error status would take that back as well.
        flash(_("Some texts were not saved. Look at the marked ones and choose."), "wait")
        return editor_page(actor, recording, clashes)
    flash(_("Everything is saved."), "ok")
    page = request.args.get("page", 1, type=int)
    return redirect(url_for("transcripts.edit", recording_id=recording_id, page=page), code=303)


def _save_one(actor: Actor, segment: Segment, clashes: dict[uuid.UUID, Any]) -> None:
    typed = request.form[f"text-{segment.id}"]
    language = request.form.get(f"language-{segment.id}", segment.language)
    revision = request.form.get(f"revision-{segment.id}", -1, type=int)
    try:
        services.save_segment(actor, segment, typed, language, revision)
        take_beside(actor, segment, request.form)
        _save_speaker(actor, segment)
    except StoriesError as error:
        clashes[segment.id] = {"typed": typed, "sentence": error.sentence}


def _save_speaker(actor: Actor, segment: Segment) -> None:
    """Who speaks, from a form without scripts, where somebody chose anew."""
    key = request.form.get(f"speaker-{segment.id}")
    if key is None or key == request.form.get(f"spoke-{segment.id}", segment.speaker.key):
        return
    rest = request.form.get("rest") == "1"
    services.set_speaker(actor, segment, wanted_speaker(key), rest=rest)
