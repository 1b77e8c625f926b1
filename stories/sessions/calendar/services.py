"""Moving a session in the calendar: what would come of it, and doing it."""

from dataclasses import dataclass, field, replace

from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.people.queries import persons_by_ids
from stories.sessions import queries
from stories.sessions.calendar.errors import MovedMeanwhile, NotComing
from stories.sessions.calendar.rules import Slot
from stories.sessions.errors import BadPlan
from stories.sessions.filling import booking_for, taken
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.plans import Plan, plan_of
from stories.sessions.policy import PLAN
from stories.sessions.readiness import standing
from stories.sessions.rules import Obstacle, Overlap
from stories.sessions.services import change_session
from stories.sessions.services.checks import check_plan

MOVABLE = frozenset({SessionState.PLANNED, SessionState.CONFIRMED})


@dataclass(frozen=True)
class Outlook:
    """What a move would come to: what forbids it, and what a confirmed session would lose."""

    plan: Plan
    problems: dict[str, object] = field(default_factory=dict)
    overlaps: list[Overlap] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        return not self.problems and not self.overlaps


def foresee_move(actor: Actor, row: StorytellingSession, slot: Slot) -> Outlook:
    """Look at a move without doing it; raises NotComing for what is not moved any more."""
    require(actor, PLAN, row)
    if row.state not in MOVABLE:
        raise NotComing
    plan = _moved(row, slot)
    try:
        check_plan(plan, persons_by_ids(plan.person_ids), row.organisation_id, running=row)
    except BadPlan as error:
        return Outlook(plan, error.problems)
    booking = booking_for(plan, row.organisation_id, row.id)
    overlaps = taken({row.id: booking}).get(row.id, [])
    return Outlook(plan, {}, overlaps, _missing(row, plan))


def move_session(actor: Actor, row: StorytellingSession, slot: Slot, seen: int) -> bool:
    """Give a session another time or length; whether it lost its confirmation by that.

    ``seen`` is the ``sequence`` of the session the planner looked at: raises MovedMeanwhile when
    it is another by now, NotComing, and whatever changing a session raises.
    """
    require(actor, PLAN, row)
    queries.lock_session(row)
    if row.sequence != seen:
        raise MovedMeanwhile
    if row.state not in MOVABLE:
        raise NotComing
    confirmed = row.confirmed_at is not None
    change_session(actor, row, _moved(row, slot))
    return confirmed and row.confirmed_at is None


def _moved(row: StorytellingSession, slot: Slot) -> Plan:
    return replace(plan_of(row), starts_at=slot.starts_at, minutes=slot.minutes)


def _missing(row: StorytellingSession, plan: Plan) -> list[Obstacle]:
    """What would be missing at another time; the row is as it was afterwards."""
    with db.session.no_autoflush:
        before = row.starts_at, row.minutes
        row.starts_at, row.minutes = plan.starts_at, plan.minutes
        try:
            return standing(row).obstacles
        finally:
            row.starts_at, row.minutes = before
