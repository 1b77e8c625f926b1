"""What transcripts draw on the pages of recordings."""

from flask import current_app, render_template

from stories.foundation.access import current_actor
from stories.foundation.settings import Settings
from stories.media import consent
from stories.media.models import Recording, RecordingState
from stories.people.models import Use
from stories.transcripts import queries
from stories.transcripts.models import Segment
from stories.transcripts.progress_words import how_far
from stories.transcripts.standing import Standing, lines_for, progress, state_tag
from stories.transcripts.wishes import offered_models

SHOWN_WHILE_WRITING = 5


def on_recording(recording: Recording) -> str:
    """The text of a recording: where it stands, and the way to it."""
    actor = current_actor()
    if recording.state is not RecordingState.READY or not actor.can("transcripts.view", recording):
        return ""
    standing = progress(recording.id)
    opened = consent.is_open(recording) or consent.is_guardian(actor, recording)
    may_edit = actor.can("transcripts.edit", recording)
    settings: Settings = current_app.extensions["settings"]
    return render_template(
        "transcripts/_panel.html",
        recording=recording,
        standing=standing,
        how_far=how_far(standing),
        tag_pair=state_tag(standing.version, standing.counts) if standing.version else None,
        so_far=_last_of(standing, opened=opened),
        lines=lines_for(queries.complete_versions(recording.id)) if opened else [],
        models=offered_models(settings) if may_edit and not standing.at_work else [],
        missing=consent.lacks(actor, recording, Use.TRANSCRIBE),
        open=opened,
        may_edit=may_edit,
    )


def so_far(recording: Recording) -> str:
    """The last of what is being written down, for a script that puts it on the page."""
    actor, standing = current_actor(), progress(recording.id)
    opened = consent.is_open(recording) or consent.is_guardian(actor, recording)
    found = _last_of(standing, opened=opened)
    return render_template("transcripts/_so_far.html", so_far=found) if found else ""


def _last_of(standing: Standing, *, opened: bool) -> list[Segment]:
    growing = standing.growing
    return queries.last_segments(growing.id, SHOWN_WHILE_WRITING) if growing and opened else []


def on_row(recording: Recording) -> str:
    """A line under a recording in a list."""
    if recording.state is not RecordingState.READY:
        return ""
    if not current_actor().can("transcripts.view", recording):
        return ""
    standing = progress(recording.id)
    word = state_tag(standing.version, standing.counts) if standing.version else None
    return render_template("transcripts/_row.html", standing=standing, tag_pair=word)
