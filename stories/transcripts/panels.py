"""What transcripts draw on the pages of recordings."""

from flask import render_template

from stories.foundation.access import current_actor
from stories.media import consent
from stories.media.models import Recording, RecordingState
from stories.people.models import Use
from stories.transcripts import queries
from stories.transcripts.standing import progress, state_tag

SHOWN_WHILE_WRITING = 5


def on_recording(recording: Recording) -> str:
    """The text of a recording: where it stands, and the way to it."""
    actor = current_actor()
    if recording.state is not RecordingState.READY or not actor.can("transcripts.view", recording):
        return ""
    standing = progress(recording.id)
    growing = standing.growing
    opened = consent.is_open(recording) or consent.is_guardian(actor, recording)
    return render_template(
        "transcripts/_panel.html",
        recording=recording,
        standing=standing,
        tag_pair=state_tag(standing.version, standing.counts) if standing.version else None,
        so_far=queries.last_segments(growing.id, SHOWN_WHILE_WRITING) if growing and opened else [],
        missing=consent.lacks(actor, recording, Use.TRANSCRIBE),
        open=opened,
        may_edit=actor.can("transcripts.edit", recording),
    )


def on_row(recording: Recording) -> str:
    """A line under a recording in a list."""
    if recording.state is not RecordingState.READY:
        return ""
    if not current_actor().can("transcripts.view", recording):
        return ""
    standing = progress(recording.id)
    word = state_tag(standing.version, standing.counts) if standing.version else None
    return render_template("transcripts/_row.html", standing=standing, tag_pair=word)
