"""The way from one place to another belongs to a session of whoever has to go it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.people.models import Generation
from stories.sessions.errors import SessionClash
from stories.sessions.rules import Booking, Clash, clashes, near, place_key, way_between
from stories.sessions.services import plan_session
from tests.sessions.helpers import World, acting, soon
from tests.sessions.test_rules import HOUSES, LEADERS, bookings

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@st.composite
def placed(draw):
    from dataclasses import replace

    place = draw(st.sampled_from([None, "centre", "school"]))
    way = timedelta(minutes=draw(st.integers(0, 240)))
    return replace(draw(bookings()), place=place, travel=way)


@given(placed(), placed())
def test_a_way_is_as_long_there_as_back(one, other):
    assert way_between(one, other) == way_between(other, one)
    assert near(one, other) == near(other, one)
    there = {(item.kind, item.person_ids, item.way) for item in clashes(one, [other])}
    assert there == {(item.kind, item.person_ids, item.way) for item in clashes(other, [one])}


@given(placed(), placed())
def test_enough_time_between_two_is_no_clash_and_a_room_does_not_travel(one, other):
    found = clashes(one, [other])
    gap = max(other.starts_at - one.ends_at, one.starts_at - other.ends_at)
    if gap >= max(one.travel, other.travel, timedelta()):
        assert found == []
    if gap >= timedelta():
        assert all(item.kind is not Clash.ROOM and item.way > gap for item in found)


def test_a_call_needs_no_way():
    one = Booking(None, HOUSES[0], NOON, NOON + timedelta(minutes=40), LEADERS[0])
    assert place_key("Алматы", remote=True) is None
    assert way_between(one, one) == timedelta()


@pytest.fixture
def world(make):
    return World(make)


def plan(app, world, hours, **more):
    with acting(app, world.leader) as actor:
        return plan_session(actor, world.plan(starts_at=soon(100 + hours), **more)).id


def test_nobody_is_expected_elsewhere_before_they_can_be_there(app, make, world):
    plan(app, world, 0, travel_minutes=60)
    with pytest.raises(SessionClash) as refused:
        plan(app, world, 1, place="Мектеп")
    assert {item.kind for item in refused.value.overlaps} == {Clash.PERSON, Clash.FACILITATOR}
    assert {item.way for item in refused.value.overlaps} == {timedelta(hours=1)}
    plan(app, world, 1)
    plan(app, world, 2.75, place="Мектеп")


def test_who_and_when_and_how_long_is_told_in_a_sentence(app, client, make, world):
    plan(app, world, 0, travel_minutes=60)
    other = make.facilitator(name="Айгүл")
    client.sign_in(world.leader).speak("en")
    start = soon(101).astimezone()
    from tests.sessions.helpers import ALMATY

    start = start.astimezone(ALMATY)
    form = world.form(
        day=start.date().isoformat(),
        start=f"{start:%H:%M}",
        place="Мектеп",
        facilitator=str(other.id),
        youth=[str(make.person(Generation.YOUTH).id)],
    )
    page = client.send("/sessions/new", form, expect=422).text
    assert "Мәриям апа is elsewhere on" in page
    assert "and the way takes 60 minutes." in page
