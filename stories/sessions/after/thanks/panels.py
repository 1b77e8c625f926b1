"""The cards of a session, below its debrief."""

from flask import render_template

from stories.foundation.access import current_actor
from stories.sessions.after.thanks.policy import THANK
from stories.sessions.after.thanks.rules import language_for
from stories.sessions.models import Attendance, SessionState, StorytellingSession


def came(session: StorytellingSession) -> list[Attendance]:
    """Whoever came to a session that was held, and is still known here."""
    if session.state is not SessionState.HELD:
        return []
    rows = (row for row in session.attendances if row.came is not False)
    return [row for row in rows if row.person.erased_at is None]


def on_session(session: StorytellingSession) -> str:
    """A way to each card, in the person's language first; nothing for whoever may make none."""
    rows = came(session)
    if not rows or not current_actor().can(THANK, session):
        return ""
    cards = [(row.person, language_for(row.person.languages)) for row in rows]
    return render_template("sessions/after/thanks_panel.html", session=session, cards=cards)
