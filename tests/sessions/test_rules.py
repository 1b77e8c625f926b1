import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.people.models import Audience, Naming, Stage, Use
from stories.people.rules import Agreed, Gap, Voice
from stories.sessions.models import SessionState
from stories.sessions.rules import (
    MOVES,
    Blocker,
    Booking,
    Clash,
    Gathering,
    Guest,
    Move,
    clashes,
    gaps_before,
    may_be_recorded,
    minors_alone,
    moves_from,
    obstacles,
    overlaps,
    room_key,
    too_early,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PEOPLE = [uuid.UUID(int=number) for number in range(1, 7)]
HOUSES = [uuid.UUID(int=100), uuid.UUID(int=101)]
LEADERS = [uuid.UUID(int=200), uuid.UUID(int=201)]


@st.composite
def bookings(draw):
    start = NOON + timedelta(minutes=draw(st.integers(-180, 180)))
    return Booking(
        session_id=uuid.UUID(int=draw(st.integers(1000, 9999))),
        organisation_id=draw(st.sampled_from(HOUSES)),
        starts_at=start,
        ends_at=start + timedelta(minutes=draw(st.integers(20, 90))),
        facilitator_id=draw(st.sampled_from(LEADERS)),
        person_ids=draw(st.frozensets(st.sampled_from(PEOPLE), max_size=3)),
        room=draw(st.sampled_from([None, ("centre", "1"), ("centre", "2")])),
    )


@given(bookings(), bookings())
def test_overlapping_and_clashing_are_mutual(one, other):
    other = replace(other, session_id=uuid.uuid4())
    assert overlaps(one, other) == overlaps(other, one)
    there = {(item.kind, item.person_ids) for item in clashes(one, [other])}
    back = {(item.kind, item.person_ids) for item in clashes(other, [one])}
    assert there == back


@given(bookings(), bookings())
def test_what_shares_no_moment_never_clashes(one, other):
    later = replace(other, starts_at=one.ends_at, ends_at=one.ends_at + timedelta(minutes=20))
    assert clashes(one, [later]) == []
    assert clashes(later, [one]) == []


@given(bookings(), st.lists(bookings(), max_size=5))
def test_a_clash_always_names_something_both_want_at_once(wanted, others):
    for found in clashes(wanted, others):
        assert overlaps(wanted, found.other)
        if found.kind is Clash.PERSON:
            assert found.person_ids
            assert found.person_ids == wanted.person_ids & found.other.person_ids
        if found.kind is Clash.FACILITATOR:
            assert wanted.facilitator_id == found.other.facilitator_id
        if found.kind is Clash.ROOM:
            assert wanted.room is not None
            assert wanted.organisation_id == found.other.organisation_id


@given(bookings(), st.lists(bookings(), max_size=5))
def test_fewer_bookings_never_make_more_clashes(wanted, others):
    assert len(clashes(wanted, others[1:])) <= len(clashes(wanted, others))


@given(bookings())
def test_a_session_does_not_stand_in_its_own_way(booking):
    assert clashes(booking, [booking]) == []


def test_two_sessions_not_yet_kept_do_clash():
    one = Booking(None, HOUSES[0], NOON, NOON + timedelta(minutes=40), LEADERS[0])
    assert [item.kind for item in clashes(one, [one])] == [Clash.FACILITATOR]


@pytest.mark.parametrize(
    ("place", "room", "remote", "same"),
    [
        ("Қарағанды  орталығы", "2-бөлме", False, True),
        ("қарағанды орталығы ", " 2-БӨЛМЕ", False, True),
        ("Қарағанды орталығы", "3-бөлме", False, False),
        ("Қарағанды орталығы", "", False, False),
        ("Қарағанды орталығы", "2-бөлме", True, False),
    ],
)
def test_a_room_is_the_same_however_it_is_spelled(place, room, remote, same):
    known = room_key("Қарағанды орталығы", "2-бөлме", remote=False)
    assert (room_key(place, room, remote=remote) == known) is same


# Pairing


@st.composite
def guests(draw):
    return Guest(
        person_id=draw(st.sampled_from(PEOPLE)),
        narrator=draw(st.booleans()),
        languages=draw(st.frozensets(st.sampled_from(["kk", "ru"]), max_size=2)),
        child=draw(st.booleans()),
        ready=draw(st.booleans()),
        agreed=draw(st.booleans()),
        needs_interpreter=draw(st.booleans()),
    )


@st.composite
def gatherings(draw):
    people = draw(st.lists(guests(), min_size=1, max_size=5, unique_by=lambda one: one.person_id))
    pairs = st.frozensets(st.sampled_from(PEOPLE), min_size=2, max_size=2)
    return Gathering(
        tuple(people),
        draw(st.frozensets(st.sampled_from(["kk", "ru"]), min_size=1)),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.frozensets(pairs, max_size=3)),
    )


def kinds(gathering):
    return {item.kind for item in obstacles(gathering)}


@given(gatherings())
def test_every_obstacle_is_about_people_who_are_there(gathering):
    present = {guest.person_id for guest in gathering.guests}
    assert all(item.person_ids <= present for item in obstacles(gathering))


@given(gatherings())
def test_an_interpreter_never_adds_an_obstacle_and_ends_every_language_one(gathering):
    with_one = obstacles(replace(gathering, interpreter=True))
    assert set(with_one) <= set(obstacles(gathering))
    speech = {Blocker.NO_SHARED_LANGUAGE, Blocker.NEEDS_INTERPRETER}
    assert not speech & {item.kind for item in with_one}


@given(gatherings())
def test_another_language_of_the_session_never_separates_people(gathering):
    wider = replace(gathering, languages=frozenset({"kk", "ru"}))
    apart = Blocker.NO_SHARED_LANGUAGE
    before = [item for item in obstacles(gathering) if item.kind is apart]
    after = [item for item in obstacles(wider) if item.kind is apart]
    lost_before = set().union(*(item.person_ids for item in before)) if before else set()
    lost_after = set().union(*(item.person_ids for item in after)) if after else set()
    assert lost_after <= lost_before | {guest.person_id for guest in gathering.guests}
    assert bool(after) <= bool(before)


@given(gatherings(), guests())
def test_one_more_person_only_ever_cures_loneliness(gathering, guest):
    if guest.person_id in {each.person_id for each in gathering.guests}:
        return
    more = replace(gathering, guests=(*gathering.guests, guest))
    gone = kinds(gathering) - kinds(more)
    assert gone <= {Blocker.MINOR_ALONE}


@given(gatherings())
def test_whoever_did_not_agree_or_is_not_ready_is_always_told(gathering):
    told = {(item.kind, item.person_ids) for item in obstacles(gathering)}
    for guest in gathering.guests:
        alone = frozenset({guest.person_id})
        assert ((Blocker.NO_AGREEMENT, alone) in told) is not guest.agreed
        assert ((Blocker.NOT_READY, alone) in told) is not guest.ready
    assert (Blocker.NOT_CLEARED in kinds(gathering)) is not gathering.facilitator_cleared


@given(gatherings())
def test_pairs_kept_apart_are_told_exactly_when_both_are_there(gathering):
    present = {guest.person_id for guest in gathering.guests}
    told = {i.person_ids for i in obstacles(gathering) if i.kind is Blocker.DO_NOT_PAIR}
    assert told == {pair for pair in gathering.apart if pair <= present}


@pytest.mark.parametrize(
    ("children", "adults", "alone"),
    [(0, 1, False), (0, 2, False), (1, 1, True), (1, 2, False), (2, 1, False), (1, 0, True)],
)
def test_a_child_is_never_alone_with_one_adult(children, adults, alone):
    assert minors_alone(children, adults) is alone


def test_a_kazakh_elder_and_a_russian_youth_need_an_interpreter():
    elder = Guest(PEOPLE[0], True, frozenset({"kk"}))
    youth = Guest(PEOPLE[1], False, frozenset({"ru"}))
    pair = Gathering((elder, youth), frozenset({"kk", "ru"}), facilitator_cleared=True)
    assert [item.kind for item in obstacles(pair)] == [Blocker.NO_SHARED_LANGUAGE]
    assert obstacles(replace(pair, interpreter=True)) == []


# Agreements

ADULT = Voice(PEOPLE[0], 1950)
ON = date(2026, 11, 23)
FIRST = Agreed(
    PEOPLE[0],
    Stage.BEFORE,
    frozenset({Use.RECORD}),
    Audience.PRIVATE,
    Naming.ANONYMOUS,
    date(2026, 11, 1),
)


def test_silence_is_a_gap_and_a_first_agreement_fills_it():
    assert gaps_before(ADULT, ON) == (Gap.NO_AGREEMENT_BEFORE,)
    agreed = replace(ADULT, agreements=(FIRST,))
    assert gaps_before(agreed, ON) == ()
    assert may_be_recorded(agreed, ON)


def test_an_agreement_that_was_withdrawn_or_ran_out_opens_nothing():
    for spoiled in (replace(FIRST, withdrawn_on=ON), replace(FIRST, ends_on=ON)):
        voice = replace(ADULT, agreements=(spoiled,))
        assert gaps_before(voice, ON)
        assert not may_be_recorded(voice, ON)


def test_a_child_needs_the_representative_and_their_own_word():
    child = Voice(PEOPLE[1], 2014, representatives=frozenset({PEOPLE[2]}))
    own = replace(FIRST, signer_id=PEOPLE[1])
    theirs = replace(FIRST, signer_id=PEOPLE[2])
    assert gaps_before(replace(child, agreements=(own,)), ON)
    assert gaps_before(replace(child, agreements=(theirs,)), ON)
    assert gaps_before(replace(child, agreements=(own, theirs)), ON) == ()


def test_an_unknown_birth_is_no_gap_by_itself_once_both_agreed():
    unknown = Voice(PEOPLE[1], None, representatives=frozenset({PEOPLE[2]}))
    both = tuple(replace(FIRST, signer_id=who) for who in (PEOPLE[1], PEOPLE[2]))
    assert gaps_before(replace(unknown, agreements=both), ON) == ()
    assert gaps_before(unknown, ON)


# Moves


@pytest.mark.parametrize(
    ("state", "moves"),
    [
        (SessionState.PLANNED, {Move.CHANGE, Move.CONFIRM, Move.OPEN, Move.CANCEL}),
        (SessionState.CONFIRMED, {Move.CHANGE, Move.OPEN, Move.CANCEL}),
        (SessionState.OPEN, {Move.CHANGE, Move.NOTE, Move.CLOSE, Move.CANCEL}),
        (SessionState.HELD, {Move.NOTE}),
        (SessionState.CANCELLED, set()),
    ],
)
def test_the_table_of_moves(state, moves):
    assert moves_from(state) == moves


def test_nothing_leads_back_to_a_plan_from_an_opened_session():
    assert all(
        after is not SessionState.PLANNED
        for (before, _move), after in MOVES.items()
        if before is not SessionState.PLANNED
    )


def test_a_session_opens_from_twelve_hours_before_its_start_on():
    twelve = timedelta(hours=12)
    assert too_early(NOON, NOON - twelve - timedelta(seconds=1))
    assert not too_early(NOON, NOON - twelve)
    assert not too_early(NOON, NOON + timedelta(days=9))
