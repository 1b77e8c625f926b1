"""Leaving a recording to the safeguarding lead alone, or never letting it out (DOMAIN P2, P5)."""

from stories.foundation import audit, signals
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.media.models import Recording


def restrict_recording(actor: Actor, recording: Recording) -> None:
    """Let the safeguarding lead alone open it, with its text and stories; hides what is out."""
    require(actor, "media.restrict", recording)
    if recording.restricted_at is not None:
        return
    recording.restricted_at = now()
    db.session.flush()
    audit.record(actor, "media.restricted", recording)
    signals.recording_closed.send("media", subject_id=recording.id)


def open_restricted(actor: Actor, recording: Recording) -> None:
    """Give it back to the team; what was out goes before its reviewers again."""
    require(actor, "media.lift", recording)
    if recording.restricted_at is None:
        return
    recording.restricted_at = None
    db.session.flush()
    audit.record(actor, "media.restriction_lifted", recording)
    signals.recording_reopened.send("media", subject_id=recording.id)


def never_publish_recording(actor: Actor, recording: Recording) -> None:
    """Decide that nothing of it is published, even anonymised; hides at once what is out (P2)."""
    require(actor, "media.never_publish", recording)
    if recording.never_publish:
        return
    recording.never_publish = True
    db.session.flush()
    audit.record(actor, "media.never_publish", recording)
    signals.recording_closed.send("media", subject_id=recording.id)


def lift_never_publish(actor: Actor, recording: Recording) -> None:
    """Take that decision back; two people look again at what was out."""
    require(actor, "media.lift", recording)
    if not recording.never_publish:
        return
    recording.never_publish = False
    db.session.flush()
    audit.record(actor, "media.never_publish_lifted", recording)
    signals.recording_reopened.send("media", subject_id=recording.id)
