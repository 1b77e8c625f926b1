"""The way to a referral from a person's page, a session's, and that of a distress flag."""

from typing import Any

from flask import render_template

from stories.foundation.access import current_actor
from stories.people.models import Person
from stories.sessions.models import StorytellingSession
from stories.sessions.referrals import queries
from stories.sessions.referrals.policy import REFER
from stories.sessions.referrals.words import STATES


def on_person(person: Person) -> str:
    """«Refer» for whoever may, and the referrals that concern whoever looks; else nothing."""
    actor = current_actor()
    refers = person.erased_at is None and actor.can(REFER, person)
    found = queries.referrals_of(actor, person.id)
    if not refers and not found:
        return ""
    return render_template(
        "sessions/referrals/person.html", person=person, found=found, refers=refers, states=STATES
    )


def on_session(session: StorytellingSession) -> str:
    """«Refer» for whoever may."""
    return _link(session, session.id)


def on_flag(flag: Any) -> str:
    """«Refer» on a flag's page: of whoever it is about, in the session it was raised in."""
    return _link(flag, getattr(flag, "session_id", None), getattr(flag, "person_id", None))


def _link(subject: Any, session_id: Any, person_id: Any = None) -> str:
    if not current_actor().can(REFER, subject):
        return ""
    return render_template(
        "sessions/referrals/link.html", session_id=session_id, person_id=person_id
    )
