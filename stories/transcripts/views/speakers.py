"""Who speaks: given to a segment or a whole turn."""

import uuid

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from stories.foundation.access import current_actor, expose
from stories.transcripts import services
from stories.transcripts.errors import NotHeardHere
from stories.transcripts.models import Segment
from stories.transcripts.standing import state_shown
from stories.transcripts.turns import Speaker, speaker_of
from stories.transcripts.views.finding import segment_to_change, with_address
from stories.transcripts.views.pages import blueprint, find_open
from stories.transcripts.voices import names_of

EDIT = "transcripts.edit"


@blueprint.post("/segments/<uuid:segment_id>/speaker")
@expose(EDIT)
def speak(segment_id: uuid.UUID) -> ResponseReturnValue:
    """Say who speaks in a segment, and with ``rest`` in the rest of the turn."""
    actor = current_actor()
    segment = segment_to_change(actor, segment_id, EDIT)
    find_open(actor, segment.version.recording_id, EDIT)
    rest = request.form.get("rest") == "1"
    speaker = wanted_speaker(request.form.get("speaker", ""))
    changed = services.set_speaker(actor, segment, speaker, rest=rest)
    address = url_for("transcripts.segment_history", segment_id=segment.id)
    return with_address(jsonify(_told(segment, changed)), address)


def wanted_speaker(key: str) -> Speaker:
    """The speaker a form names; raises NotHeardHere for anything else."""
    speaker = speaker_of(key)
    if speaker is None:
        raise NotHeardHere
    return speaker


def _told(segment: Segment, changed: list[Segment]) -> dict[str, object]:
    name = names_of([segment])[segment.id] or "—"
    count = len(changed)
    sentence = ngettext("%(name)s: %(num)d segment", "%(name)s: %(num)d segments", count, name=name)
    return {
        "speakers": {str(row.id): row.speaker.key for row in changed},
        "sentence": sentence,
        "state": state_shown(segment.version),
    }
