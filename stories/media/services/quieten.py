"""A copy with less noise, for listening alone: the original and the usual copy stay as they are."""

from stories.foundation import audit, work
from stories.foundation.access import Actor, require
from stories.media import consent
from stories.media.deriving import Copies
from stories.media.errors import Closed
from stories.media.models import Recording, RecordingState

QUIETEN = "media.quieten"


def ask_quieter(actor: Actor, recording: Recording) -> None:
    """Have a copy with less noise made, unless there is one; raises Closed."""
    require(actor, "media.listen", recording)
    if not consent.may_hear(actor, recording):
        raise Closed
    if recording.state is not RecordingState.READY or recording.quieter_opus:
        return
    work.ask_for(QUIETEN, recording.id)
    audit.record(actor, "media.quieter_asked", recording)


def keep_quieter(actor: Actor, recording: Recording, copies: Copies) -> None:
    """Note where the copy with less noise lies."""
    require(actor, "media.upload", recording)
    recording.quieter_opus, recording.quieter_aac = copies.opus, copies.aac
    audit.record(actor, "media.quieter_made", recording)
