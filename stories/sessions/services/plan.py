"""Planning a session and changing the plan."""

import uuid

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.people.queries import persons_by_ids
from stories.sessions import queries
from stories.sessions.errors import NotReady, SessionClash, WrongState
from stories.sessions.filling import doubt, fill, lock_for, taken
from stories.sessions.marks import mark, seen_of
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.plans import Plan, plan_of
from stories.sessions.policy import PLAN
from stories.sessions.readiness import standing
from stories.sessions.rules import MOVES, Move
from stories.sessions.series.rules import Scope, changed_groups, own_after
from stories.sessions.services.checks import check_plan, owner_of


def plan_session(actor: Actor, plan: Plan) -> StorytellingSession:
    """Enter a session into the calendar (DOMAIN S1).

    Raises BadPlan with a sentence per field, and SessionClash when a person, the facilitator or
    the room is taken.
    """
    people = persons_by_ids(plan.person_ids)
    row = StorytellingSession(
        id=uuid.uuid4(), organisation_id=owner_of(plan, people), created_by=actor.id
    )
    require(actor, PLAN, row)
    check_plan(plan, people, row.organisation_id)
    fill(row, plan)
    _keep_free(row)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "sessions.planned", row, detail={"people": len(plan.person_ids)})
    return row


def change_session(actor: Actor, row: StorytellingSession, plan: Plan) -> StorytellingSession:
    """Change a session that was neither held nor cancelled.

    Raises WrongState, BadPlan and SessionClash; NotReady when an open session would lose what it
    needed to open. From an open session nobody is taken off: whoever may already be heard in its
    recording stays on the list, and who came is noted instead (DOMAIN C5). A confirmed one that
    loses what it needed is planned again.
    """
    require(actor, PLAN, row)
    queries.lock_session(row)
    if (row.state, Move.CHANGE) not in MOVES:
        raise WrongState(Move.CHANGE)
    people = persons_by_ids(plan.person_ids)
    check_plan(plan, people, row.organisation_id, running=row)
    before, alone = seen_of(row), changed_groups(plan_of(row), plan)
    fill(row, plan)
    _keep_free(row)
    db.session.flush()
    doubted = _still_ready(row)
    mark(row, noticed=doubted or seen_of(row) != before)
    if row.series_id is not None:
        row.own = sorted(own_after(frozenset(row.own), alone, Scope.THIS))
    db.session.flush()
    detail: audit.Detail = {"people": len(plan.person_ids)}
    if doubted:
        detail |= {"before": SessionState.CONFIRMED.value, "after": row.state.value}
    audit.record(actor, "sessions.changed", row, detail=detail)
    return row


def _keep_free(row: StorytellingSession) -> None:
    lock_for([row])
    found = taken({row.id: queries.booking_of(row)})
    if found:
        raise SessionClash(found[row.id])


def _still_ready(row: StorytellingSession) -> bool:
    """Whether a confirmed session had to be planned again; an open one is held to its people."""
    if row.opened_at is not None:
        missing = standing(row).obstacles
        if missing:
            raise NotReady(missing)
    return bool(doubt([row]))
