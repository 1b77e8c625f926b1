"""Moving the edge of a segment: what holds whatever is moved where, and what is refused."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stories.foundation.positions import position, read_position
from stories.transcripts.bounds import SHORTEST_MS, Edge, Near, Refusal, Span, moved

LENGTH = 60_000
MOMENTS = st.lists(st.integers(0, LENGTH), min_size=6, max_size=6, unique=True).map(sorted)
ANYWHERE = st.integers(-5_000, LENGTH + 5_000)


@st.composite
def nears(draw):
    """Three stretches in order without overlap; some touch, at the ends some are missing."""
    at = draw(MOMENTS)
    if draw(st.booleans()):
        at[2] = at[1]
    if draw(st.booleans()):
        at[4] = at[3]
    if at[3] <= at[2]:
        at[2] = at[1] = at[3] - 1 if at[3] - 1 > at[0] else at[1]
    before, this, after = (Span(*at[place : place + 2]) for place in (0, 2, 4))
    return Near(draw(st.sampled_from([before, None])), this, draw(st.sampled_from([after, None])))


def listed(near):
    return [span for span in (near.before, near.this, near.after) if span]


@given(near=nears(), edge=st.sampled_from(Edge), at=ANYWHERE)
def test_wherever_it_is_moved_order_and_time_hold(near, edge, at):
    found = moved(near, edge, at, LENGTH)
    if isinstance(found, Refusal):
        return
    old, new = listed(near), listed(found)
    assert len(old) == len(new)
    assert (found.this.start_ms if edge is Edge.START else found.this.end_ms) == at
    for was, span in zip(old, new, strict=True):
        assert 0 <= span.start_ms < span.end_ms <= LENGTH
        assert span.length >= min(SHORTEST_MS, was.length)
    for left, right in pairwise(new):
        assert left.end_ms <= right.start_ms
    for (left, right), (one, other) in zip(pairwise(new), pairwise(old), strict=True):
        if one.end_ms == other.start_ms:
            assert left.end_ms == right.start_ms  # what touched goes on touching
    if near.before:
        assert found.before.start_ms == near.before.start_ms
    if near.after:
        assert found.after.end_ms == near.after.end_ms


@given(near=nears(), edge=st.sampled_from(Edge), at=st.integers(0, LENGTH))
def test_there_and_back_is_as_before_where_it_touched(near, edge, at):
    assume(all(span.length >= SHORTEST_MS for span in listed(near)))
    found = moved(near, edge, at, LENGTH)
    was = near.this.start_ms if edge is Edge.START else near.this.end_ms
    beside = near.before if edge is Edge.START else near.after
    touched = beside and was == (beside.end_ms if edge is Edge.START else beside.start_ms)
    if isinstance(found, Refusal) or (beside and not touched):
        return
    assert moved(found, edge, was, LENGTH) == near


NEAR = Near(Span(0, 9_000), Span(10_000, 19_000), Span(19_000, 25_000))


@pytest.mark.parametrize(
    ("edge", "at", "found"),
    [
        (Edge.START, -1, Refusal.OUTSIDE),
        (Edge.END, 60_001, Refusal.OUTSIDE),
        (Edge.START, 19_000, Refusal.TOO_SHORT),
        (Edge.START, 30_000, Refusal.TOO_SHORT),
        (Edge.END, 10_050, Refusal.TOO_SHORT),
        (Edge.START, 50, Refusal.NEIGHBOUR),
        (Edge.END, 24_950, Refusal.NEIGHBOUR),
        (Edge.START, 9_500, Near(Span(0, 9_000), Span(9_500, 19_000), Span(19_000, 25_000))),
        (Edge.START, 8_000, Near(Span(0, 8_000), Span(8_000, 19_000), Span(19_000, 25_000))),
        (Edge.END, 18_000, Near(Span(0, 9_000), Span(10_000, 18_000), Span(18_000, 25_000))),
        (Edge.END, 20_000, Near(Span(0, 9_000), Span(10_000, 20_000), Span(20_000, 25_000))),
    ],
)
def test_what_moves_along_and_what_is_refused(edge, at, found):
    assert moved(NEAR, edge, at, LENGTH) == found


def test_what_overlapped_before_does_so_no_more():
    near = Near(Span(0, 11_000), Span(10_000, 19_000), None)
    assert moved(near, Edge.START, 10_500, LENGTH).before == Span(0, 10_500)


@given(st.integers(0, 359_999_999))
def test_a_place_that_is_written_is_read_again(milliseconds):
    assert read_position(position(milliseconds)) == milliseconds


@pytest.mark.parametrize("text", ["", "2", "-1:00", "1:60", "a", "1:2:3:4", "٣:٠٠", "1:00.1234"])
def test_what_is_no_place_is_none(text):
    assert read_position(text) is None
