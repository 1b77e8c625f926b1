"""Who speaks: given to a segment or a whole turn, and taken back."""

import uuid

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.errors import NotFound, StoriesError
from stories.transcripts import queries, services
from stories.transcripts.errors import NotHeardHere
from stories.transcripts.models import Segment
from stories.transcripts.standing import state_shown
from stories.transcripts.turns import Speaker, speaker_of
from stories.transcripts.views.pages import blueprint, find_open
from stories.transcripts.voices import names_of

EDIT = "transcripts.edit"
MOST_OTHERS = 2000


@blueprint.post("/segments/<uuid:segment_id>/speaker")
@expose(EDIT)
def speak(segment_id: uuid.UUID) -> ResponseReturnValue:
    """Say who speaks in a segment, or take it back with ``others`` of the same turn."""
    actor = current_actor()
    segment = queries.segment(actor, segment_id, EDIT)
    find_open(actor, segment.version.recording_id, EDIT)
    before = segment.speaker.key
    try:
        changed = _changed(actor, segment, wanted_speaker(request.form.get("speaker", "")))
    except StoriesError as error:
        told = {"error": str(error.title), "sentence": str(error.sentence)}
        return jsonify(told), error.status
    return jsonify(_told(segment, changed, before))


def wanted_speaker(key: str) -> Speaker:
    """The speaker a form names; raises NotHeardHere for anything else."""
    speaker = speaker_of(key)
    if speaker is None:
        raise NotHeardHere
    return speaker


def _changed(actor: Actor, segment: Segment, speaker: Speaker) -> list[Segment]:
    if "others" in request.form:
        return services.take_speaker_back(actor, segment, speaker, _others(actor))
    rest = request.form.get("rest") == "1"
    return services.set_speaker(actor, segment, speaker, rest=rest)


def _others(actor: Actor) -> list[Segment]:
    keys = request.form["others"].split()[:MOST_OTHERS]
    try:
        wanted = [uuid.UUID(key) for key in keys]
    except ValueError:
        raise NotFound from None
    return [queries.segment(actor, key, EDIT) for key in wanted]


def _told(segment: Segment, changed: list[Segment], before: str) -> dict[str, object]:
    name = names_of([segment])[segment.id] or "—"
    count = len(changed)
    sentence = ngettext("%(name)s: %(num)d segment", "%(name)s: %(num)d segments", count, name=name)
    return {
        "speakers": {str(row.id): row.speaker.key for row in changed},
        "before": before,
        "sentence": sentence,
        "state": state_shown(segment.version),
    }
