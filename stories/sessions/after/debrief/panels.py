"""Looking back, as a session's page shows it."""

from flask import render_template

from stories.foundation.access import current_actor
from stories.sessions.after.debrief import queries, shown
from stories.sessions.after.debrief.policy import READ, WRITE
from stories.sessions.distress.policy import RAISE
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.policy import PLAN


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


def on_disclosure(session: StorytellingSession) -> str:
    """The way to the record that the safeguarding lead alone opens (DOMAIN P5, S8)."""
    actor = current_actor()
    if not (actor.can(RAISE, session) and actor.can(PLAN, session)):
        return ""
    return render_template("sessions/after/tell_lead.html", session=session)
