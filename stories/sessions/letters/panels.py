"""What pages show of the letters: who is reminded of a session, and whether somebody wants any."""

import uuid

from flask import render_template
from flask_babel import gettext as _

from stories.accounts.queries import user_by_id
from stories.foundation import mail
from stories.foundation.access import current_actor
from stories.foundation.i18n import day_clock
from stories.foundation.mail.models import Dropped, OutboxLetter
from stories.foundation.mail.outbox import LOST, letters_about
from stories.people.calling import called_here
from stories.people.models import Person
from stories.people.queries import persons_by_ids
from stories.sessions.letters import queries
from stories.sessions.letters.guests import guests_of
from stories.sessions.letters.reminding import TABLE
from stories.sessions.letters.rules import Kind
from stories.sessions.letters.services import EDIT
from stories.sessions.letters.words import KINDS
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.policy import PLAN

Line = tuple[str, str, str, str]  # a tag's word and colour, a name, what is said of the letter
OPEN = {SessionState.PLANNED, SessionState.CONFIRMED, SessionState.CANCELLED}


def on_session(session: StorytellingSession) -> str:
    """Who is told, and what was sent; for those who plan."""
    if session.state not in OPEN or not current_actor().can(PLAN, session):
        return ""
    letters = letters_about(TABLE, [session.id])
    guests = guests_of([session])[session.id].values()
    people = persons_by_ids(
        {one.person_id for one in guests if one.person_id}
        | {one.person_id for one in letters if one.person_id}
    )
    names = [called_here(people[one.person_id]) for one in guests if one.person_id]
    return render_template(
        "sessions/letters/session.html",
        session=session,
        sends=mail.server() is not None,
        names=names,
        lines=[_line(letter, people) for letter in letters if _tells(letter)],
    )


def _tells(letter: OutboxLetter) -> bool:
    return letter.sent_at is not None or letter.dropped_because in LOST


def _line(letter: OutboxLetter, people: dict[uuid.UUID, Person]) -> Line:
    person = people.get(letter.person_id) if letter.person_id else None
    user = user_by_id(letter.user_id) if letter.user_id else None
    name = called_here(person) if person else user.name if user else ""
    kind = str(KINDS[Kind(letter.kind)])
    if letter.sent_at is not None:
        return _("sent"), "ok", name, f"{kind}, {day_clock(letter.sent_at)}"
    doubt = letter.dropped_because is Dropped.UNANSWERED
    return (_("perhaps not come") if doubt else _("not come")), "stop", name, kind


def on_person(person: Person) -> str:
    """Whether somebody gets letters, and how that is changed."""
    if person.erased_at or not current_actor().can(EDIT, person):
        return ""
    return render_template(
        "sessions/letters/person.html",
        person=person,
        sends=mail.server() is not None,
        email=person.email,
        refused=queries.refusal_of(person.id) is not None,
    )
