"""Moving a session in the calendar: looked at first, kept when it is said so, never over others."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.sessions.calendar.rules import Step, stepped
from stories.sessions.models import SessionState
from tests.sessions.helpers import ALMATY, World, kept

JSON = {"Accept": "application/json"}


@pytest.fixture
def world(make):
    return World(make)


def at(days: int, hour: int = 15) -> datetime:
    day = datetime.now(ALMATY).date() + timedelta(days=days)
    return datetime.combine(day, time(hour), ALMATY).astimezone(UTC)


def fields(row, **more):
    wall = row.starts_at.astimezone(ALMATY)
    return {
        "day": wall.date().isoformat(),
        "start": f"{wall:%H:%M}",
        "minutes": str(row.minutes),
        "sequence": str(row.sequence),
        "step": "keep",
    } | more


def actions(app):
    with app.app_context(), unit_of_work(write=False):
        return set(db.session.scalars(select(AuditEvent.action)))


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - on a wall
    st.integers(20, 90),
    st.sampled_from(Step),
)
def test_a_step_and_its_opposite_come_back(wall, minutes, step):
    opposite = {
        Step.EARLIER_DAY: Step.LATER_DAY,
        Step.LATER_DAY: Step.EARLIER_DAY,
        Step.EARLIER: Step.LATER,
        Step.LATER: Step.EARLIER,
    }.get(step, Step.LOOK)
    there = stepped(wall, minutes, step)
    assert 20 <= there[1] <= 90
    if opposite is not Step.LOOK:
        assert stepped(*there, opposite) == (wall, minutes)


def test_buttons_look_and_one_keeps(app, client, world):
    row = world.session(starts_at=at(5))
    client.sign_in(world.leader).speak("en")
    path = f"/sessions/{row.id}/move"
    assert client.page(path).select_one("input[name=start]")["value"] == "15:00"
    page = client.send(path, fields(row, step="later"), expect=200)
    assert "Everybody and the room are free then." in page.get_data(as_text=True)
    assert 'value="15:15"' in page.get_data(as_text=True)
    assert kept(app, row.id).starts_at == row.starts_at
    assert "sessions.changed" not in actions(app)
    client.send(path, fields(row, start="15:15", minutes="55"))
    assert "sessions.changed" in actions(app)
    found = kept(app, row.id)
    assert found.starts_at == row.starts_at + timedelta(minutes=15)
    assert found.minutes == 55
    assert found.sequence == row.sequence + 1
    assert found.theme == row.theme
    assert len(found.attendances) == 2


def test_a_drag_is_told_in_a_sentence_before_anything_sticks(app, client, world):
    row = world.session(starts_at=at(5))
    world.session(starts_at=at(6), theme="Бос емес")
    client.sign_in(world.leader).speak("en")
    path, wall = f"/sessions/{row.id}/move", at(6).astimezone(ALMATY)
    asked = fields(row, day=wall.date().isoformat(), step="look")
    told = client.send(path, asked, headers=JSON, expect=200).get_json()
    assert told["fits"] is False
    assert "already" in told["sentence"]
    told = client.send(path, asked | {"start": "18:00"}, headers=JSON, expect=200).get_json()
    assert told["fits"] is True
    assert told["when"].endswith("18:00–18:40")
    assert kept(app, row.id).starts_at == row.starts_at
    client.send(path, asked | {"step": "keep"}, expect=422)
    assert kept(app, row.id).starts_at == row.starts_at


def test_it_leads_back_to_the_calendar_it_was_dragged_in(client, world):
    row = world.session(starts_at=at(5))
    client.sign_in(world.leader)
    day = at(7).astimezone(ALMATY).date().isoformat()
    answer = client.send(f"/sessions/{row.id}/move", fields(row, day=day, view="week"))
    assert answer.location == f"/sessions?day={day}&view=week"
    answer = client.send(f"/sessions/{row.id}/move", fields(row, sequence="1", view="//x"))
    assert answer.location == f"/sessions/{row.id}"


def test_whoever_comes_second_moves_nothing(app, client, world):
    row = world.session(starts_at=at(5))
    client.sign_in(world.leader).speak("en")
    path = f"/sessions/{row.id}/move"
    client.send(path, fields(row, start="16:00"))
    told = client.send(path, fields(row, step="look"), headers=JSON, expect=409).get_json()
    assert "meanwhile" in told["sentence"]
    client.send(path, fields(row, start="17:00"))
    assert kept(app, row.id).starts_at == row.starts_at + timedelta(hours=1)
    assert "meanwhile" in client.page(f"/sessions/{row.id}").text


def test_a_confirmed_one_that_loses_something_says_so_first(app, client, make):
    world = World(make, agreed=False)
    row = world.session(
        starts_at=at(5), state=SessionState.CONFIRMED, confirmed_at=datetime.now(UTC)
    )
    client.sign_in(world.leader).speak("en")
    path = f"/sessions/{row.id}/move"
    asked = fields(row, start="16:00", step="look")
    told = client.send(path, asked, headers=JSON, expect=200).get_json()
    assert told["fits"] is True
    assert "not be confirmed any more" in told["sentence"]
    assert kept(app, row.id).state is SessionState.CONFIRMED
    client.send(path, asked | {"step": "keep"})
    assert kept(app, row.id).state is SessionState.PLANNED


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": "500"},
        {"minutes": "x"},
        {"day": "2026-02-30"},
        {"start": "25:00"},
        {"day": "2099-01-01"},
        {"day": "0001-01-01", "start": "00:00"},
        {"start": ""},
    ],
)
def test_nonsense_moves_nothing(app, client, world, wrong):
    row = world.session(starts_at=at(5))
    client.sign_in(world.leader)
    for step in ("keep", "look"):
        asked = fields(row, step=step) | wrong
        told = client.send(f"/sessions/{row.id}/move", asked, headers=JSON, expect=422)
        assert told.get_json()["fits"] is False
        assert told.get_json()["sentence"]
    assert kept(app, row.id).starts_at == row.starts_at


def test_what_is_open_held_or_cancelled_is_not_moved(client, world):
    client.sign_in(world.leader).speak("en")
    for number, state in enumerate(
        (SessionState.OPEN, SessionState.HELD, SessionState.CANCELLED), start=1
    ):
        row = world.session(starts_at=at(-number), state=state, opened_at=at(-number))
        client.get(f"/sessions/{row.id}/move", expect=303)
        assert "Only a planned or a confirmed session" in client.page(f"/sessions/{row.id}").text
        assert "Move in time" not in client.page(f"/sessions/{row.id}").text


def test_others_do_not_move_it(client, make, world):
    row = world.session(starts_at=at(5))
    client.sign_in(make.user(Role.CURATOR))
    client.get(f"/sessions/{row.id}/move", expect=403)
    assert not client.page("/sessions?view=week").select("[data-move]")
    client.sign_in(make.user(Role.ADMIN, organisation=make.other_organisation()))
    client.send(f"/sessions/{row.id}/move", fields(row), expect=404)
