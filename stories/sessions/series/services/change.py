"""Changing a session alone, with all that follow, or with all of its series."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import lazy_gettext as _l

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.i18n import short_day
from stories.people.queries import persons_by_ids
from stories.sessions import queries
from stories.sessions.errors import BadPlan
from stories.sessions.filling import doubt, fill, lock_for, taken
from stories.sessions.marks import mark, seen_of
from stories.sessions.models import StorytellingSession
from stories.sessions.plans import Plan, plan_of
from stories.sessions.policy import PLAN
from stories.sessions.rules import Move
from stories.sessions.series.errors import SeriesClash
from stories.sessions.series.models import Series
from stories.sessions.series.queries import lock_rows
from stories.sessions.series.reach import reached
from stories.sessions.series.rules import (
    GROUPS,
    Scope,
    Shift,
    changed_groups,
    key_of,
    own_after,
    shift_between,
    shifted,
    wall_of,
    with_count,
)
from stories.sessions.services import change_session
from stories.sessions.services.checks import check_plan
from stories.sessions.times import OddTime, local, to_utc

NO_SUCH_HOUR = _l("On %(day)s the clocks are changed, and this time does not exist or comes twice.")


@dataclass(frozen=True)
class Changed:
    """How many sessions a change reached, and how many lost their confirmation by it."""

    sessions: int
    doubted: int


def change_some(actor: Actor, row: StorytellingSession, plan: Plan, scope: Scope) -> Changed:
    """Change a session, and with it those of its series the scope reaches, all or none.

    Only what differs between the session and ``plan`` is changed elsewhere, and nothing that is
    another session's own. «Following» splits the series: the later one remembers the earlier.
    Raises WrongState, BadPlan, SeriesClash; Conflict when the series was split meanwhile.
    """
    if scope is Scope.THIS or row.series_id is None:
        confirmed = row.confirmed_at is not None
        change_session(actor, row, plan)
        return Changed(1, int(confirmed and row.confirmed_at is None))
    require(actor, PLAN, row)
    series, rows = lock_rows(row)
    targets = reached(row, rows, scope, Move.CHANGE)
    edit = _Edit.between(row, plan)
    plans = {each.id: edit.of(each) for each in targets}
    _check(plans, targets)
    if scope is Scope.FOLLOWING:
        series = _split(actor, series, rows, row)
    if "when" in edit.groups:
        _move_rule(series, edit)
    doubted = _lay(actor, targets, plans, edit, scope)
    detail: audit.Detail = {"scope": scope.value, "sessions": len(targets)}
    audit.record(actor, "sessions.series_changed", series, detail=detail)
    return Changed(len(targets), doubted)


@dataclass(frozen=True)
class _Edit:
    """What a planner changed about one session, to be done to others."""

    row_id: uuid.UUID
    plan: Plan
    groups: frozenset[str]
    shift: Shift

    @classmethod
    def between(cls, row: StorytellingSession, plan: Plan) -> "_Edit":
        before = plan_of(row)
        shift = shift_between(_wall(row.starts_at, row.zone), _wall(plan.starts_at, plan.zone))
        return cls(row.id, plan, changed_groups(before, plan), shift)

    def of(self, target: StorytellingSession) -> Plan:
        """The plan of a session after the change."""
        if target.id == self.row_id:
            return self.plan
        groups = self.groups - set(target.own)
        names = [name for group in groups - {"when"} for name in GROUPS[group]]
        plan = replace(plan_of(target), **{name: getattr(self.plan, name) for name in names})
        return self._moved(plan) if "when" in groups else plan

    def _moved(self, plan: Plan) -> Plan:
        wall = self.shift.of(_wall(plan.starts_at, plan.zone))
        moment = to_utc(wall.date(), wall.time(), self.plan.zone)
        if isinstance(moment, OddTime):
            raise BadPlan({"start": _told_odd(wall)})
        return replace(plan, starts_at=moment, zone=self.plan.zone)


def _told_odd(wall: datetime) -> str:
    return str(NO_SUCH_HOUR) % {"day": short_day(wall.date())}


def _wall(moment: datetime, zone: str) -> datetime:
    return local(moment, zone).replace(tzinfo=None)


def _check(plans: Mapping[uuid.UUID, Plan], targets: list[StorytellingSession]) -> None:
    people = persons_by_ids({who for plan in plans.values() for who in plan.person_ids})
    for each in targets:
        check_plan(plans[each.id], people, each.organisation_id)


def _split(
    actor: Actor, series: Series, rows: list[StorytellingSession], row: StorytellingSession
) -> Series:
    """The series from a session on; the same one when nothing lies before it."""
    later = [each for each in rows if each.starts_at >= row.starts_at]
    earlier = len(rows) - len(later)
    if not earlier:
        return series
    found = Series(
        id=uuid.uuid4(),
        organisation_id=series.organisation_id,
        rule=with_count(series.rule, len(later)),
        starts=key_of(_wall(row.starts_at, row.zone)),
        zone=row.zone,
        earlier_id=series.id,
        created_by=actor.id,
    )
    series.rule = with_count(series.rule, earlier)
    db.session.add(found)
    db.session.flush()
    for each in later:
        each.series_id = found.id
    return found


def _move_rule(series: Series, edit: _Edit) -> None:
    starts = edit.shift.of(wall_of(series.starts))
    series.rule = shifted(series.rule, edit.shift, starts)
    series.starts, series.zone = key_of(starts), edit.plan.zone


def _lay(
    actor: Actor,
    targets: list[StorytellingSession],
    plans: Mapping[uuid.UUID, Plan],
    edit: _Edit,
    scope: Scope,
) -> int:
    before = {each.id: seen_of(each) for each in targets}
    with db.session.no_autoflush:
        for each in targets:
            fill(each, plans[each.id])
        lock_for(targets)
        against = taken({each.id: queries.booking_of(each) for each in targets})
    if against:
        raise SeriesClash(against)
    db.session.flush()
    doubted = doubt(targets)
    for each in targets:
        mark(each, noticed=each.id in doubted or seen_of(each) != before[each.id])
        if each.id == edit.row_id:
            each.own = sorted(own_after(frozenset(each.own), edit.groups, scope))
        detail: audit.Detail = {"people": len(plans[each.id].person_ids)}
        audit.record(actor, "sessions.changed", each, detail=detail)
    db.session.flush()
    return len(doubted)
