"""Closing a recording until a day; its end leads back to review (DOMAIN C9)."""

from datetime import date

from stories.foundation import audit, signals
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.media.models import Recording
from stories.people.closures import shut, unlock


def close_recording(actor: Actor, recording: Recording, until: date, because: str) -> None:
    """Let nothing of a recording leave the team until a day; raises ClosureUnclear."""
    require(actor, "media.close", recording)
    shut(recording, until, because)
    db.session.flush()
    audit.record(actor, "media.closed", recording, detail={"until": until.isoformat()})
    signals.recording_closed.send("media", subject_id=recording.id)


def reopen_recording(actor: Actor, recording: Recording) -> None:
    """End a closure whose day has come; raises NotClosed or ClosureRuns."""
    require(actor, "media.close", recording)
    unlock(recording)
    db.session.flush()
    audit.record(actor, "media.reopened", recording)
    signals.recording_reopened.send("media", subject_id=recording.id)
