"""Further rows of the editor, as a long text is read on or heard somewhere else."""

import uuid

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.errors import NotFound
from stories.transcripts import queries
from stories.transcripts.beside import cells_for
from stories.transcripts.models import Segment
from stories.transcripts.seeking import Sought, next_place
from stories.transcripts.services.change import doubts_of
from stories.transcripts.views.marks import EDIT, marks_of
from stories.transcripts.views.pages import blueprint, find_open, moment


def drawn(*segments: Segment) -> str:
    """Rows of the editor for segments of one version; nothing for none."""
    if not segments:
        return ""
    return render_template(
        "transcripts/_rows.html",
        segments=segments,
        beside=cells_for(segments, editing=True),
        doubts={row.id: doubts_of(row) for row in segments},
        **marks_of(segments[0].version, EDIT, segments),
        clashes={},
    )


@blueprint.get("/recordings/<uuid:recording_id>/transcript/rows")
@expose(EDIT)
def further(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Rows that begin ``from`` a moment or later, or ``until`` it or earlier; milliseconds.

    The rows at the moment itself are among them: whoever asks knows those it has already.
    """
    actor = current_actor()
    recording = find_open(actor, recording_id, EDIT)
    version = queries.current_version(recording.id)
    if version is None:
        raise NotFound
    audit.record(actor, "transcripts.opened", recording)
    until = moment("until")
    if until is not None:
        return jsonify(rows=drawn(*queries.segments_until(version.id, until)))
    return jsonify(rows=drawn(*queries.segments_from(version.id, moment("from") or 0)))


@blueprint.get("/recordings/<uuid:recording_id>/transcript/next")
@expose(EDIT)
def next_marked(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Where the next mark of a kind (``?what=``) stands behind a segment (``?after=``), if any."""
    actor = current_actor()
    recording = find_open(actor, recording_id, EDIT)
    version = queries.current_version(recording.id)
    what = request.args.get("what", Sought.FLAG)
    if version is None or what not in {*Sought}:
        raise NotFound
    audit.record(actor, "transcripts.opened", recording)
    found = next_place(queries.places_in(version.id), Sought(what), _after())
    return jsonify({} if found is None else {"segment": str(found.id), "at": found.start_ms})


def _after() -> uuid.UUID | None:
    try:
        return uuid.UUID(request.args.get("after", ""))
    except ValueError:
        return None
