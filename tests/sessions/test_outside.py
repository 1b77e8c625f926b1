"""Planning outside somebody's free hours: told in a sentence, asked about, never forbidden."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import func, select

from stories.accounts.models import User
from stories.foundation.db import db, unit_of_work
from stories.people.models import Person
from stories.sessions.models import StorytellingSession
from tests.client import soup
from tests.sessions.helpers import ALMATY, World, kept
from tests.sessions.series.test_pages import form as series_form

YES = {"outside": "y"}


@pytest.fixture
def world(make):
    return World(make)


@pytest.fixture
def desk(client, world):
    return client.sign_in(world.leader).speak("en")


def on(weekday: int) -> datetime:
    """The next such weekday but one week, as a day of the place."""
    today = datetime.now(ALMATY)
    return today + timedelta(days=7 + (weekday - today.weekday()) % 7)


def at(weekday: int, hour: int) -> datetime:
    return datetime.combine(on(weekday).date(), time(hour), ALMATY).astimezone(UTC)


def free(app, row, windows):
    with app.app_context(), unit_of_work():
        db.session.get(
            User if row.__tablename__ == "users" else Person, row.id
        ).free_hours = windows


def plan(world, weekday=2, start="15:00", **more):
    return {
        "facilitator": str(world.leader.id),
        "elders": [str(world.elder.id)],
        "youth": [str(world.youth.id)],
        "day": on(weekday).date().isoformat(),
        "start": start,
        "minutes": "40",
        "zone": "Asia/Almaty",
        "travel_minutes": "0",
        "place": "Қарағанды орталығы",
        "theme": "Нан",
        "languages": ["kk"],
    } | more


def count(app):
    with app.app_context(), unit_of_work(write=False):
        return db.session.scalar(select(func.count()).select_from(StorytellingSession))


def test_a_plan_outside_free_hours_is_told_and_kept_once_it_is_said_so(app, desk, world):
    free(app, world.elder, [[2, 840, 939]])  # a minute too short
    free(app, world.leader, [])
    free(app, world.youth, [[2, 840, 1020]])
    page = soup(desk.send("/sessions/new", plan(world), expect=422))
    told = page.select_one("#outside-error").text
    assert "Outside known free hours of Сәуле and Мәриям апа: Wednesday," in told
    assert told.endswith("15:00–15:40.")
    assert count(app) == 0
    seen = page.select_one("#outside_seen")["value"]
    other = plan(world, 3) | YES | {"outside_seen": seen}
    desk.send("/sessions/new", other, expect=422)  # a yes to another hour is none to this one
    desk.send("/sessions/new", plan(world) | YES | {"outside_seen": seen})
    assert count(app) == 1


@pytest.mark.parametrize("windows", [None, [[2, 900, 940]]], ids=["not known", "just so"])
def test_what_is_not_known_or_fits_is_not_asked_about(app, desk, world, windows):
    for row in (world.elder, world.youth, world.leader):
        free(app, row, windows)
    assert not desk.page("/sessions/new").select("#outside")
    desk.send("/sessions/new", plan(world))
    assert count(app) == 1


def test_a_session_that_stays_at_its_time_is_not_asked_about_again(app, desk, world):
    row = world.session(starts_at=at(2, 15))
    free(app, world.elder, [])
    path = f"/sessions/{row.id}/edit"
    desk.send(path, plan(world, theme="Құрт", room=row.room))
    assert kept(app, row.id).theme == "Құрт"
    desk.send(path, plan(world, start="16:00"), expect=422)


def test_a_series_says_for_which_sessions_it_does_not_fit(app, desk, world):
    free(app, world.youth, [])
    page = soup(desk.send("/sessions/series/new", series_form(world), expect=200))
    assert page.text.count("Outside known free hours of Ерасыл:") == len(
        page.select(".foreseen > li")
    )


def moving(row, **more):
    wall = row.starts_at.astimezone(ALMATY)
    return {
        "day": wall.date().isoformat(),
        "start": f"{wall:%H:%M}",
        "minutes": str(row.minutes),
        "sequence": str(row.sequence),
        "step": "keep",
    } | more


def undo(page):
    act = page.select_one(".flashes form.act")
    data = {item["name"]: item["value"] for item in act.select("input")}
    return act["action"], {name: data[name] for name in data if name != "csrf_token"}


def test_a_move_tells_what_does_not_fit_and_is_undone_with_one_button(app, desk, world):
    row = world.session(starts_at=at(2, 15))
    free(app, world.elder, [[2, 840, 1020]])
    path = f"/sessions/{row.id}/move"
    look = soup(desk.send(path, moving(row, start="18:00", step="look"), expect=200))
    assert "Outside known free hours of Мәриям апа" in look.text
    answer = desk.send(path, moving(row, start="18:00"))
    page = desk.page(answer.location)
    assert "18:00–18:40" in page.select_one(".flashes").text
    url, back = undo(page)
    assert kept(app, row.id).starts_at == at(2, 18)
    desk.send(url, back)
    assert kept(app, row.id).starts_at == at(2, 15)


def test_an_undo_does_not_drive_out_who_came_meanwhile(app, make, desk, world):
    row = world.session(starts_at=at(2, 15))
    answer = desk.send(f"/sessions/{row.id}/move", moving(row, start="18:00"))
    url, back = undo(desk.page(answer.location))
    world.session(starts_at=at(2, 15), facilitator_id=make.facilitator().id, room="5")
    page = soup(desk.send(url, back, expect=422))
    assert "already have a session" in page.text
    assert kept(app, row.id).starts_at == at(2, 18)
