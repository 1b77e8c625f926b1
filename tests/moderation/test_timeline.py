"""Stretches and time: the map goes both ways, and what was one piece stays one piece."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.moderation.timeline import Timeline, ordered


@st.composite
def timelines(draw):
    edges = draw(st.lists(st.integers(0, 10_000), min_size=2, max_size=12, unique=True))
    edges = sorted(edges)[: len(edges) // 2 * 2]
    return Timeline(tuple(zip(edges[::2], edges[1::2], strict=True)))


places = st.integers(0, 10_000)
spans = st.tuples(places, places).filter(lambda span: span[0] < span[1])


@given(timelines(), spans)
def test_what_is_heard_is_one_piece_as_long_as_its_parts(line, span):
    heard = line.in_story(*span)
    common = sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in line.spans)
    assert (heard is None) is (common == 0) is (not line.touches(*span))
    if heard:
        assert heard[1] - heard[0] == common
        assert 0 <= heard[0] < heard[1] <= line.length_ms


@given(timelines(), st.data())
def test_there_and_back_is_the_same_place(line, data):
    start = data.draw(st.integers(0, line.length_ms - 1))
    end = data.draw(st.integers(start + 1, line.length_ms))
    parts = line.in_recording(start, end)
    assert sum(last - first for first, last in parts) == end - start
    assert line.in_story(*parts[0])[0] == start
    assert line.in_story(parts[0][0], parts[-1][1]) == (start, end)
    assert line.moment(start) == parts[0][0]


@given(timelines())
def test_beyond_the_ends_lies_nothing(line):
    assert line.moment(line.length_ms + 5) == line.spans[-1][1]
    assert line.in_recording(line.length_ms, line.length_ms + 9) == ()


def test_stretches_come_in_the_order_of_speech_and_touching_ones_become_one():
    assert ordered([(20, 30), (0, 5), (5, 9)]) == ((0, 9), (20, 30))
    assert ordered([]) == ()


@pytest.mark.parametrize("spans", [(), ((5, 5),), ((-1, 5),), ((9, 5),), ((0, 9), (5, 20))])
def test_what_is_no_row_of_stretches_is_no_timeline(spans):
    with pytest.raises(ValueError, match="stretches"):
        Timeline(spans)
