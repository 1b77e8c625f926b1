"""What the other language's room draws on the pages of a text."""

from flask import render_template

from stories.foundation.access import current_actor
from stories.media.models import Recording


def on_editor(recording: Recording) -> str:
    """The way to find and replace words, for whoever corrects the text."""
    if not current_actor().can("transcripts.edit", recording):
        return ""
    return render_template("translations/_ways.html", recording=recording)
