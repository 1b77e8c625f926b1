"""Whether a plan falls outside somebody's free hours: told to whoever plans, never a wall.

What is not known stands against nothing, and no reason is told. Hours are those of the clock at
the place of the session.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from stories.accounts.queries import user_by_id
from stories.foundation.hours import Hours
from stories.foundation.i18n import clock, day, weekday
from stories.people.calling import called_here
from stories.people.queries import persons_by_ids
from stories.sessions.plans import Plan
from stories.sessions.times import local
from stories.sessions.words import listed

PRINT = 16


@dataclass(frozen=True)
class Free:
    """Names with the hours that are known, of everybody a plan needs; read once."""

    known: tuple[tuple[str, Hours], ...]

    def told(self, starts_at: datetime, minutes: int, zone: str) -> str:
        """One sentence that says who is not free and when; empty where nobody is missing."""
        ends_at = starts_at + timedelta(minutes=minutes)
        stretch = local(starts_at, zone), local(ends_at, zone)
        names = [name for name, hours in self.known if not hours.contains(*stretch)]
        if not names:
            return ""
        on = f"{weekday(starts_at, zone)}, {day(starts_at, zone)}"
        return str(
            _(
                "Outside known free hours of %(names)s: %(day)s, %(start)s–%(end)s.",
                names=listed(names),
                day=on,
                start=clock(starts_at, zone),
                end=clock(ends_at, zone),
            )
        )


def free_of(plan: Plan) -> Free:
    """Whatever is known of the facilitator's hours and of everybody who takes part."""
    known: list[tuple[str, Hours]] = []
    leader = user_by_id(plan.facilitator_id)
    if leader is not None and leader.free is not None:
        known.append((leader.name, leader.free))
    people = persons_by_ids(plan.person_ids)
    for person_id in plan.person_ids:
        person = people.get(person_id)
        if person is not None and person.free is not None:
            known.append((called_here(person), person.free))
    return Free(tuple(known))


def outside_told(plan: Plan) -> str:
    """The sentence about a plan; empty where nobody is missing."""
    return free_of(plan).told(plan.starts_at, plan.minutes, plan.zone)


def same_people_and_time(one: Plan, other: Plan) -> bool:
    """Whether two plans need the same people at the same time: then nothing new is to be told."""
    return _needs(one) == _needs(other)


def _needs(plan: Plan) -> tuple[object, ...]:
    when = plan.starts_at, plan.minutes, plan.zone
    return *when, plan.facilitator_id, frozenset(plan.person_ids)


def print_of(sentence: str) -> str:
    """What a form carries of a sentence, so that a yes to one is none to another."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:PRINT]
