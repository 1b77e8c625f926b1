"""Follow-ups where they belong: below a session's debrief, and on the page of somebody."""

from flask import render_template

from stories.foundation.access import current_actor
from stories.people.models import Person
from stories.sessions.after.followups import queries, shown
from stories.sessions.after.followups.policy import ADD, FOLLOW
from stories.sessions.models import StorytellingSession


def on_session(session: StorytellingSession) -> str:
    """What is to be done after a session, and the way to more of it."""
    actor = current_actor()
    if not actor.can(FOLLOW):
        return ""
    return render_template(
        "sessions/after/follow_ups_panel.html",
        session=session,
        lines=shown.told(actor, queries.of_session(actor, session.id)),
        may_add=actor.can(ADD, session),
    )


def on_person(person: Person) -> str:
    """Those about somebody, as far as whoever looks may see them."""
    actor = current_actor()
    lines = shown.told(actor, queries.of_person(actor, person.id)) if actor.can(FOLLOW) else []
    return render_template("sessions/after/follow_ups_person.html", lines=lines) if lines else ""
