from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from stories.accounts.models import Grant
from stories.foundation.access import Role
from stories.foundation.clock import now
from stories.people.models import Generation
from stories.sessions import queries
from stories.sessions.errors import BadPlan, NotReady, SessionClash
from stories.sessions.guides.queries import offered as offered_to
from stories.sessions.models import SessionState
from stories.sessions.rules import Clash
from stories.sessions.services import change_session, open_session, plan_session
from stories.sessions.words import clash_told
from tests.sessions.helpers import World, acting, kept, soon


@pytest.fixture
def world(make):
    return World(make)


def kept_plan(app, world, **more):
    with acting(app, world.leader) as actor:
        return plan_session(actor, world.plan(**more)).id


def test_a_plan_is_kept_as_it_was_made(app, world):
    row = kept(app, kept_plan(app, world, prompts=("bread-smell", "road-horse")))
    assert row.state is SessionState.PLANNED
    assert (row.minutes, row.zone, row.room) == (40, "Asia/Almaty", "2-бөлме")
    assert [person.name for person in row.narrators] == ["Мәриям апа"]
    assert [person.name for person in row.listeners] == ["Ерасыл"]


def test_times_before_almaty_changed_its_clock_are_told_as_they_were(app, world):
    before = datetime(2024, 2, 29, 9, tzinfo=UTC)
    row = kept(app, kept_plan(app, world, starts_at=before))
    assert row.starts_at == before
    after = datetime(2024, 3, 1, 10, tzinfo=UTC)
    row = kept(app, kept_plan(app, world, starts_at=after))
    assert row.starts_at == after


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("minutes", {"minutes": 19}),
        ("minutes", {"minutes": 91}),
        ("minutes", {"minutes": -40}),
        ("zone", {"zone": "Mars/Olympus"}),
        ("day", {"starts_at": datetime(9999, 12, 30, tzinfo=UTC)}),
        ("place", {"place": "  "}),
        ("theme", {"theme": ""}),
        ("theme", {"theme": "н" * 161}),
        ("note", {"note": "н" * 4001}),
        ("languages", {"languages": ()}),
        ("languages", {"languages": ("kk", "tlh")}),
        ("prompts", {"prompts": ("tell-me-why",)}),
        ("elders", {"narrators": ()}),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_field_by_field(app, world, field, change):
    with acting(app, world.leader) as actor, pytest.raises(BadPlan) as told:
        plan_session(actor, replace(world.plan(), **change))
    assert field in told.value.problems


def test_nobody_sits_twice_in_one_session(app, world):
    both = world.plan(listeners=(world.youth.id, world.elder.id))
    with acting(app, world.leader) as actor, pytest.raises(BadPlan) as told:
        plan_session(actor, both)
    assert list(told.value.problems) == ["youth"]


def test_people_of_another_organisation_are_not_seated(app, make, world):
    other = make.other_organisation()
    stranger = make.person(organisation_id=other.id)
    with acting(app, world.leader) as actor, pytest.raises(BadPlan):
        plan_session(actor, world.plan(listeners=(stranger.id,)))


def test_the_facilitator_works_for_the_organisation(app, make, world):
    stranger = make.facilitator(organisation=make.other_organisation())
    moderator = make.user(Role.MODERATOR)
    for user in (stranger, moderator):
        with acting(app, world.leader) as actor, pytest.raises(BadPlan) as told:
            plan_session(actor, world.plan(facilitator_id=user.id))
        assert list(told.value.problems) == ["facilitator"]


def refused(app, world, **more):
    with acting(app, world.leader) as actor:
        plan = world.plan(**more)
        with pytest.raises(SessionClash) as told:
            plan_session(actor, plan)
        return {item.kind for item in told.value.overlaps}


def test_people_facilitator_and_room_are_in_one_place_at_a_time(app, make, world):
    start = soon(24)
    kept_plan(app, world, starts_at=start)
    elder, youth = make.person(), make.person(Generation.YOUTH)
    other = {"narrators": (elder.id,), "listeners": (youth.id,)}
    late = {"starts_at": start + timedelta(minutes=39)}
    leader = make.facilitator()
    elsewhere = {"place": "Алматы"}
    assert refused(app, world, **late) == {Clash.PERSON, Clash.FACILITATOR, Clash.ROOM}
    assert refused(app, world, **late, **other, **elsewhere) == {Clash.FACILITATOR}
    assert refused(app, world, **late, **other, facilitator_id=leader.id) == {Clash.ROOM}
    assert refused(app, world, **late, facilitator_id=leader.id, **elsewhere) == {Clash.PERSON}
    assert kept_plan(app, world, **late, **other, facilitator_id=leader.id, **elsewhere)


def test_a_session_may_begin_when_the_one_before_ends(app, world):
    start = soon(24)
    kept_plan(app, world, starts_at=start)
    assert kept_plan(app, world, starts_at=start + timedelta(minutes=40))
    assert kept_plan(app, world, starts_at=start - timedelta(minutes=40))


def test_a_long_session_begun_well_before_still_stands_in_the_way(app, world):
    start = soon(24)
    kept_plan(app, world, starts_at=start, minutes=90)
    assert refused(app, world, starts_at=start + timedelta(minutes=89))


def test_a_cancelled_session_leaves_its_time_to_others(app, world):
    start = soon(24)
    world.session(starts_at=start, state=SessionState.CANCELLED)
    assert kept_plan(app, world, starts_at=start)


def test_the_clash_names_who_and_when(app, world):
    start = datetime(2027, 3, 1, 10, tzinfo=UTC)
    kept_plan(app, world, starts_at=start)
    with acting(app, world.leader) as actor:
        with pytest.raises(SessionClash) as told:
            plan_session(actor, world.plan(starts_at=start))
        row = queries.between(actor, start, start + timedelta(hours=1))[0]
        people = {person.id: person for person in row.people}
        sentences = [
            clash_told(item, people, row.organisation_id, "Asia/Almaty")
            for item in told.value.overlaps
        ]
    assert any("Мәриям апа" in each and "Ерасыл" in each for each in sentences)
    assert all("15:00" in each and "15:40" in each for each in sentences)


def test_of_another_organisations_session_nothing_is_told_but_that_time_is_taken(app, make, world):
    other = make.other_organisation()
    shared = make.user(Role.FACILITATOR)
    make.keep(Grant(user_id=shared.id, organisation_id=other.id, role=Role.FACILITATOR))
    theirs = make.person(organisation_id=other.id, name="Бөтен")
    start = soon(24)
    make.session(
        organisation_id=other.id, narrators=[theirs], facilitator_id=shared.id, starts_at=start
    )
    with acting(app, world.leader) as actor:
        with pytest.raises(SessionClash) as told:
            plan_session(actor, world.plan(starts_at=start, facilitator_id=shared.id))
        found = told.value.overlaps
        sentence = clash_told(found[0], {}, make.organisation.id, "Asia/Almaty")
    assert [item.kind for item in found] == [Clash.FACILITATOR]
    assert not any(character.isdigit() for character in sentence)


# Changing


def test_changing_keeps_the_people_who_stay_and_swaps_the_others(app, make, world):
    session_id = kept_plan(app, world)
    dana = make.person(Generation.YOUTH, name="Дана")
    with acting(app, world.leader) as actor:
        row = queries.session(actor, session_id)
        change_session(actor, row, world.plan(listeners=(dana.id,), minutes=60))
    row = kept(app, session_id)
    assert [person.name for person in row.listeners] == ["Дана"]
    assert [person.name for person in row.narrators] == ["Мәриям апа"]
    assert row.minutes == 60


def test_a_change_brings_nobody_in_from_another_organisation(app, make, world):
    session_id = kept_plan(app, world)
    stranger = make.person(organisation_id=make.other_organisation().id)
    for change in ({"narrators": (stranger.id,)}, {"listeners": (stranger.id,)}):
        with acting(app, world.leader) as actor, pytest.raises(BadPlan):
            change_session(actor, queries.session(actor, session_id), world.plan(**change))
    names = {item.person.name for item in kept(app, session_id).attendances}
    assert names == {"Мәриям апа", "Ерасыл"}


def opened(app, world):
    session_id = kept_plan(app, world)
    with acting(app, world.leader) as actor:
        open_session(actor, queries.session(actor, session_id))
    return session_id


def test_nobody_is_taken_off_an_open_session(app, world):
    session_id = opened(app, world)
    with acting(app, world.leader) as actor:
        row = queries.session(actor, session_id)
        with pytest.raises(BadPlan) as told:
            change_session(actor, row, world.plan(listeners=()))
    assert list(told.value.problems) == ["youth"]


def test_an_open_session_takes_in_only_those_who_agreed(app, make, world):
    session_id = opened(app, world)
    silent = make.person(Generation.YOUTH)
    plan = world.plan(listeners=(world.youth.id, silent.id))
    with app.app_context(), pytest.raises(NotReady), acting(app, world.leader) as actor:
        change_session(actor, queries.session(actor, session_id), plan)
    assert len(kept(app, session_id).attendances) == 2
    make.agree(silent)
    with acting(app, world.leader) as actor:
        change_session(actor, queries.session(actor, session_id), plan)
    assert len(kept(app, session_id).attendances) == 3


def test_an_open_session_is_not_moved_to_another_day(app, world):
    session_id = opened(app, world)
    with acting(app, world.leader) as actor, pytest.raises(BadPlan) as told:
        change_session(
            actor,
            queries.session(actor, session_id),
            world.plan(starts_at=now() + timedelta(days=3)),
        )
    assert list(told.value.problems) == ["day"]


def test_questions_are_kept_once_however_often_they_are_chosen(app, world):
    first = kept_plan(app, world, prompts=("bread-smell",))
    with acting(app, world.leader) as actor:
        row = queries.session(actor, first)
        change_session(actor, row, world.plan(prompts=("bread-hands", "bread-smell")))
    with acting(app, world.leader) as actor:
        chosen = queries.session(actor, first).prompts
        assert [prompt.key for prompt in chosen] == ["bread-smell", "bread-hands"]
        offered = [one.key for one in offered_to([world.elder.organisation_id])]
    assert len(set(offered)) == len(offered)
