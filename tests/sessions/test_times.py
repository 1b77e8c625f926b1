from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.sessions.times import (
    ZONES,
    OddTime,
    day_of,
    local,
    read_month,
    shift_month,
    span,
    to_utc,
    week_of,
    weeks_of,
    within_reach,
)

TODAY = date(2026, 11, 23)
days = st.dates(date(2021, 1, 1), date(2028, 12, 31))


def utc(*numbers):
    return datetime(*numbers, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "moment"),
    [
        # Almaty stood at UTC+6 until 1 March 2024 and stands at UTC+5 since (DOMAIN S10).
        (date(2024, 2, 28), time(15), "Asia/Almaty", utc(2024, 2, 28, 9)),
        (date(2024, 2, 29), time(22, 59), "Asia/Almaty", utc(2024, 2, 29, 16, 59)),
        (date(2024, 3, 1), time(0), "Asia/Almaty", utc(2024, 2, 29, 19)),
        (date(2024, 3, 1), time(15), "Asia/Almaty", utc(2024, 3, 1, 10)),
        (date(2026, 11, 23), time(15), "Asia/Almaty", utc(2026, 11, 23, 10)),
        (date(2024, 2, 28), time(15), "Asia/Qostanay", utc(2024, 2, 28, 9)),
        (date(2024, 2, 28), time(15), "Asia/Oral", utc(2024, 2, 28, 10)),
        (date(2026, 7, 1), time(12), "Europe/Berlin", utc(2026, 7, 1, 10)),
        (date(2026, 12, 1), time(12), "Europe/Berlin", utc(2026, 12, 1, 11)),
    ],
)
def test_the_clock_on_the_wall_is_a_moment(day, clock, zone, moment):
    assert to_utc(day, clock, zone) == moment


@pytest.mark.parametrize(
    ("day", "clock", "zone", "odd"),
    [
        (date(2024, 2, 29), time(23), "Asia/Almaty", OddTime.TWICE),
        (date(2024, 2, 29), time(23, 59), "Asia/Almaty", OddTime.TWICE),
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", OddTime.SKIPPED),
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", OddTime.TWICE),
    ],
)
def test_an_hour_that_is_skipped_or_comes_twice_is_no_moment(day, clock, zone, odd):
    assert to_utc(day, clock, zone) is odd


@given(days, st.times(), st.sampled_from(ZONES))
def test_a_moment_shows_the_same_clock_again(day, clock, zone):
    moment = to_utc(day, clock.replace(second=0, microsecond=0), zone)
    if isinstance(moment, datetime):
        again = local(moment, zone)
        assert (again.date(), again.time()) == (day, clock.replace(second=0, microsecond=0))
        assert day_of(moment, zone) == day


@given(days, st.sampled_from(ZONES))
def test_every_zone_is_known_and_noon_always_exists(day, zone):
    assert ZoneInfo(zone)
    assert isinstance(to_utc(day, time(12), zone), datetime)


@pytest.mark.parametrize(
    ("day", "reach"),
    [
        (TODAY, True),
        (date(2021, 1, 1), True),
        (date(2020, 12, 31), False),
        (date(2028, 11, 23), True),
        (date(2028, 11, 24), False),
        (date(9999, 12, 31), False),
        (date(1, 1, 1), False),
    ],
)
def test_plans_stay_within_reach(day, reach):
    assert within_reach(day, TODAY) is reach


@given(days)
def test_a_week_is_seven_days_from_monday_around_the_day(day):
    week = week_of(day)
    assert len(week) == 7
    assert day in week
    assert week[0].weekday() == 0


@given(days)
def test_a_month_is_whole_weeks_without_gaps(day):
    first = day.replace(day=1)
    shown = [each for week in weeks_of(first) for each in week]
    assert shown == [shown[0] + timedelta(days=place) for place in range(len(shown))]
    assert first in shown
    assert shift_month(first, 1) - timedelta(days=1) in shown
    assert 28 <= len(shown) <= 42


@given(days, st.integers(-100, 100))
def test_going_forth_and_back_leads_home(day, months):
    first = day.replace(day=1)
    assert shift_month(shift_month(first, months), -months) == first


@given(st.text(max_size=12))
def test_any_text_for_a_month_gives_a_month_or_nothing(text):
    found = read_month(text, TODAY)
    assert found is None or found.day == 1


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-11", date(2026, 11, 1)),
        (" 2027-01 ", date(2027, 1, 1)),
        ("2016-11", date(2016, 11, 1)),
        ("2016-10", None),
        ("2026-13", None),
        ("2026-00", None),
        ("9999-12", None),
        ("0000-01", None),
        ("-2026-11", None),
        ("٢٠٢٦-١١", None),
    ],
)
def test_reading_a_month(text, month):
    assert read_month(text, TODAY) == month


@given(days, st.times(), st.sampled_from(ZONES))
def test_the_span_of_a_day_holds_it_in_every_zone(day, clock, zone):
    moment = to_utc(day, clock, zone)
    start, end = span(day, day)
    if isinstance(moment, datetime):
        assert start <= moment < end
