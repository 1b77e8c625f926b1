"""What media draws on other rooms' pages."""

from flask import render_template

from stories.foundation.access import current_actor
from stories.media import rules
from stories.media.queries import recordings_of
from stories.media.standing import standings_of
from stories.sessions.models import StorytellingSession


def on_session(session: StorytellingSession) -> str:
    """A session's recordings, and the way to add one."""
    actor = current_actor()
    may_add = rules.takes_recordings(session.state) and actor.can("media.upload", session)
    recordings = recordings_of(session.id) if actor.can("media.view", session) else []
    if not recordings and not may_add:
        return ""
    return render_template(
        "media/_session_panel.html",
        session=session,
        recordings=recordings,
        standings=standings_of(recordings),
        may_add=may_add,
    )


def on_run_sheet(session: StorytellingSession) -> str:
    """The way to record from the run sheet, while the session takes recordings."""
    if not rules.takes_recordings(session.state):
        return ""
    if not current_actor().can("media.upload", session):
        return ""
    return render_template("media/_run_sheet_panel.html", session=session)
