"""A series of Thursdays at 15:00 in Almaty, some weeks from now."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from stories.foundation.db import db, unit_of_work
from stories.sessions import queries as sessions
from stories.sessions.plans import plan_of
from stories.sessions.series import queries
from stories.sessions.series.models import Series
from stories.sessions.series.rules import Repeat, Scope
from stories.sessions.series.services import cancel_some, change_some, plan_series
from stories.sessions.times import local, to_utc
from tests.sessions.helpers import World, acting

ZONE = "Asia/Almaty"


def thursday(weeks: int = 2) -> date:
    """A Thursday so many weeks from this one."""
    today = datetime.now(UTC).date()
    return today + timedelta(days=3 - today.weekday(), weeks=weeks)


def at(day: date, hour: int = 15, zone: str = ZONE) -> datetime:
    found = to_utc(day, time(hour), zone)
    assert isinstance(found, datetime)
    return found


def planned(app: Any, world: World, repeat: Repeat | None = None, **more: Any) -> Any:
    """Plan a series; gives its id."""
    left, late = more.pop("left_out", ()), more.pop("late", False)
    more.setdefault("starts_at", at(thursday()))
    with acting(app, world.leader) as actor:
        plan = world.plan(**more)
        return plan_series(actor, plan, repeat or Repeat(times=4), left, late=late).id


def rows(app: Any, series_id: Any) -> list[Any]:
    """Every session of a series as it is kept, earliest first."""
    with app.app_context(), unit_of_work(write=False):
        found = queries.rows_of(series_id)
        assert all(item.person.name for each in found for item in each.attendances)
        db.session.expunge_all()
        return found


def series(app: Any, series_id: Any) -> Series:
    with app.app_context(), unit_of_work(write=False):
        row = db.session.get_one(Series, series_id)
        db.session.expunge_all()
        return row


def walls(found: list[Any]) -> list[str]:
    """«12-03 15:00» of each, on the clock of its place."""
    return [local(each.starts_at, each.zone).strftime("%m-%d %H:%M") for each in found]


def change(app: Any, world: World, session_id: Any, scope: Scope, **fields: Any) -> Any:
    with acting(app, world.leader) as actor:
        row = sessions.session(actor, session_id)
        return change_some(actor, row, replace(plan_of(row), **fields), scope)


def cancel(app: Any, world: World, session_id: Any, scope: Scope) -> int:
    with acting(app, world.leader) as actor:
        return cancel_some(actor, sessions.session(actor, session_id), "Қар жауып тұр", scope)
