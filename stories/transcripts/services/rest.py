"""A person lets the machine pause, go on, or leave off writing a recording down."""

from collections.abc import Callable

from stories.foundation import audit, resting
from stories.foundation.access import Actor, require
from stories.foundation.models import Work
from stories.media.models import Recording
from stories.transcripts import queries
from stories.transcripts.errors import NothingToStop
from stories.transcripts.services.write_down import discard_unfinished, require_agreement


def pause_writing(actor: Actor, recording: Recording) -> None:
    """Keep the windows that are written; the next one waits. Raises NothingToStop."""
    _move(actor, recording, resting.pause, "transcripts.paused")


def resume_writing(actor: Actor, recording: Recording) -> None:
    """Go on at the next window. Raises NothingToStop or NotPermitted (DOMAIN C2)."""
    require_agreement(recording)
    _move(actor, recording, resting.resume, "transcripts.resumed")


def cancel_writing(actor: Actor, recording: Recording) -> None:
    """End it: the unfinished version goes, the working text is as it was. NothingToStop."""
    _move(actor, recording, resting.cancel, "transcripts.cancelled")
    discard_unfinished(actor, recording)


def _move(actor: Actor, recording: Recording, move: Callable[[Work], bool], action: str) -> None:
    require(actor, "transcripts.edit", recording)
    row = queries.transcription(recording.id)
    if row is None or not move(row):
        raise NothingToStop
    audit.record(actor, action, recording, detail={"share": round(row.progress, 2)})
