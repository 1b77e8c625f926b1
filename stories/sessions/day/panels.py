"""What a session's page shows of the day, and the way to the run sheet."""

from typing import Any

from flask import render_template

from stories.foundation.access import current_actor
from stories.sessions.day.services import TAKES
from stories.sessions.day.shown import keywords, pauses
from stories.sessions.distress.queries import raised_in
from stories.sessions.models import StorytellingSession
from stories.sessions.policy import PLAN


def on_proposing(recording: Any) -> str:
    """Which parts of the session are not to be used, for whoever chooses a stretch (DOMAIN S6)."""
    session = recording.session
    found = pauses(session)
    if not found:
        return ""
    return render_template("sessions/day/unused.html", session=session, pauses=found)


def on_session(session: StorytellingSession) -> str:
    """Keywords and pauses for those who hold it; that a flag was raised, without a word of it."""
    if session.state not in TAKES or not current_actor().can(PLAN, session):
        return ""
    return render_template(
        "sessions/day/panel.html",
        session=session,
        keywords=keywords(session),
        pauses=pauses(session),
        raised=raised_in(session.id),
    )
