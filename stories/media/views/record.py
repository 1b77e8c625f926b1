"""The page that records: what is said lies on the device until the house has it whole."""

import uuid

from flask import render_template, request

from stories.foundation.access import current_actor, expose
from stories.media import consent, queries, rules
from stories.media.errors import SessionNotOpen
from stories.media.recording_words import recording_words
from stories.media.views.pages import blueprint


@blueprint.get("/sessions/<uuid:session_id>/record")
@expose("media.upload")
def record(session_id: uuid.UUID) -> str:
    """A microphone, and what this device keeps. ``?kept`` is the page as a device keeps it."""
    session = queries.session_for_upload(current_actor(), session_id)
    if not rules.takes_recordings(session.state):
        raise SessionNotOpen
    return render_template(
        "media/record.html",
        session=session,
        words=recording_words(),
        lacking=bool(consent.closed_sessions([session.id])),
        kept="kept" in request.args,
    )
