"""What is drawn of incidents on other rooms' pages: the way to tell of one, and nothing else."""

from typing import Any

from flask import render_template, url_for

from stories.archive.safeguarding.policy import TELL
from stories.foundation.access import current_actor

WAYS = {
    "recordings": ("safeguarding.tell_of_recording", "recording_id"),
    "stories": ("safeguarding.tell_of_story", "story_id"),
    "storytelling_sessions": ("safeguarding.tell_of_session", "session_id"),
}


def way_to_tell(subject: Any) -> str:
    """The way from a recording, a story or a session to the safeguarding lead."""
    if not current_actor().can(TELL, subject):
        return ""
    endpoint, name = WAYS[subject.__tablename__]
    url = url_for(endpoint, **{name: subject.id})
    return render_template("safeguarding/_way.html", url=url)
