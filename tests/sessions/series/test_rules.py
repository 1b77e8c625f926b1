import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.sessions.plans import Plan
from stories.sessions.series.days_off import Break, day_off, school_known, unknown_years
from stories.sessions.series.rules import (
    MOST,
    BadRule,
    Frequency,
    Repeat,
    Scope,
    Shift,
    changed_groups,
    expand,
    key_of,
    own_after,
    rule_of,
    shift_between,
    shifted,
    wall_of,
)
from stories.sessions.times import OddTime, local, to_utc

THURSDAY = datetime(2026, 12, 3, 15)  # noqa: DTZ001 - the clock on a wall has no zone

walls = st.datetimes(datetime(2023, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001
    lambda wall: wall.replace(second=0, microsecond=0)
)
repeats = st.builds(
    Repeat,
    st.sampled_from(list(Frequency)),
    st.integers(1, 2),
    st.frozensets(st.integers(0, 6)),
    st.integers(1, 12),
)


def test_a_week_comes_again_on_its_weekday_eight_times():
    found = expand(rule_of(Repeat(), THURSDAY), THURSDAY)
    assert found == [THURSDAY + timedelta(weeks=week) for week in range(8)]


def test_every_other_week_on_two_days():
    repeat = Repeat(interval=2, weekdays=frozenset({0, 3}), times=4)
    found = [each.day for each in expand(rule_of(repeat, THURSDAY), THURSDAY)]
    assert found == [3, 14, 17, 28]


@pytest.mark.parametrize(
    ("start", "days"),
    [
        (datetime(2026, 12, 10, 15), ["2026-12-10", "2027-01-14", "2027-02-11"]),  # noqa: DTZ001
        (datetime(2026, 12, 31, 15), ["2026-12-31", "2027-01-28", "2027-02-25"]),  # noqa: DTZ001
    ],
)
def test_a_month_keeps_its_weekday_and_the_fifth_is_the_last(start, days):
    rule = rule_of(Repeat(Frequency.MONTHLY, times=3), start)
    assert [each.date().isoformat() for each in expand(rule, start)] == days


@given(repeats, walls)
def test_a_series_is_as_long_as_asked_in_order_and_keeps_its_hour(repeat, starts):
    found = expand(rule_of(repeat, starts), starts)
    assert len(found) == len(set(found)) == repeat.times
    assert found == sorted(found)
    assert {each.time() for each in found} == {starts.time()}
    assert all(wall_of(key_of(each)) == each for each in found)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH",
        "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;COUNT=10000",
        "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;COUNT=0",
        "FREQ=WEEKLY;INTERVAL=0;BYDAY=TH;COUNT=8",
        "FREQ=WEEKLY;INTERVAL=1;BYDAY=XX;COUNT=8",
        "FREQ=SECONDLY;INTERVAL=1;BYDAY=TH;COUNT=8",
        "FREQ=WEEKLY;INTERVAL=12;BYDAY=TH;COUNT=60",
        "FREQ=MONTHLY;INTERVAL=1;BYDAY=9TH;COUNT=8",
        "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31;COUNT=8",
    ],
)
def test_a_rule_without_end_or_out_of_all_bounds_is_refused(rule):
    with pytest.raises(BadRule):
        expand(rule, THURSDAY)


def test_no_rule_gives_more_than_sixty():
    rule = f"FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;COUNT={MOST}"
    assert len(expand(rule, THURSDAY)) == MOST


def test_the_hour_on_the_wall_stays_when_kazakhstan_changed_its_zone():
    starts = datetime(2024, 2, 15, 15)  # noqa: DTZ001
    moments = [
        to_utc(each.date(), each.time(), "Asia/Almaty")
        for each in expand(rule_of(Repeat(times=4), starts), starts)
    ]
    assert [each.hour for each in moments] == [9, 9, 9, 10]
    assert {local(each, "Asia/Almaty").hour for each in moments} == {15}


@pytest.mark.parametrize(
    ("starts", "odd"),
    [
        (datetime(2026, 3, 22, 2, 30), OddTime.SKIPPED),  # noqa: DTZ001
        (datetime(2026, 10, 18, 2, 30), OddTime.TWICE),  # noqa: DTZ001
    ],
)
def test_an_hour_that_does_not_exist_or_comes_twice_is_told(starts, odd):
    walls = expand(rule_of(Repeat(times=3), starts), starts)
    found = [to_utc(each.date(), each.time(), "Europe/Berlin") for each in walls]
    assert found[1] is odd
    assert isinstance(found[0], datetime)
    assert isinstance(found[2], datetime)


@given(walls, walls, walls)
def test_a_shift_leads_from_one_to_the_other_and_moves_others_alike(one, other, third):
    shift = shift_between(one, other)
    assert shift.of(one) == other
    moved = shift.of(third)
    assert moved.time() == other.time()
    assert moved.date() - third.date() == other.date() - one.date()


@given(repeats, walls, st.integers(-10, 10))
def test_a_rule_moves_with_its_times(repeat, starts, days):
    rule = rule_of(repeat, starts)
    first = expand(rule, starts)[0]
    shift = Shift(days, starts.hour, starts.minute)
    moved = expand(shifted(rule, shift, shift.of(first)), shift.of(first))
    assert len(moved) == repeat.times
    if repeat.frequency is Frequency.WEEKLY and repeat.interval == 1:
        assert moved == [shift.of(each) for each in expand(rule, first)]


def test_what_is_changed_for_one_is_its_own_and_what_all_share_is_not():
    own = own_after(frozenset({"theme"}), frozenset({"where"}), Scope.THIS)
    assert own == {"theme", "where"}
    assert own_after(own, frozenset({"theme"}), Scope.ALL) == {"where"}
    assert own_after(frozenset({"when"}), frozenset({"when"}), Scope.ALL) == {"when"}


def test_the_order_of_people_is_no_change():
    ids = tuple(uuid.UUID(int=number) for number in range(3))
    plan = Plan(datetime(2026, 12, 3, tzinfo=UTC), "Asia/Almaty", ids[0], ids[:2], place="А")
    assert changed_groups(plan, replace(plan, narrators=ids[1::-1], place=" А ")) == set()
    assert changed_groups(plan, replace(plan, narrators=ids[:1], room="2")) == {"people", "where"}


# Days off


@pytest.mark.parametrize(
    ("day", "public", "school"),
    [
        (date(2026, 3, 21), "Nowruz Holiday", Break.SPRING),
        (date(2025, 12, 16), "Independence Day", None),
        (date(2026, 1, 5), "", Break.WINTER),
        (date(2025, 10, 27), "Republic Day", Break.AUTUMN),
        (date(2026, 7, 20), "", Break.SUMMER),
        (date(2026, 12, 16), "Independence Day", None),
    ],
)
def test_days_off_of_kazakhstan(day, public, school):
    off = day_off(day)
    assert off is not None
    assert (off.public, off.school) == (public, school)


def test_an_ordinary_day_and_a_year_nobody_knows_yet():
    assert day_off(date(2026, 2, 11)) is None
    assert day_off(date(2026, 12, 30)) is None
    assert not school_known(date(2026, 12, 30))
    assert unknown_years([date(2026, 5, 1), date(2026, 9, 1), date(2027, 9, 1)]) == [2026, 2027]
