"""Translations are kept while somebody types beside the original."""

import uuid
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.errors import StoriesError, wants_json
from stories.media import consent
from stories.media.errors import Closed
from stories.transcripts.approvals.shown import stands_of
from stories.transcripts.leaving import approved_of
from stories.transcripts.models import Segment
from stories.transcripts.standing import state_shown
from stories.transcripts.views.finding import segment_to_change, with_address
from stories.translations import services
from stories.translations.errors import TranslationConflict
from stories.translations.models import SegmentTranslation
from stories.translations.rules import other_language

blueprint = Blueprint("translations", __name__)
EDIT = "translations.edit"


def open_segment(actor: Actor, segment_id: uuid.UUID) -> Segment:
    """A segment whose translation the actor may change; raises Closed without agreements."""
    segment = segment_to_change(actor, segment_id, EDIT)
    if not consent.is_open(segment.version.recording):
        raise Closed
    return segment


def kept(segment: Segment, row: SegmentTranslation | None) -> ResponseReturnValue:
    """What stands now, for a script; for a page the way back to the segment's own."""
    if not wants_json():
        flash(_("Everything is saved."), "ok")
        return back_to(segment)
    shown = services.as_shown(row)
    address = url_for(
        "transcripts.segment_history", segment_id=segment.id, revision=shown["revision"]
    )
    stands = approved_of(stands_of([segment])[segment.id])
    told = shown | {"state": state_shown(segment.version), "stands": stands}
    return with_address(jsonify(told), address)


def back_to(segment: Segment) -> ResponseReturnValue:
    """To the segment's own page."""
    return redirect(url_for("translations.segment", segment_id=segment.id), code=303)


def refused(error: StoriesError) -> ResponseReturnValue:
    """Why not, with what stands there where somebody else was faster."""
    if not wants_json():
        raise error
    told: dict[str, Any] = {"error": str(error.title), "sentence": str(error.sentence)}
    if isinstance(error, TranslationConflict):
        told["current"] = error.current
    return jsonify(told), error.status


@blueprint.post("/segments/<uuid:segment_id>/translation")
@expose(EDIT)
def save(segment_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the other language of one segment; 409 tells what stands there now."""
    actor = current_actor()
    segment = open_segment(actor, segment_id)
    language = request.form.get("language", other_language(segment.language))
    revision = request.form.get("revision", -1, type=int)
    text = request.form.get("text", "")
    try:
        row = services.save_translation(actor, segment, language, text, revision)
    except StoriesError as error:
        return refused(error)
    return kept(segment, row)


@blueprint.post("/segments/<uuid:segment_id>/translation/confirmed")
@expose(EDIT)
def confirm(segment_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a translation still fits what was said."""
    actor = current_actor()
    segment = open_segment(actor, segment_id)
    try:
        row = services.confirm(actor, segment, request.form.get("revision", -1, type=int))
    except StoriesError as error:
        return refused(error)
    return kept(segment, row)
