"""Whether a plan makes sense by itself, asked where it is kept and not only in the form."""

import uuid
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from stories.accounts.centres.queries import belongs
from stories.accounts.queries import staff_with
from stories.foundation import clock
from stories.foundation.access import Role
from stories.people.models import Person
from stories.sessions.errors import BadPlan
from stories.sessions.guides.queries import offered
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.rules import FARTHEST, LONGEST, MOST_PEOPLE, SHORTEST, too_early
from stories.sessions.times import ZONES, day_of, within_reach

if TYPE_CHECKING:
    from stories.sessions.plans import Plan

LANGUAGES = frozenset({"kk", "ru"})
LENGTHS = {"place": 120, "room": 60, "theme": 160, "interpreter": 120, "note": 4000}
Problem = tuple[str, object]

NOBODY = _l("Choose at least one person who tells.")
UNKNOWN = _l("Choose people from the list.")
TWICE = _l("The same person is chosen twice.")
TOO_MANY = _l("At most %(most)d people take part in one session.", most=MOST_PEOPLE)
MIXED = _l("The people of a session belong to one organisation.")
LENGTH = _l(
    "A session lasts from %(shortest)d to %(longest)d minutes.", shortest=SHORTEST, longest=LONGEST
)
FAR = _l("Choose a day within the next two years.")
ZONE = _l("Choose a time zone from the list.")
NO_PLACE = _l("Say where you meet, or tick that you meet on a call.")
NO_THEME = _l("Say in a few words what the conversation is about.")
NO_LANGUAGE = _l("Choose at least one language.")
LONG = _l("This is too long.")
NO_CENTRE = _l("Choose a centre from the list.")
TRAVEL = _l("The way takes from 0 to %(most)d minutes.", most=FARTHEST)
NO_FACILITATOR = _l("Choose a facilitator of this organisation from the list.")
NO_PROMPT = _l("Choose questions from the list.")
STAY = _l("While a session is open nobody is taken off the list. Note who came instead.")
SAME_DAY = _l("An open session stays on its day.")


def owner_of(plan: "Plan", people: Mapping[uuid.UUID, Person]) -> uuid.UUID:
    """The organisation the chosen people belong to; raises BadPlan without one."""
    if not plan.narrators:
        raise BadPlan({"elders": NOBODY})
    if any(person_id not in people for person_id in plan.person_ids):
        raise BadPlan({"elders": UNKNOWN})
    owners = {people[person_id].organisation_id for person_id in plan.person_ids}
    if len(owners) > 1:
        raise BadPlan({"elders": MIXED})
    return owners.pop()


def check_plan(
    plan: "Plan",
    people: Mapping[uuid.UUID, Person],
    organisation_id: uuid.UUID,
    running: StorytellingSession | None = None,
) -> None:
    """Raise BadPlan with a sentence for each field that makes no sense.

    ``running`` is the session that is being changed; an open one is held to its people and day.
    """
    problems = dict(_people(plan, people, organisation_id))
    problems |= dict(_when(plan))
    problems |= dict(_what(plan))
    problems |= dict(_questions(plan, organisation_id, running))
    problems |= dict(_who_leads(plan, organisation_id))
    problems |= dict(_where(plan, organisation_id))
    if running is not None and running.state is SessionState.OPEN:
        problems |= dict(_stays(plan, running))
    if problems:
        raise BadPlan(problems)


def _people(
    plan: "Plan", people: Mapping[uuid.UUID, Person], organisation_id: uuid.UUID
) -> Iterator[Problem]:
    chosen = plan.person_ids
    if any(
        who not in people or people[who].organisation_id != organisation_id
        for who in plan.listeners
    ):
        yield "youth", UNKNOWN
    elif len(set(chosen)) < len(chosen):
        yield "youth" if len(set(plan.narrators)) == len(plan.narrators) else "elders", TWICE
    elif len(chosen) > MOST_PEOPLE:
        yield "youth", TOO_MANY
    if not plan.narrators:
        yield "elders", NOBODY
    elif any(
        who not in people or people[who].organisation_id != organisation_id
        for who in plan.narrators
    ):
        yield "elders", UNKNOWN


def _when(plan: "Plan") -> Iterator[Problem]:
    if not SHORTEST <= plan.minutes <= LONGEST:
        yield "minutes", LENGTH
    if not 0 <= plan.travel_minutes <= FARTHEST:
        yield "travel_minutes", TRAVEL
    if plan.zone not in ZONES:
        yield "zone", ZONE
    elif not within_reach(day_of(plan.starts_at, plan.zone), clock.today(plan.zone)):
        yield "day", FAR


def _what(plan: "Plan") -> Iterator[Problem]:
    if not plan.place.strip() and not plan.remote:
        yield "place", NO_PLACE
    if not plan.theme.strip():
        yield "theme", NO_THEME
    if not plan.languages or not LANGUAGES.issuperset(plan.languages):
        yield "languages", NO_LANGUAGE
    for name, most in LENGTHS.items():
        if len(getattr(plan, name)) > most:
            yield name, LONG


def _questions(
    plan: "Plan", organisation_id: uuid.UUID, running: StorytellingSession | None
) -> Iterator[Problem]:
    # What a session has already may stay, even where it is not offered any more.
    mine = {prompt.key for prompt in running.prompts} if running else set()
    wanted = set(plan.prompts) - mine
    if wanted and not {one.key for one in offered([organisation_id])}.issuperset(wanted):
        yield "prompts", NO_PROMPT


def _where(plan: "Plan", organisation_id: uuid.UUID) -> Iterator[Problem]:
    if not belongs(plan.centre_id, organisation_id):
        yield "centre", NO_CENTRE


def _who_leads(plan: "Plan", organisation_id: uuid.UUID) -> Iterator[Problem]:
    staff = staff_with(Role.FACILITATOR, frozenset({organisation_id}))
    if all(user.id != plan.facilitator_id for user in staff):
        yield "facilitator", NO_FACILITATOR


def _stays(plan: "Plan", running: StorytellingSession) -> Iterator[Problem]:
    if {item.person_id for item in running.attendances} - set(plan.person_ids):
        yield "youth", STAY
    if too_early(plan.starts_at, clock.now()):
        yield "day", SAME_DAY
