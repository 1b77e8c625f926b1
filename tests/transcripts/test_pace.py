"""Time left, from this recording's own windows. Pure."""

from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts.pace import Pace, Roughly, pace_from, roughly, seconds_left

laps = st.lists(st.floats(0, 600), min_size=1, max_size=50)


def paced(seconds):
    pace = Pace()
    for one in seconds:
        pace = pace.after(one)
    return pace


def test_nothing_is_said_before_anything_is_measured():
    assert seconds_left(Pace(), 10) is None
    assert seconds_left(pace_from({}), 10) is None


@given(laps, st.integers(0, 200))
def test_what_is_left_takes_as_long_as_what_is_done_took(seconds, windows):
    left = seconds_left(paced(seconds), windows)
    assert left is not None
    assert min(seconds) * windows - 1e-6 <= left <= max(seconds) * windows + 1e-6


@given(laps)
def test_a_pause_and_another_worker_change_nothing(seconds):
    kept = pace_from(paced(seconds).kept())
    whole, resumed = seconds_left(paced(seconds), 7), seconds_left(kept, 7)
    assert abs(whole - resumed) < 0.01


@given(st.floats(0, 100_000), st.floats(0, 100_000))
def test_longer_is_never_told_as_shorter(one, other):
    def minutes(found):
        return found.minutes + 60 * found.hours

    less, more = sorted([one, other])
    assert minutes(roughly(less)) <= minutes(roughly(more))


@given(st.floats(0, 100_000))
def test_it_is_told_roughly_right(seconds):
    found = roughly(seconds)
    told = 60 * found.minutes + 3600 * found.hours
    assert abs(told - seconds) <= max(45, 0.34 * seconds)


def test_as_people_say_it():
    told = {0: Roughly(), 44: Roughly(), 50: Roughly(1), 240: Roughly(4), 11 * 60: Roughly(10),
            28 * 60: Roughly(30), 50 * 60: Roughly(45), 130 * 60: Roughly(hours=2)}  # fmt: skip
    assert {seconds: roughly(seconds) for seconds in told} == told
