"""The editor, the text to read, and the way to have a recording written down."""

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.errors import Conflict
from stories.media import consent
from stories.media.errors import Closed
from stories.media.models import Recording
from stories.media.queries import recording as find_recording
from stories.transcripts import queries, services
from stories.transcripts.approvals.queries import may_approve
from stories.transcripts.beside import cells_for
from stories.transcripts.models import TranscriptVersion
from stories.transcripts.presence.shown import others_told
from stories.transcripts.services.change import doubts_of
from stories.transcripts.spelling import hunspell
from stories.transcripts.standing import state_tag
from stories.transcripts.views.marks import EDIT, SHOW, marks_of

blueprint = Blueprint("transcripts", __name__)
LATEST = 2**31 - 1


@blueprint.get("/recordings/<uuid:recording_id>/transcript")
@expose("transcripts.edit")
def edit(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Correct what was written down, beside the sound and the other language."""
    actor = current_actor()
    recording = find_open(actor, recording_id, "transcripts.edit")
    if queries.current_version(recording.id) is None:
        return redirect(url_for("media.show", recording_id=recording.id), code=303)
    audit.record(actor, "transcripts.opened", recording)
    return editor_page(actor, recording)


def editor_page(
    actor: Actor, recording: Recording, clashes: Mapping[uuid.UUID, Any] | None = None
) -> str:
    """The editor; ``clashes`` holds what somebody typed where somebody else was faster."""
    spelled = hunspell.ready(Path(current_app.extensions["settings"]["DICTIONARIES_DIR"]))
    others = others_told(actor, recording)
    more = {"clashes": clashes or {}, "others": others, "spelled": spelled}
    return _page("transcripts/edit.html", EDIT, actor, recording, **more)


@blueprint.get("/recordings/<uuid:recording_id>/transcript/read")
@expose("transcripts.view")
def show(recording_id: uuid.UUID) -> ResponseReturnValue:
    """The text to read, for those who do not correct it."""
    actor = current_actor()
    recording = find_open(actor, recording_id, "transcripts.view")
    if queries.current_version(recording.id) is None:
        return redirect(url_for("media.show", recording_id=recording.id), code=303)
    audit.record(actor, "transcripts.viewed", recording)
    return _page("transcripts/show.html", SHOW, actor, recording)


def find_open(actor: Actor, recording_id: uuid.UUID, permission: str) -> Recording:
    """A recording whose text the actor may see; raises Closed without agreements (C5, C8)."""
    recording = find_recording(actor, recording_id, permission)
    if not (consent.is_open(recording) or consent.is_guardian(actor, recording)):
        raise Closed
    return recording


def _page(template: str, here: str, actor: Actor, recording: Recording, **more: Any) -> str:
    return version_page(template, here, actor, _current(recording), **more)


def version_page(
    template: str, here: str, actor: Actor, version: TranscriptVersion, **more: Any
) -> str:
    """One version's segments, a page at a time, beside the other language; ``here`` leads on."""
    recording = version.recording
    wanted = request.args.get("page", 1, type=int)
    if (at := moment("at")) is not None:
        wanted = queries.page_at(version.id, at)
    segments, page, pages = queries.page_of_segments(version.id, wanted)
    return render_template(
        template,
        recording=recording,
        version=version,
        tag_pair=state_tag(version, queries.counts(version.id)),
        segments=segments,
        beside=cells_for(segments, editing=here == EDIT),
        approvable=may_approve(actor, version) if here == SHOW else set(),
        doubts={row.id: doubts_of(row) for row in segments},
        **marks_of(version, here, segments),
        page=page,
        pages=pages,
        may_hear=consent.may_hear(actor, recording),
        open=consent.is_open(recording),
        **more,
    )


def moment(name: str) -> int | None:
    """A moment of a recording in milliseconds from the address; None if there is none."""
    at = request.args.get(name, type=int)
    return at if at is None else min(max(at, 0), LATEST)


def _current(recording: Recording) -> TranscriptVersion:
    version = queries.current_version(recording.id)
    if version is None:
        raise Conflict
    return version


@blueprint.post("/recordings/<uuid:recording_id>/transcript/checked")
@expose("transcripts.edit")
def check_all(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Say of the whole text that it was compared with the sound."""
    actor = current_actor()
    recording = find_open(actor, recording_id, "transcripts.edit")
    revision = request.form.get("revision", -1, type=int)
    try:
        services.mark_all_checked(actor, _current(recording), revision)
        flash(_("The whole text is marked as checked."), "ok")
    except Conflict:
        flash(
            _("The text was changed while you looked at it. Look once more, then mark it."), "wait"
        )
    return redirect(url_for("transcripts.edit", recording_id=recording_id), code=303)
