"""Planning, changing and cancelling a series, on each database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from stories.foundation.access import Role
from stories.foundation.errors import Forbidden
from stories.people.models import Generation, Readiness
from stories.sessions import queries
from stories.sessions.errors import BadPlan, SessionClash, WrongState
from stories.sessions.models import SessionState
from stories.sessions.series.errors import SeriesClash
from stories.sessions.series.queries import series as series_of
from stories.sessions.series.rules import Repeat, Scope
from stories.sessions.series.services import add_session, plan_series
from stories.sessions.services import confirm_session
from tests.factories import Factory
from tests.sessions.helpers import World, acting
from tests.sessions.series.helpers import (
    at,
    cancel,
    change,
    planned,
    rows,
    series,
    thursday,
    walls,
)


@pytest.fixture
def world(make):
    return World(make)


def days(first, count):
    return [(first + timedelta(weeks=week)).strftime("%m-%d 15:00") for week in range(count)]


# Planning


def test_every_session_of_a_series_is_a_row(any_app):
    world = World(Factory(any_app))
    found = rows(any_app, planned(any_app, world, Repeat()))
    assert walls(found) == days(thursday(), 8)
    assert len({row.id for row in found}) == 8
    assert [row.occurrence for row in found] == sorted({row.occurrence for row in found})
    assert {(row.state, row.sequence, tuple(row.own)) for row in found} == {
        (SessionState.PLANNED, 0, ())
    }
    assert {len(row.attendances) for row in found} == {2}


def test_one_clash_keeps_all_of_it_from_being_planned_and_can_be_left_out(app, world):
    third = thursday() + timedelta(weeks=2)
    world.session(starts_at=at(third), narrators=[world.elder], listeners=[])
    with pytest.raises(SeriesClash):
        planned(app, world)
    with acting(app, world.leader) as actor:
        assert len(queries.upcoming(actor)) == 1
    found = planned(app, world, left_out=[f"{third}T15:00"])
    assert walls(rows(app, found)) == [
        each for each in days(thursday(), 4) if each[:5] != third.strftime("%m-%d")
    ]


def test_a_series_in_the_past_is_entered_only_by_whoever_says_so(app, world):
    start = at(thursday(-3))
    with pytest.raises(BadPlan) as refused:
        planned(app, world, starts_at=start)
    assert set(refused.value.problems) == {"late"}
    assert len(rows(app, planned(app, world, starts_at=start, late=True))) == 4


@pytest.mark.parametrize(
    ("repeat", "field"),
    [
        (Repeat(times=0), "times"),
        (Repeat(times=61), "times"),
        (Repeat(times=10_000), "times"),
        (Repeat(interval=0), "times"),
        (Repeat(interval=12, times=60), "times"),
    ],
)
def test_a_series_out_of_bounds_is_refused_with_a_sentence(app, world, repeat, field):
    with pytest.raises(BadPlan) as refused:
        planned(app, world, repeat)
    assert set(refused.value.problems) == {field}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"narrators": ()}, "elders"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"room": "н" * 5000}, "room"),
        ({"minutes": -40}, "minutes"),
        ({"travel_minutes": 241}, "travel_minutes"),
        ({"travel_minutes": -1}, "travel_minutes"),
        ({"starts_at": datetime(2019, 1, 3, tzinfo=UTC)}, "day"),
        ({"starts_at": datetime(2031, 1, 3, tzinfo=UTC)}, "day"),
    ],
)
def test_what_is_wrong_with_one_is_wrong_with_all(app, world, more, field):
    with pytest.raises(BadPlan) as refused:
        planned(app, world, **more)
    assert set(refused.value.problems) == {field}


def test_a_series_may_not_reach_beyond_two_years(app, world):
    first = datetime.now(UTC).date() + timedelta(days=600)
    with pytest.raises(BadPlan) as refused:
        planned(app, world, Repeat(times=60), starts_at=at(first))
    assert set(refused.value.problems) == {"times"}


def test_whoever_may_not_plan_one_may_not_plan_many(app, make, world):
    with acting(app, make.user(Role.CURATOR)) as actor, pytest.raises(Forbidden):
        plan_series(actor, world.plan(), Repeat())


def test_an_hour_that_does_not_exist_is_left_out_or_nothing_is_planned(app, world):
    # The last Sunday of March 2027 in Berlin has no half past two.
    start = datetime(2027, 3, 21, 1, 30, tzinfo=UTC)
    more = {"zone": "Europe/Berlin", "starts_at": start}
    with pytest.raises(SeriesClash):
        planned(app, world, Repeat(times=3), **more)
    found = planned(app, world, Repeat(times=3), left_out=["2027-03-28T02:30"], **more)
    assert walls(rows(app, found)) == ["03-21 02:30", "04-04 02:30"]


# Changing


def test_this_one_alone_is_changed_and_stays_so_when_all_are(any_app):
    world = World(Factory(any_app))
    series_id = planned(any_app, world)
    second = rows(any_app, series_id)[1]
    friday = at(thursday() + timedelta(days=8), 16)
    change(any_app, world, second.id, Scope.THIS, starts_at=friday, theme="Той")
    found = rows(any_app, series_id)
    assert found[1].own == ["theme", "when"]
    assert found[1].sequence == 1
    change(
        any_app, world, found[0].id, Scope.ALL, starts_at=at(thursday(), 11), theme="Ән", room="3"
    )
    found = rows(any_app, series_id)
    assert [each.theme for each in found] == ["Ән", "Той", "Ән", "Ән"]
    assert {each.room for each in found} == {"3"}
    assert [each[-5:] for each in walls(found)] == ["11:00", "16:00", "11:00", "11:00"]
    assert found[1].starts_at == friday
    assert len(found) == 4


def test_this_and_all_that_follow_make_a_series_that_remembers_the_first(any_app):
    world = World(Factory(any_app))
    series_id = planned(any_app, world, Repeat(times=5))
    third = rows(any_app, series_id)[2]
    moved = at(thursday(4) + timedelta(days=1), 10)
    result = change(any_app, world, third.id, Scope.FOLLOWING, starts_at=moved)
    assert result.sessions == 3
    before = rows(any_app, series_id)
    assert walls(before) == days(thursday(), 2)
    with acting(any_app, world.leader) as actor:
        later_id = queries.session(actor, third.id).series_id
    assert series(any_app, later_id).earlier_id == series_id
    assert series(any_app, series_id).rule == "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;COUNT=2"
    assert series(any_app, later_id).rule == "FREQ=WEEKLY;INTERVAL=1;BYDAY=FR;COUNT=3"
    after = rows(any_app, later_id)
    assert {each[-5:] for each in walls(after)} == {"10:00"}
    assert [each.starts_at.weekday() for each in after] == [4, 4, 4]


def test_all_may_step_into_each_others_places(app, world):
    series_id = planned(app, world)
    first = rows(app, series_id)[0]
    change(app, world, first.id, Scope.ALL, starts_at=at(thursday(3)))
    assert walls(rows(app, series_id)) == days(thursday(3), 4)


def test_all_or_none_are_moved(app, world):
    series_id = planned(app, world)
    found = rows(app, series_id)
    world.session(
        starts_at=at(thursday(4), 11), narrators=[world.elder], listeners=[], room="басқа"
    )
    with pytest.raises(SeriesClash) as refused:
        change(app, world, found[0].id, Scope.ALL, starts_at=at(thursday(), 11))
    assert set(refused.value.overlaps) == {found[2].id}
    assert walls(rows(app, series_id)) == days(thursday(), 4)


def test_open_and_held_and_past_ones_are_never_touched(app, make, world):
    series_id = planned(app, world, Repeat(times=6), starts_at=at(thursday(-2)), late=True)
    found = rows(app, series_id)
    with acting(app, world.leader) as actor:
        queries.session(actor, found[2].id).state = SessionState.HELD
        queries.session(actor, found[3].id).state = SessionState.OPEN
    result = change(app, world, found[4].id, Scope.ALL, theme="Ән")
    assert result.sessions == 2
    assert [each.theme == "Ән" for each in rows(app, series_id)] == [False] * 4 + [True] * 2
    with pytest.raises(WrongState):
        change(app, world, found[2].id, Scope.ALL, theme="Ән")
    with pytest.raises(BadPlan) as refused:
        change(app, world, found[3].id, Scope.ALL, theme="Ән")
    assert set(refused.value.problems) == {"scope"}


def test_a_change_of_all_says_how_many_lost_their_confirmation(app, make, world):
    series_id = planned(app, world)
    ready = rows(app, series_id)[:2]
    with acting(app, world.leader) as actor:
        for row in ready:
            confirm_session(actor, queries.session(actor, row.id))
    tired = make.person(Generation.YOUTH, readiness=Readiness.NOT_NOW)
    first = rows(app, series_id)[0]
    result = change(app, world, first.id, Scope.ALL, listeners=(tired.id,))
    assert (result.sessions, result.doubted) == (4, 2)
    assert {row.state for row in rows(app, series_id)} == {SessionState.PLANNED}


def test_when_the_clocks_change_meanwhile_a_move_of_all_is_told(app, world):
    more = {"zone": "Europe/Berlin", "starts_at": datetime(2027, 3, 21, 13, tzinfo=UTC)}
    series_id = planned(app, world, Repeat(times=3), **more)
    first = rows(app, series_id)[0]
    with pytest.raises(BadPlan) as refused:
        change(app, world, first.id, Scope.ALL, starts_at=datetime(2027, 3, 21, 1, 30, tzinfo=UTC))
    assert set(refused.value.problems) == {"start"}
    assert {each[-5:] for each in walls(rows(app, series_id))} == {"14:00"}


# Cancelling and adding


@pytest.mark.parametrize(
    ("scope", "gone"),
    [
        (Scope.THIS, [False, True, False, False]),
        (Scope.FOLLOWING, [False, True, True, True]),
        (Scope.ALL, [True] * 4),
    ],
)
def test_one_the_following_or_all_are_cancelled(app, world, scope, gone):
    series_id = planned(app, world)
    found = rows(app, series_id)
    assert cancel(app, world, found[1].id, scope) == sum(gone)
    found = rows(app, series_id)
    assert [row.state is SessionState.CANCELLED for row in found] == gone
    assert {row.cancelled_because for row in found} <= {"", "Қар жауып тұр"}
    assert [row.sequence for row in found] == [int(each) for each in gone]


def test_one_more_is_like_the_nearest_and_needs_a_free_slot(app, world):
    series_id = planned(app, world)
    day = thursday() + timedelta(days=1)
    with acting(app, world.leader) as actor:
        row = add_session(actor, series_of(actor, series_id), at(day, 17))
        assert row.occurrence == f"{day}T17:00"
        assert {item.person_id for item in row.attendances} == {world.elder.id, world.youth.id}
    assert len(rows(app, series_id)) == 5
    with acting(app, world.leader) as actor, pytest.raises(SessionClash):
        add_session(actor, series_of(actor, series_id), at(day, 17))


def test_one_more_may_take_the_place_of_one_that_was_moved_away(app, world):
    series_id = planned(app, world)
    first = rows(app, series_id)[0]
    change(app, world, first.id, Scope.THIS, starts_at=at(thursday() + timedelta(days=1)))
    with acting(app, world.leader) as actor:
        row = add_session(actor, series_of(actor, series_id), at(thursday()))
        assert row.occurrence == f"{thursday()}T15:00+1"
    assert len(rows(app, series_id)) == 5


def test_a_series_holds_sixty_and_no_more(app, world):
    start = date.today() + timedelta(days=10)  # noqa: DTZ011 - any day will do
    repeat = Repeat(weekdays=frozenset(range(7)), times=60)
    series_id = planned(app, world, repeat, starts_at=at(start))
    assert len(rows(app, series_id)) == 60
    with acting(app, world.leader) as actor, pytest.raises(BadPlan):
        add_session(actor, series_of(actor, series_id), at(start, 18))
