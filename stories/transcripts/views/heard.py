"""For the ear: when each word was said, and the keys of the editor."""

import uuid

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.errors import NotFound
from stories.transcripts import queries, rules
from stories.transcripts.commands import NAMES
from stories.transcripts.views.pages import blueprint, find_open, moment

EDIT = "transcripts.edit"
LONGEST_MS = 600_000
NEAR_MS = 5_000  # a boundary that was moved leaves the words' own times where they were


@blueprint.get("/recordings/<uuid:recording_id>/transcript/word-times")
@expose(EDIT)
def word_times(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Words the machine heard that begin ``from`` a moment ``until`` another, ten minutes at most.

    Each is [beginning, end, word] with times in milliseconds. They are what was heard, whatever
    people have made of it since: which of them still fit is for the editor to find.
    """
    actor = current_actor()
    recording = find_open(actor, recording_id, EDIT)
    version = queries.current_version(recording.id)
    if version is None:
        raise NotFound
    start = moment("from") or 0
    end = min(moment("until") or start, start + LONGEST_MS)
    audit.record(actor, "transcripts.opened", recording)
    rows = queries.segments_between(version.id, start - NEAR_MS, end + NEAR_MS)
    return jsonify(words=rules.times_of_words((row.words for row in rows), start, end))


@blueprint.get("/editor/keys")
@expose(EDIT)
def keys() -> ResponseReturnValue:
    """Every command of the editor with its keys, to be looked at and changed."""
    return render_template("transcripts/keys.html", names=NAMES)
