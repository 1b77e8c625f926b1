"""Looking back, as a session's page shows it."""

from flask import render_template

from stories.foundation.access import current_actor
from stories.sessions.after.debrief import queries, shown
from stories.sessions.after.debrief.policy import READ, WRITE
from stories.sessions.models import SessionState, StorytellingSession


def on_session(session: StorytellingSession) -> str:
    """The answers counted, or the way to give them; nothing before a session was held."""
    actor = current_actor()
    if session.state is not SessionState.HELD or not actor.can(READ, session):
        return ""
    row = queries.debrief_of(session.id)
    return render_template(
        "sessions/after/panel.html",
        session=session,
        row=row,
        counts=shown.tags(row) if row else [],
        may_write=actor.can(WRITE, session),
    )
