"""Any order of planning, moving, changing and cancelling: nothing extra, nothing lost."""

import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from icalendar import Calendar

from stories.app import create_app
from stories.foundation.db import db, unit_of_work
from stories.foundation.errors import StoriesError
from stories.sessions import queries
from stories.sessions.feeds.ics import STATUS, calendar
from stories.sessions.feeds.seen import for_user
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.plans import plan_of
from stories.sessions.series.queries import series as series_of
from stories.sessions.series.rules import Repeat, Scope
from stories.sessions.series.services import add_session, cancel_some, change_some, plan_series
from stories.sessions.times import local
from tests.conftest import environment
from tests.factories import Factory
from tests.sessions.helpers import World, acting
from tests.sessions.series.helpers import at, thursday

THEMES = ("Нан", "Ән", "Той")
PLACES = ("Мектеп", "Орталық")
ALIVE = {SessionState.PLANNED, SessionState.CONFIRMED}
LENGTH = timedelta(minutes=40)
which = st.integers(0, 1000)
scopes = st.sampled_from(list(Scope))


class AnyOrder(RuleBasedStateMachine):
    """What the database holds is compared with what was asked for, step by step."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        shutil.copy(self.template, self.home / "stories.db")
        self.app = create_app(environment(self.home))
        self.app.testing = True
        self.world = World(Factory(self.app), agreed=False)
        self.told: dict[object, dict[str, object]] = {}

    def teardown(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        shutil.rmtree(self.home)

    # What a row is, in the words of this test

    def kept(self) -> dict[object, dict[str, object]]:
        with self.app.app_context(), unit_of_work(write=False):
            return {row.id: self.seen(row) for row in db.session.query(StorytellingSession)}

    @staticmethod
    def seen(row):
        return {
            "wall": local(row.starts_at, row.zone).replace(tzinfo=None),
            "theme": row.theme,
            "place": row.place,
            "state": row.state,
            "own": frozenset(row.own),
            "series": row.series_id,
            "occurrence": row.occurrence,
            "sequence": row.sequence,
        }

    def one(self, number):
        ids = sorted(self.told, key=lambda each: (self.told[each]["wall"], str(each)))
        return ids[number % len(ids)]

    def reach(self, session_id, scope):
        """Whom a change of this session has to reach, told again in the test's own words."""
        mine = self.told[session_id]
        if mine["state"] not in ALIVE:
            return set()
        if scope is Scope.THIS:
            return {session_id}
        return {
            each
            for each, row in self.told.items()
            if row["series"] == mine["series"]
            and row["state"] in ALIVE
            and (scope is Scope.ALL or row["wall"] >= mine["wall"])
        }

    # Steps

    @precondition(lambda self: len(self.told) < 12)
    @rule(week=st.integers(0, 3), hour=st.integers(8, 18), times=st.integers(1, 5))
    def plan(self, week, hour, times):
        start = at(thursday(2 + week), hour)
        try:
            with acting(self.app, self.world.leader) as actor:
                plan = self.world.plan(starts_at=start, theme="Нан", place="Орталық")
                plan_series(actor, plan, Repeat(times=times))
        except StoriesError:
            return
        fresh = {each: row for each, row in self.kept().items() if each not in self.told}
        assert len(fresh) == times
        self.told |= fresh

    @precondition(lambda self: self.told)
    @rule(number=which, scope=scopes, theme=st.sampled_from(THEMES), place=st.sampled_from(PLACES))
    def rename(self, number, scope, theme, place):
        session_id = self.one(number)
        mine = self.told[session_id]
        changed = {
            name for name, value in (("theme", theme), ("place", place)) if mine[name] != value
        }
        self.change(session_id, scope, changed, theme=theme, place=place)

    @precondition(lambda self: self.told)
    @rule(number=which, scope=scopes, days=st.integers(-2, 2), hour=st.integers(8, 18))
    def move(self, number, scope, days, hour):
        session_id = self.one(number)
        wall = self.told[session_id]["wall"]
        start = at(wall.date() + timedelta(days=days), hour)
        changed = {"wall"} if start != at(wall.date(), wall.hour) else set()
        self.change(session_id, scope, changed, starts_at=start)

    @staticmethod
    def moved(wall, edited, fields):
        """Where a session goes when another one is moved: as many days on, at the same hour."""
        if "starts_at" not in fields:
            return wall
        start = local(fields["starts_at"], "Asia/Almaty").replace(tzinfo=None)
        return wall.replace(hour=start.hour) + (start.date() - edited.date())

    def change(self, session_id, scope, changed, **fields):
        reached = self.reach(session_id, scope)
        try:
            with acting(self.app, self.world.leader) as actor:
                row = queries.session(actor, session_id)
                change_some(actor, row, replace(plan_of(row), **fields), scope)
        except StoriesError:
            return
        groups = {"theme": "theme", "place": "where", "wall": "when"}
        before, after = self.told, self.kept()
        for each, row in after.items():
            was = before[each]
            wanted = fields | {"wall": self.moved(was["wall"], before[session_id]["wall"], fields)}
            for name, group in groups.items():
                mine = each == session_id
                moves = name in changed and each in reached and (mine or group not in was["own"])
                assert row[name] == (wanted[name] if moves else was[name]), (name, scope)
                if scope is Scope.THIS and mine and moves:
                    assert group in row["own"]
            if each not in reached:
                same = set(row) - {"series"}
                assert {name: row[name] for name in same} == {name: was[name] for name in same}
        self.told = after

    @precondition(lambda self: self.told)
    @rule(number=which, scope=scopes)
    def cancel(self, number, scope):
        session_id = self.one(number)
        reached = self.reach(session_id, scope)
        try:
            with acting(self.app, self.world.leader) as actor:
                cancel_some(actor, queries.session(actor, session_id), "Қар", scope)
        except StoriesError:
            assert not reached
            return
        for each in reached:
            self.told[each] |= {
                "state": SessionState.CANCELLED,
                "sequence": self.told[each]["sequence"] + 1,
            }

    @precondition(lambda self: 0 < len(self.told) < 14)
    @rule(number=which, days=st.integers(0, 6), hour=st.integers(8, 18))
    def add(self, number, days, hour):
        mine = self.told[self.one(number)]
        start = at(mine["wall"].date() + timedelta(days=days), hour)
        try:
            with acting(self.app, self.world.leader) as actor:
                added = add_session(actor, series_of(actor, mine["series"]), start).id
        except StoriesError:
            return
        self.told[added] = self.kept()[added]

    # What always holds

    @invariant()
    def database_and_test_agree_and_there_are_no_extras(self):
        assert self.kept() == self.told

    @invariant()
    def the_calendar_shows_exactly_what_is_kept(self):
        with acting(self.app, self.world.leader, keep=False) as actor:
            start, end = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
            shown = {row.id: self.seen(row) for row in queries.between(actor, start, end)}
        assert shown == self.told

    @invariant()
    def a_calendar_elsewhere_reads_exactly_the_same(self):
        with acting(self.app, self.world.leader, keep=False):
            feed = calendar(for_user(self.world.leader.id) or [])
        events = {str(event["uid"]): event for event in Calendar.from_ical(feed).walk("VEVENT")}
        read = {
            name: (event["dtstart"].dt.replace(tzinfo=None), event["sequence"], event["status"])
            for name, event in events.items()
        }
        assert read == {
            f"{each}@stories": (row["wall"], row["sequence"], STATUS[row["state"]])
            for each, row in self.told.items()
        }

    @invariant()
    def nobody_is_in_two_places_at_once(self):
        alive = sorted(row["wall"] for row in self.told.values() if row["state"] in ALIVE)
        assert all(later - earlier >= LENGTH for earlier, later in pairwise(alive))

    @invariant()
    def each_time_of_a_rule_is_there_once(self):
        names = [(row["series"], row["occurrence"]) for row in self.told.values()]
        assert len(names) == len(set(names))


@pytest.mark.slow
def test_any_order_keeps_everything_equal(sqlite_template):
    AnyOrder.template = sqlite_template
    run_state_machine_as_test(
        AnyOrder, settings=settings(max_examples=8, stateful_step_count=12, deadline=None)
    )
