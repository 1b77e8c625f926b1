"""Somebody is there, or leaves. It is no work and no secret: no line of the log tells it."""

import uuid
from datetime import timedelta

from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.media.models import Recording
from stories.transcripts.presence import queries
from stories.transcripts.presence.models import TextPresence

THERE = timedelta(seconds=40)
"""Who has not been heard of for this long is no longer there: three questions that failed."""
EVERY = timedelta(seconds=4)


def be_there(actor: Actor, recording: Recording, segment_id: uuid.UUID | None) -> None:
    """Note that the actor has the text open, and where in it they are."""
    require(actor, "transcripts.edit", recording)
    if actor.id is None:
        return
    row = queries.presence(recording.id, actor.id)
    if row is None:
        row = TextPresence(recording_id=recording.id, user_id=actor.id, seen_at=now())
        row.organisation_id = recording.organisation_id
        db.session.add(row)
    elif row.segment_id == segment_id and now() - row.seen_at < EVERY:
        return
    row.segment_id, row.seen_at = segment_id, now()
    db.session.flush()


def others(actor: Actor, recording: Recording) -> list[tuple[str, uuid.UUID | None]]:
    """Colleagues of the text's organisation who have it open: name, and segment if known."""
    require(actor, "transcripts.edit", recording)
    return queries.others_in(recording.id, actor.id, now() - THERE)


def forget_who_left() -> None:
    """Each minute: who was there is nobody's business once they are gone."""
    queries.forget_before(now() - THERE)
