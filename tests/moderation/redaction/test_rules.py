"""What is hidden of the sound, and what may be asked (DOMAIN R5)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.moderation.redaction.rules import (
    PAD_MS,
    Place,
    covers_all,
    hidden_sound,
    merged,
    padded,
    place_fault,
    snapped,
    touching,
)
from stories.moderation.timeline import Timeline

LENGTH = 60_000
spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 5_000)).map(
    lambda one: (one[0], min(one[0] + one[1], LENGTH))
)
STORY = Timeline(((10_000, 20_000), (30_000, 40_000)))


@given(st.lists(spans, max_size=12))
def test_hidden_sound_holds_every_core_with_its_pad_and_nothing_else(cores):
    hidden = hidden_sound(cores, LENGTH)
    assert all(one[1] < other[0] for one, other in pairwise(hidden))
    for core in cores:
        start, end = padded(core, LENGTH)
        assert start == max(core[0] - PAD_MS, 0)
        assert end == min(core[1] + PAD_MS, LENGTH)
        assert any(a <= start and end <= b for a, b in hidden)
    for at in {edge for one in hidden for edge in (one[0], one[1] - 1)}:
        assert any(a <= at < b for a, b in (padded(core, LENGTH) for core in cores))


@given(st.lists(spans, max_size=12))
def test_merging_is_the_same_in_any_order_and_twice(many):
    once = merged(many)
    assert merged(reversed(many)) == merged(once) == once


@given(spans, st.lists(spans, max_size=12))
def test_a_stretch_grows_to_whole_words_and_never_shrinks(wanted, words):
    start, end = snapped(*wanted, words)
    assert start <= wanted[0]
    assert end >= wanted[1]
    for word in words:
        if word[0] < wanted[1] and word[1] > wanted[0]:
            assert start <= word[0]
            assert word[1] <= end


def test_spans_that_touch_are_hidden_as_one():
    assert merged([(0, 10), (10, 20), (30, 40), (35, 38)]) == ((0, 20), (30, 40))
    assert touching((10, 20), [(0, 10), (20, 30), (21, 30)]) == [(0, 10), (20, 30)]


@pytest.mark.parametrize(
    ("core", "others", "fault"),
    [
        ((-1, 500), (), Place.BEFORE_ZERO),
        ((15_000, 14_000), (), Place.BACKWARDS),
        ((15_000, 15_000), (), Place.BACKWARDS),
        ((0, 10_000), (), Place.OUTSIDE),
        ((20_000, 30_000), (), Place.OUTSIDE),
        ((45_000, 46_000), (), Place.OUTSIDE),
        ((12_000, 13_000), ((11_000, 14_000),), Place.HIDDEN_ALREADY),
        ((10_000, 40_000), (), Place.EVERYTHING),
        ((10_200, 19_900), ((30_100, 39_900),), Place.EVERYTHING),
        ((12_000, 13_000), (), None),
        ((12_000, 14_000), ((13_000, 15_000),), None),
        ((12_000, 13_000), ((13_000, 15_000),), None),
        ((5_000, 11_000), (), None),
    ],
)
def test_where_something_may_be_hidden(core, others, fault):
    assert place_fault(core, STORY, others) is fault


@given(st.lists(spans, max_size=5))
def test_all_is_covered_only_when_no_moment_is_left(cores):
    hidden = hidden_sound(cores, 40_000)
    left = [
        at
        for start, end in STORY.spans
        for at in {start, end - 1, *(b for _, b in hidden if start <= b < end)}
        if not any(a <= at < b for a, b in hidden)
    ]
    assert covers_all(cores, STORY) is (not left)
