"""Planning a series: all of its sessions, or none."""

import uuid
from collections.abc import Collection
from dataclasses import replace

from flask_babel import lazy_gettext as _l

from stories.foundation import audit, clock
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.people.queries import persons_by_ids
from stories.sessions import queries
from stories.sessions.errors import BadPlan
from stories.sessions.filling import fill
from stories.sessions.models import StorytellingSession
from stories.sessions.plans import Plan
from stories.sessions.policy import PLAN
from stories.sessions.series.errors import SeriesClash
from stories.sessions.series.foresight import Foreseen, foresee, kept_of
from stories.sessions.series.models import Series
from stories.sessions.series.rules import MOST, BadRule, Repeat, key_of, rule_of
from stories.sessions.services.checks import FAR, check_plan, owner_of
from stories.sessions.times import local, within_reach

NO_RULE = _l("A series has 1 to %(most)d sessions within two years, at most 12 apart.", most=MOST)
NOTHING_LEFT = _l("Every session is left out, so there is nothing to plan.")
PAST = _l("Some of these days have passed. Say that you enter them late.")


def plan_series(
    actor: Actor,
    plan: Plan,
    repeat: Repeat,
    left_out: Collection[str] = (),
    *,
    late: bool = False,
) -> Series:
    """Enter a series and every session of it that is not left out, or nothing (DOMAIN S1, S4).

    ``left_out`` are keys of times on the wall («2026-12-03T15:00»). Raises BadPlan with a sentence
    per field (days in the past want ``late``), and SeriesClash when a session that stays would
    clash or the clock on the wall shows no such time.
    """
    people = persons_by_ids(plan.person_ids)
    row = Series(id=uuid.uuid4(), organisation_id=owner_of(plan, people), created_by=actor.id)
    require(actor, PLAN, row)
    check_plan(plan, people, row.organisation_id)
    starts = local(plan.starts_at, plan.zone).replace(tzinfo=None)
    row.rule, row.starts, row.zone = rule_of(repeat, starts), key_of(starts), plan.zone
    queries.lock_calendar(row.organisation_id, plan.facilitator_id)
    kept = _kept(plan, repeat, row.organisation_id, left_out, late=late)
    db.session.add(row)
    db.session.flush()
    for one in kept:
        _keep(actor, row, plan, one)
    audit.record(actor, "sessions.series_planned", row, detail={"sessions": len(kept)})
    return row


def _kept(
    plan: Plan, repeat: Repeat, owner: uuid.UUID, left_out: Collection[str], *, late: bool
) -> list[Foreseen]:
    try:
        kept = kept_of(foresee(plan, repeat, owner), left_out)
    except BadRule:
        raise BadPlan({"times": NO_RULE}) from None
    if not kept:
        raise BadPlan({"times": NOTHING_LEFT})
    if not within_reach(kept[-1].wall.date(), clock.today(plan.zone)):
        raise BadPlan({"times": FAR})
    if any(one.past for one in kept) and not late:
        raise BadPlan({"late": PAST})
    if any(one.blocked for one in kept):
        raise SeriesClash
    return kept


def _keep(actor: Actor, series: Series, plan: Plan, one: Foreseen) -> None:
    assert one.starts_at is not None  # noqa: S101 - odd times are blocked
    row = StorytellingSession(
        id=uuid.uuid4(),
        organisation_id=series.organisation_id,
        created_by=actor.id,
        series_id=series.id,
        occurrence=one.key,
    )
    fill(row, replace(plan, starts_at=one.starts_at))
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "sessions.planned", row, detail={"people": len(plan.person_ids)})
