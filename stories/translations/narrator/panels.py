"""On the recording's page: who was asked, how far they are, and what they wish."""

from flask import render_template

from stories.foundation.access import current_actor
from stories.media import consent
from stories.media.models import Recording, RecordingState
from stories.transcripts.queries import current_version
from stories.translations.narrator import queries
from stories.translations.narrator.standing import review_of


def on_recording(recording: Recording) -> str:
    """Nothing until there is a text, or while somebody's agreement is missing."""
    if recording.state is not RecordingState.READY or current_version(recording.id) is None:
        return ""
    if not current_actor().can(queries.ASK, recording) or not consent.is_open(recording):
        return ""
    links = queries.links_of(recording.id)
    latest = {row.person_id: row for row in reversed(links)}
    return render_template(
        "translations/narrator/_panel.html",
        recording=recording,
        reviews=[(row, review_of(row)) for row in latest.values()],
        waiting=[row for row in queries.wishes_about(recording.id) if row.dealt_at is None],
    )
