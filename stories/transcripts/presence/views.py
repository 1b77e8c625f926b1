"""An open editor asks now and then who else is here, and what they changed meanwhile."""

import uuid
from contextlib import suppress
from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation.access import current_actor, expose
from stories.media.models import Recording
from stories.transcripts import queries as texts
from stories.transcripts.history.queries import changed_since
from stories.transcripts.models import Segment
from stories.transcripts.presence import queries, services
from stories.transcripts.presence.shown import others_told
from stories.transcripts.standing import state_shown
from stories.transcripts.views.finding import require_writer
from stories.transcripts.views.further import drawn
from stories.transcripts.views.pages import blueprint, find_open

MOST = 60  # segments in one answer; the next one brings more
__all__ = ["blueprint"]


@blueprint.post("/recordings/<uuid:recording_id>/transcript/news")
@expose("transcripts.edit")
def news(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Say that one is there; answers who else is, and rows that changed since ``seen``."""
    actor = current_actor()
    require_writer(actor)
    recording = find_open(actor, recording_id, "transcripts.edit")
    services.be_there(actor, recording, _id("at"))
    told = {"others": others_told(actor, recording)}
    return jsonify(told | news_for(recording))


def news_for(recording: Recording) -> dict[str, Any]:
    """What changed after the page's number (``seen``) in the version it shows (``version``)."""
    version = texts.current_version(recording.id)
    if version is None or _id("version") not in {None, version.id}:
        sentence = _("Another version is the working text now. Load the page again to go on.")
        return {"elsewhere": str(sentence)}
    seen = request.form.get("seen", version.changes, type=int)
    found = changed_since(version.id, min(max(seen, 0), version.changes), MOST)
    rows = queries.segments_by_id(version.id, [one for one, _number in found])
    there = {row.id for row in rows}
    return {
        "seen": found[-1][1] if len(found) == MOST else version.changes,
        "more": len(found) == MOST,
        "rows": _drawn(rows),
        "gone": [str(one) for one, _number in found if one not in there],
        "state": state_shown(version),
    }


def _drawn(rows: list[Segment]) -> list[dict[str, str | None]]:
    before = {row.id: queries.before(row) for row in rows}
    return [
        {
            "id": str(row.id),
            "after": str(before[row.id]) if before[row.id] else None,
            "html": drawn(row),
        }
        for row in rows
    ]


def _id(name: str) -> uuid.UUID | None:
    with suppress(ValueError):
        return uuid.UUID(request.form.get(name, ""))
    return None
