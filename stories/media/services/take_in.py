"""A recording comes into the house."""

import uuid

from stories.foundation import audit, work
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.media import rules
from stories.media.arrival import Arrival
from stories.media.errors import SessionNotOpen
from stories.media.models import Recording
from stories.sessions.models import StorytellingSession


def take_in(
    actor: Actor,
    session: StorytellingSession,
    arrival: Arrival,
    uploaded_by: uuid.UUID | None = None,
) -> Recording:
    """Enter a master that is already kept, before anybody judges it (DOMAIN R1, R4).

    ``uploaded_by`` names a user when the operator acts. Raises SessionNotOpen.
    """
    require(actor, "media.upload", session)
    if not rules.takes_recordings(session.state):
        raise SessionNotOpen
    recording = Recording(
        organisation_id=session.organisation_id,
        session_id=session.id,
        uploaded_by=uploaded_by or actor.id,
        original_name=arrival.name,
        master_key=arrival.key,
        sha256=arrival.sha256,
        bytes=arrival.size,
        peaks=[],
    )
    db.session.add(recording)
    db.session.flush()
    audit.record(actor, "media.taken_in", recording, detail={"bytes": arrival.size})
    work.ask_for("media.prepare", recording.id)
    return recording
