"""Follow-ups, and the days to ask again of referrals, as lines of one list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from stories.foundation.access import Actor
from stories.foundation.clock import today
from stories.people.calling import called
from stories.people.models import Person
from stories.sessions.after.debrief.queries import text_for
from stories.sessions.after.followups import queries
from stories.sessions.after.followups.models import FollowUp
from stories.sessions.after.followups.rules import late
from stories.sessions.after.followups.words import KINDS, OUTCOMES
from stories.sessions.models import StorytellingSession
from stories.sessions.referrals.models import Referral
from stories.sessions.referrals.policy import SEE
from stories.sessions.referrals.queries import referrals

Named = list[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """One thing of the list. ``tag`` is a word with its colour; ``who`` it is about, if anybody."""

    url: str
    text: str
    who: str
    owner: str
    due_on: date
    tag: tuple[Any, str]


def line(actor: Actor, row: FollowUp) -> Line:
    """A follow-up, without names for those who may not know them."""
    return Line(
        url_for("sessions.follow_up", follow_up_id=row.id),
        text_for(actor, row.session, row.text),
        called(actor, row.person) if row.person else "",
        row.owner.name,
        row.due_on,
        (OUTCOMES[row.outcome], KINDS[row.outcome]) if row.outcome else _due(row.due_on),
    )


def _due(day: date) -> tuple[Any, str]:
    on = today()
    if late(None, day, on):
        return _("Overdue"), "stop"
    return (_("Today"), "wait") if day == on else (_("To be done"), "info")


def _referral(actor: Actor, row: Referral, day: date) -> Line:
    url = url_for("sessions.referral", referral_id=row.id)
    text = _("Ask how it goes with the referral")
    return Line(url, text, called(actor, row.person), "", day, _due(day))


def lines(actor: Actor, *, mine: bool) -> list[Line]:
    """What is to be done, with the referrals that concern the actor, the most overdue first."""
    found = [line(actor, row) for row in queries.open_ones(actor, mine=mine)]
    if actor.can(SEE):
        rows = (row for row in referrals(actor) if not mine or row.created_by == actor.id)
        found += [_referral(actor, row, row.follow_up_on) for row in rows if row.follow_up_on]
    return sorted(found, key=lambda one: one.due_on)


def told(actor: Actor, rows: Iterable[FollowUp]) -> list[Line]:
    """Follow-ups as lines."""
    return [line(actor, row) for row in rows]


def people_of(actor: Actor, session: StorytellingSession, kept: Person | None = None) -> Named:
    """Whom a follow-up may be about: those of the session."""
    people = {person.id: person for person in (*session.people, *([kept] if kept else []))}
    return [(str(key), called(actor, person)) for key, person in people.items()]


def doers_of(session: StorytellingSession, row: FollowUp | None = None) -> Named:
    """Who may do it; whoever was asked already stays in the list."""
    users = {user.id: user for user in queries.doers(session.organisation_id)}
    if row is not None:
        users.setdefault(row.owner_id, row.owner)
    return [(str(key), user.name) for key, user in users.items()]
