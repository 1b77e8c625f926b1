"""Whose turn it is: short first, a fair share for each house, nobody for ever. Pure."""

import uuid
from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.turns import PATIENCE, Waiter, in_turn

A, B = uuid.UUID(int=1), uuid.UUID(int=2)
HOURS_6 = 6 * 3600.0
lengths = st.floats(1, HOURS_6)
waits = st.floats(0, 3 * PATIENCE)
owners = st.sampled_from([A, B, uuid.UUID(int=3), None])
waiters = st.builds(Waiter, st.uuids(), owners, lengths, waits, st.integers(0, 3))
shares = st.dictionaries(owners, st.floats(0, 50_000))


def waiter(number: int, owner: uuid.UUID, seconds: float, waited: float = 0.0) -> Waiter:
    return Waiter(uuid.UUID(int=number), owner, seconds, waited)


@given(st.lists(waiters, unique_by=lambda one: one.id), shares, st.randoms())
def test_everybody_has_one_place_whatever_order_they_came_in(found, served, dice):
    mixed = list(found)
    dice.shuffle(mixed)
    assert in_turn(mixed, served) == in_turn(found, served)
    assert Counter(in_turn(found, served)) == Counter(found)


@given(lengths, lengths, waits)
def test_of_one_house_the_shorter_comes_first_if_both_wait_as_long(one, other, waited):
    both = [waiter(1, A, one, waited), waiter(2, A, other, waited)]
    first = in_turn(both, {A: 900.0})[0]
    if waited < PATIENCE:
        fading = 1 - waited / PATIENCE
        assert first.seconds * fading <= min(one, other) * fading + 1e-6


@given(waiters, st.lists(waiters, min_size=1), shares)
def test_whoever_had_patience_is_next_among_its_own_house_and_those_served_more(
    patient, others, served
):
    patient = replace(patient, waited=PATIENCE + 1)
    mine = served.get(patient.owner, 0.0)
    rest = [
        one
        for one in others
        if served.get(one.owner, 0.0) >= mine and one.waited < PATIENCE and one.id != patient.id
    ]
    assert in_turn([*rest, patient], served)[0] == patient


@given(st.integers(2, 40), st.floats(60, 7200), st.floats(0, PATIENCE))
def test_forty_recordings_of_one_house_keep_no_other_waiting(many, seconds, ahead):
    """Served one by one: the other house's piece is among the first two, however late it came."""
    waiting = [waiter(n, A, seconds, ahead) for n in range(many)] + [waiter(99, B, seconds)]
    served: dict[uuid.UUID | None, float] = {}
    begun = []
    while waiting:
        first = in_turn(waiting, served)[0]
        waiting.remove(first)
        served[first.owner] = served.get(first.owner, 0.0) + first.seconds
        begun.append(first.owner)
    assert begun.index(B) <= 2


@given(st.lists(st.tuples(st.sampled_from([A, B]), st.floats(60, 3600)), min_size=1, max_size=60))
def test_no_house_is_ever_further_ahead_than_its_last_piece(pieces):
    """While both have something waiting, what they were given differs by one piece at most."""
    waiting = [waiter(n, owner, seconds) for n, (owner, seconds) in enumerate(pieces)]
    served = {A: 0.0, B: 0.0}
    longest = max(seconds for _owner, seconds in pieces)
    while {one.owner for one in waiting} == {A, B}:
        first = in_turn(waiting, served)[0]
        waiting.remove(first)
        served[first.owner] += first.seconds
        assert abs(served[A] - served[B]) <= longest + 1e-6


def test_a_stream_of_short_ones_does_not_keep_a_long_one_out():
    """Each ten minutes somebody brings ten minutes more, and just that much is done."""
    long_one, begun = waiter(0, A, HOURS_6), []
    streams = [uuid.UUID(int=100 + n) for n in range(18)]
    served: dict[uuid.UUID | None, float] = {}
    for turn in range(200):
        mine = replace(long_one, waited=turn * 600.0)
        short = waiter(1000 + turn, streams[turn % 18], 600.0)
        first = in_turn([mine, short], served)[0]
        begun.append(first.id)
        if first.id == long_one.id:
            break
        # only a day is looked back upon
        served[first.owner] = min(served.get(first.owner, 0.0) + 600.0, 86_400 / 18)
    assert begun[-1] == long_one.id
    assert len(begun) * 600 <= PATIENCE + 600


def test_what_people_wait_for_comes_before_what_can_wait():
    quick, later = waiter(1, A, 60.0), replace(waiter(2, A, 60.0), rank=2)
    assert in_turn([later, quick], {}) == [quick, later]
