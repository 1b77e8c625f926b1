"""The history of a segment and of a whole text: looked at, brought back, taken back."""

import uuid
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation import audit
from stories.foundation.access import Actor, current_actor, expose, require
from stories.foundation.errors import NotFound, StoriesError, wants_json
from stories.foundation.i18n import playtime
from stories.media.models import Recording
from stories.transcripts import queries as texts
from stories.transcripts.history import queries, services
from stories.transcripts.history.services import Moved
from stories.transcripts.history.shown import lines_of
from stories.transcripts.models import TranscriptVersion
from stories.transcripts.presence.views import news_for
from stories.transcripts.views.finding import require_writer, with_address
from stories.transcripts.views.pages import blueprint, find_open

EDIT = "transcripts.edit"
__all__ = ["blueprint"]


@blueprint.get("/segments/<uuid:segment_id>/history")
@expose(EDIT)
def segment_history(segment_id: uuid.UUID) -> ResponseReturnValue:
    """Everything that was changed in one segment, even if it was joined with another since."""
    actor = current_actor()
    segment, last = queries.segment_by_id(segment_id), queries.last_change(segment_id)
    subject = segment or last
    if subject is None:
        raise NotFound
    require(actor, EDIT, subject)
    version = texts.version_by_id(subject.version_id)
    find_open(actor, version.recording_id, EDIT)
    went = None if segment else queries.where_it_went(segment_id)
    more = {"segment": segment, "went": went}
    return _page(actor, version, queries.of_segment(segment_id), "segment_history", more)


@blueprint.get("/recordings/<uuid:recording_id>/transcript/history")
@expose(EDIT)
def text_history(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Everything that was changed in the working text of a recording."""
    actor = current_actor()
    version = _working(find_open(actor, recording_id, EDIT))
    return _page(actor, version, queries.of_version(version.id), "text_history", {"whole": True})


def _page(
    actor: Actor, version: TranscriptVersion, where: Any, endpoint: str, more: dict[str, Any]
) -> str:
    rows, page, pages = queries.page_of(where, request.args.get("page", 1, type=int))
    audit.record(actor, "transcripts.history_viewed", version)
    keys = dict(request.view_args or {})

    def here(number: int) -> str:
        return url_for(f"transcripts.{endpoint}", page=number if number > 1 else None, **keys)

    return render_template(
        "transcripts/history.html",
        recording=version.recording,
        version=version,
        lines=lines_of(rows),
        page=page,
        pages=pages,
        here=here,
        **more,
    )


def _working(recording: Recording) -> TranscriptVersion:
    version = texts.current_version(recording.id)
    if version is None:
        raise NotFound
    return version


@blueprint.post("/segments/history/<uuid:change_id>/restore")
@expose(EDIT)
def restore(change_id: uuid.UUID) -> ResponseReturnValue:
    """Let a segment say again what it said then."""
    actor = current_actor()
    row = queries.change(actor, change_id, EDIT)
    version = texts.version_by_id(row.version_id)
    find_open(actor, version.recording_id, EDIT)
    revision = request.form.get("revision", -1, type=int)
    earlier = request.form.get("side") == "before"
    try:
        services.restore(actor, row, earlier=earlier, revision=revision)
        flash(_("The text stands there again. What stood there until now is kept here too."), "ok")
    except StoriesError as error:
        flash(str(error.sentence), "wait")
    address = url_for("transcripts.segment_history", segment_id=row.segment_id)
    return redirect(address, code=303)


@blueprint.post("/recordings/<uuid:recording_id>/transcript/undo")
@expose(EDIT)
def undo(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Take one's own last change of this text back, however long ago that was."""
    return _moved(recording_id, services.undo, _("Taken back: %(what)s"))


@blueprint.post("/recordings/<uuid:recording_id>/transcript/redo")
@expose(EDIT)
def redo(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Make once more what one took back."""
    return _moved(recording_id, services.redo, _("Made once more: %(what)s"))


def _moved(recording_id: uuid.UUID, act: Any, sentence: str) -> ResponseReturnValue:
    actor = current_actor()
    require_writer(actor)
    recording = find_open(actor, recording_id, EDIT)
    version = _working(recording)
    address = url_for("transcripts.text_history", recording_id=recording_id)
    try:
        moved = act(actor, version, _passing())
    except StoriesError as error:
        if wants_json():
            raise
        flash(str(error.sentence), "wait")
        return redirect(address, code=303)
    said = sentence % {"what": _what(moved)}
    if wants_json():
        told = {"sentence": said, "segment": str(moved.rows[0].segment_id)}
        return with_address(jsonify(told | news_for(recording)), address)
    flash(said, "ok")
    return redirect(address, code=303)


def _what(moved: Moved) -> str:
    (line, *_more) = lines_of(moved.rows[:1])
    places = len(moved.rows)
    if places == 1 and not moved.stayed:
        return line.title if line.at is None else f"{line.title}, {playtime(line.at)}"
    said = ngettext(
        "%(what)s, %(num)d place.", "%(what)s, %(num)d places.", places, what=line.title
    )
    stays = ngettext(
        "%(num)d place was changed since and stays as it is.",
        "%(num)d places were changed since and stay as they are.",
        moved.stayed,
    )
    return f"{said} {stays}" if moved.stayed else said


def _passing() -> uuid.UUID | None:
    try:
        return uuid.UUID(request.form.get("passing", ""))
    except ValueError:
        return None
