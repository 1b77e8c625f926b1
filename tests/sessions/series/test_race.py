"""Two planners reach for the same weeks at the same moment, over a served house."""

import threading
import urllib.parse
from http.client import HTTPConnection

import pytest
from waitress.server import create_server

from stories.foundation.db import db, unit_of_work
from stories.sessions.models import StorytellingSession
from stories.sessions.series.errors import SeriesClash
from stories.sessions.series.models import Series
from stories.sessions.series.rules import Repeat, Scope
from tests.factories import Factory
from tests.sessions.helpers import World
from tests.sessions.series.helpers import at, change, planned, rows, thursday
from tests.sessions.test_race import count, race

RUNNERS = 4


@pytest.fixture
def address(any_app):
    """The address of the house, served by as many threads as there are planners."""
    server = create_server(any_app, host="127.0.0.1", port=0, threads=RUNNERS)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield ("127.0.0.1", server.effective_port)
    server.close()
    thread.join(timeout=10)


def planner(app, address, world, leader, path, data):
    """A browser of its own, signed in, with the form filled in."""
    client = app.test_client().sign_in(leader)
    token = client.token()
    cookies = "; ".join(f"{each.key}={each.value}" for each in client._cookies.values())
    body = urllib.parse.urlencode({"csrf_token": token, **data}, doseq=True)
    kind = "application/x-www-form-urlencoded"
    base = app.config.get("BASE_URL", "http://127.0.0.1:8000")

    def step():
        connection = HTTPConnection(*address, timeout=60)
        host = urllib.parse.urlsplit(str(base)).netloc
        headers = {"Cookie": cookies, "Content-Type": kind, "Host": host}
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status

    return step


def test_planners_of_one_slot_end_with_one_series(any_app, address):
    world = World(Factory(any_app))
    data = world.form(
        day=thursday().isoformat(), frequency="weekly", interval="1", times="3", step="save"
    )
    steps = [
        planner(any_app, address, world, world.leader, "/sessions/series/new", data)
        for _ in range(RUNNERS)
    ]
    assert sorted(race(any_app, steps)) == [303] + [422] * (RUNNERS - 1)
    assert count(any_app) == 3
    with any_app.app_context(), unit_of_work(write=False):
        assert db.session.query(Series).count() == 1


def test_a_single_plan_and_a_series_do_not_share_a_slot(any_app, address):
    world = World(Factory(any_app))
    one = world.form(day=thursday(3).isoformat())
    many = world.form(
        day=thursday().isoformat(), frequency="weekly", interval="1", times="3", step="save"
    )
    leader = world.leader
    steps = [
        planner(any_app, address, world, leader, "/sessions/series/new", many),
        planner(any_app, address, world, leader, "/sessions/new", one),
    ]
    assert sorted(race(any_app, steps)) == [303, 422]
    assert count(any_app) in {1, 3}


def test_two_who_move_two_series_into_one_hour_end_with_one_there(any_app):
    world = World(Factory(any_app))
    morning = rows(any_app, planned(any_app, world, Repeat(times=3), starts_at=at(thursday(), 9)))
    evening = rows(any_app, planned(any_app, world, Repeat(times=3), starts_at=at(thursday(), 18)))

    def mover(row):
        return lambda: change(any_app, world, row.id, Scope.ALL, starts_at=at(thursday(), 12))

    ended = race(any_app, [mover(morning[0]), mover(evening[0])])
    assert len([one for one in ended if isinstance(one, SeriesClash)]) == 1, ended
    with any_app.app_context(), unit_of_work(write=False):
        starts = [each for (each,) in db.session.query(StorytellingSession.starts_at)]
    assert len(starts) == len(set(starts)) == 6


def test_two_splits_of_one_series_leave_each_session_in_one(any_app):
    world = World(Factory(any_app))
    series_id = planned(any_app, world, Repeat(times=6))
    found = rows(any_app, series_id)

    def splitter(row, theme):
        return lambda: change(any_app, world, row.id, Scope.FOLLOWING, theme=theme)

    race(any_app, [splitter(found[2], "Ән"), splitter(found[4], "Той")])
    with any_app.app_context(), unit_of_work(write=False):
        kept = db.session.query(StorytellingSession).all()
        by_series = {}
        for row in kept:
            by_series.setdefault(row.series_id, []).append(row.theme)
    assert sum(map(len, by_series.values())) == 6
    assert len(by_series[series_id]) == 2
    assert all(len(set(themes)) == 1 for themes in by_series.values()), by_series
