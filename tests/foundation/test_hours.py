from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.hours import DAY, MOST_A_DAY, NEVER, Hours, Window, hours_of, kept

minutes = st.integers(0, DAY - 1)


@st.composite
def window(draw):
    start = draw(minutes)
    return Window(draw(st.integers(0, 6)), start, draw(st.integers(start + 1, DAY)))


weeks = st.lists(window(), max_size=MOST_A_DAY).map(Hours.of)


def free(hours, weekday, minute):
    return any(one.start <= minute < one.end for one in hours.on(weekday))


@given(st.lists(window(), max_size=MOST_A_DAY), st.integers(0, 6), minutes)
def test_merging_changes_no_minute(windows, weekday, minute):
    hours = Hours.of(windows)
    expected = any(one.weekday == weekday and one.start <= minute < one.end for one in windows)
    assert free(hours, weekday, minute) is expected


@given(st.lists(window(), max_size=MOST_A_DAY))
def test_windows_stand_in_order_and_never_touch(windows):
    found = Hours.of(reversed(windows)).windows
    assert Hours.of(windows).windows == found
    for one, two in pairwise(found):
        assert (one.weekday, one.end) < (two.weekday, two.start)


@given(weeks, weeks, st.integers(0, 6), minutes)
def test_shared_is_both_and_merged_is_either(one, two, weekday, minute):
    here, there = free(one, weekday, minute), free(two, weekday, minute)
    assert free(one.shared(two), weekday, minute) is (here and there)
    assert free(Hours.of(one.windows + two.windows), weekday, minute) is (here or there)
    assert one.shared(two) == two.shared(one)
    assert one.shared(NEVER) == NEVER
    assert one.merged(NEVER) == one


@given(st.one_of(st.none(), weeks))
def test_what_is_kept_is_read_again(hours):
    assert hours_of(kept(hours)) == hours


@given(weeks, st.integers(0, 7 * DAY - 1), st.integers(1, 90))
def test_a_stretch_is_free_when_each_minute_of_it_is(hours, begun, length):
    start = datetime(2026, 11, 23) + timedelta(minutes=begun)  # noqa: DTZ001  a wall's clock; a Monday
    moments = [start + timedelta(minutes=gone) for gone in range(length)]
    expected = all(free(hours, one.weekday(), one.hour * 60 + one.minute) for one in moments)
    assert hours.contains(start, start + timedelta(minutes=length)) is expected


@given(weeks, st.integers(1, DAY), st.sets(st.integers(0, 6)))
def test_free_for_so_many_minutes_on_these_days(hours, length, days):
    found = hours.free_for(length, days)
    assert all(one.minutes >= length and one.weekday in days for one in found)
    left = set(hours.windows) - set(found)
    assert all(one.minutes < length or one.weekday not in days for one in left)


@pytest.mark.parametrize(
    "windows",
    [
        [(7, 0, 60)],
        [(-1, 0, 60)],
        [(0, 60, 60)],
        [(0, 120, 60)],
        [(0, 0, DAY + 1)],
        [(0, at * 100, at * 100 + 10) for at in range(MOST_A_DAY + 1)],
    ],
)
def test_what_is_no_week_is_refused(windows):
    with pytest.raises(ValueError, match=r"no stretch|too many"):
        Hours.of(windows)


@pytest.mark.parametrize("column", [[None], [[1, 2]], [["a", 1, 2]], {"a": 1}])
def test_a_column_that_holds_something_else_is_refused(column):
    with pytest.raises(ValueError, match="no hours"):
        hours_of(column)
