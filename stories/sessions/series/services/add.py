"""Adding a session to a series, like those that are there."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.people.queries import persons_by_ids
from stories.sessions import queries
from stories.sessions.errors import BadPlan, SessionClash
from stories.sessions.filling import fill, lock_for, taken
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.plans import plan_of
from stories.sessions.policy import PLAN
from stories.sessions.series.models import Series
from stories.sessions.series.queries import lock_series, rows_of
from stories.sessions.series.rules import MOST, key_of
from stories.sessions.services.checks import check_plan
from stories.sessions.times import local

FULL = _l("A series has at most %(most)d sessions.", most=MOST)


def add_session(actor: Actor, series: Series, starts_at: datetime) -> StorytellingSession:
    """Add a session to a series; all but its time is as in the nearest one of the series.

    ``starts_at`` is aware. Raises BadPlan and SessionClash.
    """
    require(actor, PLAN, series)
    lock_series(series.id)
    rows = rows_of(series.id)
    if not rows or len(rows) >= MOST:
        raise BadPlan({"day": FULL})
    plan = replace(plan_of(_like(rows, starts_at)), starts_at=starts_at)
    check_plan(plan, persons_by_ids(plan.person_ids), series.organisation_id)
    row = StorytellingSession(
        id=uuid.uuid4(),
        organisation_id=series.organisation_id,
        created_by=actor.id,
        series_id=series.id,
        occurrence=_free_key(rows, starts_at, plan.zone),
    )
    fill(row, plan)
    lock_for([row])
    against = taken({row.id: queries.booking_of(row)})
    if against:
        raise SessionClash(against[row.id], plan)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "sessions.planned", row, detail={"people": len(plan.person_ids)})
    return row


def _like(rows: list[StorytellingSession], starts_at: datetime) -> StorytellingSession:
    """The nearest session with nothing of its own, not cancelled if there is one."""

    def far(each: StorytellingSession) -> tuple[bool, bool, timedelta]:
        gone = each.state is SessionState.CANCELLED
        return gone, bool(each.own), abs(each.starts_at - starts_at)

    return min(rows, key=far)


def _free_key(rows: list[StorytellingSession], starts_at: datetime, zone: str) -> str:
    """Its time on the wall; one that was moved away may have had the same."""
    key, used = key_of(local(starts_at, zone)), {each.occurrence for each in rows}
    names = [key, *(f"{key}+{number}" for number in range(1, len(rows) + 1))]
    return next(name for name in names if name not in used)
