"""Pairs suggested over a whole group: no rule is broken, and nobody's luck depends on order."""

import random
import uuid
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.matching import greedy
from stories.foundation.hours import NEVER, Hours
from stories.sessions.matching.rules import (
    Candidate,
    Pair,
    Reason,
    Terms,
    Wall,
    parts_of,
    points_of,
    suggest,
    wall_between,
)

ELDERS = [uuid.UUID(int=number) for number in range(1, 6)]
YOUTH = [uuid.UUID(int=number) for number in range(101, 107)]
WEEKS = [NEVER, Hours.of([(2, 840, 900)]), Hours.of([(2, 870, 1020)]), Hours.of([(4, 600, 720)])]
PAIRS = [Pair(*both) for both in product(ELDERS, YOUTH)]


def anybody(key: uuid.UUID) -> st.SearchStrategy[Candidate]:
    seldom = st.sampled_from([False] * 7 + [True])
    return st.builds(
        Candidate,
        st.just(key),
        st.frozensets(st.sampled_from(["kk", "ru", "uz"]), max_size=2),
        st.sampled_from(["", "abai", "almaty"]),
        st.frozensets(st.sampled_from(["songs", "crafts", "sport", "games"])),
        ready=seldom.map(lambda odd: not odd),
        needs_interpreter=seldom,
        said_no=seldom,
        never=seldom,
        free=st.sampled_from([None, *WEEKS]),
    )


def some(keys: list[uuid.UUID]) -> st.SearchStrategy[list[Candidate]]:
    return st.lists(st.sampled_from(keys), unique=True).flatmap(
        lambda chosen: st.tuples(*map(anybody, chosen)).map(list)
    )


pairs = st.lists(st.sampled_from(PAIRS), unique=True, max_size=5)
terms = st.builds(
    Terms,
    pairs.map(tuple),
    pairs.map(frozenset),
    pairs.map(frozenset),
    pairs.map(lambda found: frozenset(map(frozenset, found))),
    st.sampled_from([None, None, 1, 2]),
    st.sampled_from([False, False, True]),
)
crowds = st.tuples(some(ELDERS), some(YOUTH), terms)


def named(*crowd: list[Candidate]) -> dict[uuid.UUID, Candidate]:
    return {one.id: one for side in crowd for one in side}


@given(crowds)
def test_no_hard_rule_is_broken(crowd):
    elders, youth, bound = crowd
    people, found = named(elders, youth), suggest(*crowd)
    for match in found.matches:
        elder, young = (people[each] for each in match.pair)
        assert wall_between(elder, young, bound) is None
        for who in (elder, young):
            assert (who.ready, who.said_no, who.never) == (True, False, False)
        assert frozenset(match.pair) not in bound.apart
        assert match.pair not in bound.forbids
        if not bound.interpreter:
            assert elder.languages & young.languages & {"kk", "ru"}
            assert not any(who.needs_interpreter for who in (elder, young))


@given(crowds)
def test_each_young_person_has_one_elder_and_no_elder_more_than_the_season_allows(crowd):
    bound, found = crowd[2], suggest(*crowd)
    youth = [match.pair.youth_id for match in found.matches]
    assert len(set(youth)) == len(youth)
    pinned = [pair for pair in bound.pins if pair not in found.refused]
    for elder in ELDERS:
        mine = sum(match.pair.elder_id == elder for match in found.matches)
        held = sum(pair.elder_id == elder for pair in pinned)
        assert mine <= (bound.most or max(found.most, held))


@given(crowds)
def test_a_pin_is_kept_or_refused_with_its_reason(crowd):
    bound, found = crowd[2], suggest(*crowd)
    kept = {match.pair for match in found.matches if match.pinned}
    assert kept | set(found.refused) == set(bound.pins)
    assert not kept & set(found.refused)


@given(crowds)
def test_whoever_has_nobody_is_told_why(crowd):
    elders, youth, _bound = crowd
    found = suggest(*crowd)
    met = {who for match in found.matches for who in match.pair}
    assert set(found.left) == set(named(elders, youth)) - met


@given(crowds)
def test_it_is_never_worth_less_than_taking_the_best_pair_each_time(crowd):
    assert suggest(*crowd).worth >= greedy(*crowd).worth


@given(crowds, st.sampled_from(PAIRS))
def test_forbidding_one_more_pair_never_brings_more(crowd, pair):
    elders, youth, bound = crowd
    bound = replace(bound, pins=tuple(each for each in bound.pins if each != pair))
    less = replace(bound, forbids=frozenset({*bound.forbids, pair}))
    assert suggest(elders, youth, less).worth <= suggest(elders, youth, bound).worth


@given(crowds, st.randoms(use_true_random=False))
def test_the_order_people_come_in_makes_no_difference(crowd, chance: random.Random):
    elders, youth, bound = crowd
    one = suggest(elders, youth, bound)
    chance.shuffle(elders)
    chance.shuffle(youth)
    assert suggest(elders, youth, bound) == one


@given(anybody(ELDERS[0]), anybody(YOUTH[0]), st.sampled_from([frozenset(), frozenset(PAIRS)]))
def test_points_are_those_of_the_reasons_told(elder, young, met):
    told = sum(part.points for part in parts_of(elder, young, Terms(met=met)))
    assert points_of(elder, young, Terms(met=met)) == told


@given(some(ELDERS[:3]), some(YOUTH[:3]), terms)
def test_no_other_way_to_pair_them_is_worth_more(elders, youth, bound):
    bound = replace(bound, pins=(), most=1)
    able = [
        (elder, young)
        for elder, young in product(elders, youth)
        if wall_between(elder, young, bound) is None
    ]
    assert suggest(elders, youth, bound).worth == max(_ways(able, bound))


def _ways(able, bound):
    """The worth of every way to pair people, one each."""
    yield 0, 0
    for place, (elder, young) in enumerate(able):
        rest = [each for each in able[place + 1 :] if elder not in each and young not in each]
        for count, points in _ways(rest, bound):
            yield count + 1, points + points_of(elder, young, bound) + 15


def one(key: uuid.UUID, *languages: str, **more) -> Candidate:
    return Candidate(key, frozenset(languages or ["kk"]), **more)


def test_nobody_is_left_alone_because_somebody_else_was_asked_first():
    """The best pair alone would leave two people without anybody."""
    both = one(ELDERS[0], "kk", "ru", region="abai")
    found = suggest(
        [both, one(ELDERS[1])],
        [one(YOUTH[0], region="abai"), one(YOUTH[1], "ru")],
        Terms(most=1),
    )
    assert {match.pair for match in found.matches} == {
        Pair(ELDERS[0], YOUTH[1]),
        Pair(ELDERS[1], YOUTH[0]),
    }


def test_elders_take_several_when_there_are_fewer_of_them_and_first_one_each():
    found = suggest([one(each) for each in ELDERS[:2]], [one(each) for each in YOUTH[:3]])
    assert (found.most, len(found.matches)) == (2, 3)
    few = suggest([one(each) for each in ELDERS[:3]], [one(each) for each in YOUTH[:4]])
    assert {match.pair.elder_id for match in few.matches} == set(ELDERS[:3])


def test_two_pinned_to_one_elder_stay_even_if_one_each_would_do():
    pins = (Pair(ELDERS[0], YOUTH[0]), Pair(ELDERS[0], YOUTH[1]))
    everybody = [one(each) for each in ELDERS[:2]], [one(each) for each in YOUTH[:2]]
    assert {match.pair for match in suggest(*everybody, Terms(pins)).matches} == set(pins)
    bound = suggest(*everybody, Terms(pins, most=1))
    assert bound.refused == {pins[1]: Wall.FULL}


@pytest.mark.parametrize(
    ("elder", "young", "bound", "wall"),
    [
        ({}, {"ready": False}, {}, Wall.NOT_READY),
        ({"said_no": True}, {}, {}, Wall.SAID_NO),
        ({}, {"never": True}, {}, Wall.NEVER),
        ({}, {"needs_interpreter": True}, {}, Wall.NEEDS_INTERPRETER),
        ({}, {}, {"apart": {frozenset({YOUTH[0], ELDERS[0]})}}, Wall.APART),
        ({}, {}, {"forbids": {Pair(ELDERS[0], YOUTH[0])}}, Wall.FORBIDDEN),
    ],
)
def test_a_pin_against_a_rule_is_refused(elder, young, bound, wall):
    pair = Pair(ELDERS[0], YOUTH[0])
    found = suggest(
        [one(ELDERS[0], **elder)], [one(YOUTH[0], **young)], Terms(pins=(pair,), **bound)
    )
    assert found.refused == {pair: wall}
    assert not found.matches


def test_without_a_shared_language_an_interpreter_makes_it_possible():
    people = [one(ELDERS[0], "kk")], [one(YOUTH[0], "ru")]
    assert suggest(*people).left == dict.fromkeys((ELDERS[0], YOUTH[0]), Wall.NO_LANGUAGE)
    (match,) = suggest(*people, Terms(interpreter=True)).matches
    assert [part.reason for part in match.parts] == [Reason.HOURS_UNKNOWN, Reason.NEW]


def test_of_two_alike_the_one_who_is_free_at_the_same_time_is_taken():
    elder = one(ELDERS[0], free=WEEKS[2])
    rest = [one(YOUTH[0], free=WEEKS[3]), one(YOUTH[1]), one(YOUTH[2], free=WEEKS[2])]
    for left in (rest, rest[:2], rest[:1]):
        (match,) = suggest([elder], left, Terms(most=1)).matches
        assert match.pair.youth_id == left[-1].id
    assert parts_of(elder, rest[2], Terms())[1].hours == WEEKS[2]


@pytest.mark.parametrize(
    ("minutes", "shared"), [(840, True), (841, False)], ids=["just long enough", "a minute short"]
)
def test_shared_time_has_to_be_long_enough_for_a_session(minutes, shared):
    elder, young = (
        one(ELDERS[0], free=Hours.of([(2, 600, 880)])),
        one(YOUTH[0], free=Hours.of([(2, minutes, 1000)])),
    )
    found = {part.reason for part in parts_of(elder, young, Terms())}
    assert (Reason.HOURS in found) is shared


def test_nobody_at_all():
    assert suggest([], []).worth == (0, 0)
    assert suggest([], [one(YOUTH[0])]).left == {YOUTH[0]: Wall.NOBODY_LEFT}
