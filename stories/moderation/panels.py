"""What moderation draws on other rooms' pages."""

from flask import render_template

from stories.foundation.access import current_actor
from stories.media.models import Recording, RecordingState
from stories.moderation import queries
from stories.moderation.reasons import STATES
from stories.transcripts.queries import current_version


def on_recording(recording: Recording) -> str:
    """A recording's stories, and the way to propose one."""
    actor = current_actor()
    ready = recording.state is RecordingState.READY and current_version(recording.id) is not None
    may_propose = ready and actor.can("moderation.propose", recording)
    seen = actor.can("moderation.view", recording)
    stories = queries.stories_of_recording(actor, recording) if seen else []
    if not stories and not may_propose:
        return ""
    return render_template(
        "moderation/_recording_panel.html",
        recording=recording,
        stories=stories,
        states=STATES,
        may_propose=may_propose,
    )
