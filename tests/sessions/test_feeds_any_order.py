"""Whatever is planned, moved, edited as a series, confirmed and called off: all say the same."""

from dataclasses import replace
from datetime import timedelta

import icalendar
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from stories.accounts.models import User
from stories.foundation.clock import now
from stories.foundation.db import db, unit_of_work
from stories.foundation.errors import StoriesError
from stories.sessions import queries
from stories.sessions.feeds.ics import STATUS, uid
from stories.sessions.feeds.reading import read_feed
from stories.sessions.feeds.services import give_feed, give_own_feed
from stories.sessions.models import StorytellingSession
from stories.sessions.plans import plan_of
from stories.sessions.series.models import Series
from stories.sessions.series.rules import Repeat, Scope
from stories.sessions.series.services import cancel_some, change_some, plan_series
from stories.sessions.services import (
    cancel_session,
    change_session,
    confirm_session,
    plan_session,
)
from tests.sessions.helpers import World, acting, actor_of, soon

ZONES = st.sampled_from(["Asia/Almaty", "Europe/Berlin"])
HOURS = st.integers(24, 24 * 400)
WHICH, SCOPES = st.integers(0, 9), st.sampled_from(list(Scope))
ACTS = st.one_of(
    st.tuples(st.just("plan"), HOURS, ZONES),
    st.tuples(st.just("series"), HOURS, ZONES),
    st.tuples(st.just("change"), WHICH, st.integers(-200, 200), SCOPES),
    st.tuples(st.just("stop"), WHICH, SCOPES),
    st.tuples(st.just("move"), WHICH, HOURS, ZONES),
    st.tuples(st.just("confirm"), WHICH),
    st.tuples(st.just("cancel"), WHICH),
)


def do(actor, world: World, act: tuple) -> None:
    rows = db.session.query(StorytellingSession).order_by(StorytellingSession.created_at).all()
    if act[0] == "plan":
        plan_session(actor, world.plan(starts_at=soon(act[1]), zone=act[2]))
        return
    if act[0] == "series":
        plan = world.plan(starts_at=soon(act[1]), zone=act[2])
        plan_series(actor, plan, Repeat(times=4))
        return
    if not rows:
        return
    row = rows[act[1] % len(rows)]
    if act[0] == "change":
        plan = plan_of(row)
        later = plan.starts_at + timedelta(hours=act[2])
        change_some(actor, row, replace(plan, starts_at=later), act[3])
    elif act[0] == "stop":
        cancel_some(actor, row, "Қар жауып тұр", act[2])
    elif act[0] == "move":
        change_session(actor, row, world.plan(starts_at=soon(act[2]), zone=act[3]))
    elif act[0] == "confirm":
        confirm_session(actor, row)
    else:
        cancel_session(actor, row, "Ауырып қалды")


def told_by(token: str) -> set[tuple[object, ...]]:
    events = icalendar.Calendar.from_ical(read_feed(token)).walk("VEVENT")
    return {
        (
            str(one["UID"]),
            one["DTSTART"].dt,
            one["DTSTART"].dt.tzinfo.key,
            one["DTEND"].dt,
            str(one["STATUS"]),
            one["SEQUENCE"],
        )
        for one in events
    }


def as_kept(rows: list[StorytellingSession]) -> set[tuple[object, ...]]:
    return {
        (uid(row.id), row.starts_at, row.zone, row.ends_at, STATUS[row.state], row.sequence)
        for row in rows
    }


def test_feed_calendar_and_database_are_equal(app: Flask, make):
    world = World(make)
    with acting(app, world.leader) as actor:
        mine = give_own_feed(actor, "kk", None)
        elders = give_feed(actor, world.elder, "ru", 60)

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(ACTS, min_size=3, max_size=8))
    def whatever(acts: list[tuple]) -> None:
        with app.app_context(), unit_of_work():
            for row in db.session.query(StorytellingSession):
                db.session.delete(row)
            db.session.flush()
            db.session.execute(update(Series).values(earlier_id=None))
            db.session.execute(delete(Series))
        sequences: dict[object, tuple[int, object]] = {}
        for act in acts:
            try:
                with acting(app, world.leader) as actor:
                    do(actor, world, act)
            except StoriesError:
                pass  # a clash, or a move that is not possible any more, changes nothing
            with app.app_context(), app.test_request_context(), unit_of_work(write=False):
                rows = db.session.query(StorytellingSession).all()
                kept = as_kept(rows)
                leader = actor_of(db.session.get_one(User, world.leader.id))
                ends = (now() - timedelta(days=1), now() + timedelta(days=500))
                assert as_kept(queries.between(leader, *ends)) == kept
                assert told_by(mine) == told_by(elders) == kept
                _counts_up(sequences, rows)

    whatever()


def _counts_up(before: dict[object, tuple[int, object]], rows: list[StorytellingSession]) -> None:
    """A calendar takes a change only when its number has grown (RFC 5545, SEQUENCE)."""
    for row in rows:
        seen = (row.starts_at, row.zone, STATUS[row.state])
        number, earlier = before.get(row.id, (-1, None))
        assert row.sequence >= number
        assert seen == earlier or row.sequence > number
        before[row.id] = (row.sequence, seen)
