"""A machine is asked for drafts of a text, or of one segment."""

import uuid

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.errors import NotFound, StoriesError, wants_json
from stories.media import consent
from stories.media.models import Recording
from stories.people.models import Use
from stories.transcripts import queries as transcripts
from stories.transcripts.models import TranscriptVersion
from stories.transcripts.progress_words import bar_of, how_far
from stories.transcripts.views.pages import find_open
from stories.translations.drafts import choosing, services
from stories.translations.drafts.standing import of_version, wanting_count
from stories.translations.progress import progress_of
from stories.translations.views.keeping import (
    EDIT,
    back_to,
    blueprint,
    open_segment,
    refused,
)
from stories.translations.words import STATES


@blueprint.get("/recordings/<uuid:recording_id>/translation")
@expose("transcripts.view")
def progress(recording_id: uuid.UUID) -> ResponseReturnValue:
    """How far the other language is, segment by segment and by person."""
    actor = current_actor()
    recording = find_open(actor, recording_id, "transcripts.view")
    version = transcripts.current_version(recording.id)
    if version is None:
        return redirect(url_for("media.show", recording_id=recording.id), code=303)
    audit.record(actor, "translations.progress_viewed", recording)
    found = progress_of(version, max(request.args.get("page", 1, type=int), 1))
    return render_template(
        "translations/progress.html",
        recording=recording,
        found=found,
        states=STATES,
        by_state=[(STATES[key], count) for key, count in found.counts.items()],
        by_person=[(one.name, one.confirmed, one.stale) for one in found.people],
        may_edit=actor.can(EDIT, version),
        **_drafting(actor, recording, version),
    )


@blueprint.get("/recordings/<uuid:recording_id>/translation/drafting")
@expose("transcripts.view")
def drafting(recording_id: uuid.UUID) -> ResponseReturnValue:
    """How far the machine is with its drafts, for a page that asks."""
    recording = find_open(current_actor(), recording_id, "transcripts.view")
    version = transcripts.current_version(recording.id)
    if version is None:
        raise NotFound
    return jsonify(bar_of(of_version(version.id)))


def _drafting(actor: Actor, recording: Recording, version: TranscriptVersion) -> dict[str, object]:
    going = of_version(version.id)
    return {
        "engine": choosing.engine(),
        "drafting": going,
        "how_far": how_far(going),
        "wanting": wanting_count(version.id),
        "missing": consent.lacks(actor, recording, Use.TRANSLATE),
    }


def _version(actor: Actor, recording_id: uuid.UUID) -> TranscriptVersion:
    recording = find_open(actor, recording_id, EDIT)
    version = transcripts.current_version(recording.id)
    if version is None:
        raise NotFound
    return version


@blueprint.post("/recordings/<uuid:recording_id>/translation/draft")
@expose(EDIT)
def draft_all(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Let a machine draft whatever of the text has no other language yet."""
    actor = current_actor()
    services.ask_for_drafts(actor, _version(actor, recording_id))
    flash(_("A machine drafts the translation. You may close this page; the work goes on."), "ok")
    return redirect(url_for("translations.progress", recording_id=recording_id), code=303)


@blueprint.post("/recordings/<uuid:recording_id>/translation/draft/stop")
@expose(EDIT)
def stop_drafts(recording_id: uuid.UUID) -> ResponseReturnValue:
    """End it; what is drafted stays."""
    actor = current_actor()
    services.stop_drafts(actor, _version(actor, recording_id))
    flash(_("The machine has stopped. What it drafted is kept."), "ok")
    return redirect(url_for("translations.progress", recording_id=recording_id), code=303)


@blueprint.post("/segments/<uuid:segment_id>/translation/draft")
@expose(EDIT)
def draft_one(segment_id: uuid.UUID) -> ResponseReturnValue:
    """Let a machine draft one segment, or draft it anew."""
    actor = current_actor()
    segment = open_segment(actor, segment_id)
    try:
        services.ask_for_draft(actor, segment)
    except StoriesError as error:
        return refused(error)
    return jsonify({"asked": True}) if wants_json() else back_to(segment)
