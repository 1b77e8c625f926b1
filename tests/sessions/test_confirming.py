"""Confirming a session, and losing that when something it needed is gone."""

import pytest

from stories.foundation.db import db
from stories.people.models import Agreement, Generation, Readiness, Stage
from stories.people.services import withdraw_agreement
from stories.sessions import queries
from stories.sessions.errors import NotReady, WrongState
from stories.sessions.models import SessionState
from stories.sessions.services import (
    cancel_session,
    change_session,
    confirm_session,
    open_session,
    plan_session,
)
from tests.sessions.helpers import World, acting, kept, soon


@pytest.fixture
def world(make):
    return World(make)


def confirm(app, world, session_id):
    with acting(app, world.leader) as actor:
        confirm_session(actor, queries.session(actor, session_id))


def test_a_ready_session_is_confirmed_by_somebody_and_told_to_calendars(app, world):
    session = world.session(starts_at=soon(100))
    confirm(app, world, session.id)
    row = kept(app, session.id)
    assert (row.state, row.sequence) == (SessionState.CONFIRMED, 1)
    assert row.confirmed_by == world.leader.id
    assert row.confirmed_at is not None
    assert row.changed_at >= row.confirmed_at
    with pytest.raises(WrongState):
        confirm(app, world, session.id)


def test_what_is_missing_keeps_a_session_from_being_confirmed(app, make):
    world = World(make, agreed=False)
    session = world.session(starts_at=soon(100))
    with pytest.raises(NotReady) as refused:
        confirm(app, world, session.id)
    assert {item.kind.value for item in refused.value.obstacles} == {"no_agreement"}
    assert kept(app, session.id).state is SessionState.PLANNED


def test_a_change_that_leaves_something_missing_takes_the_confirmation_back(app, make, world):
    session = world.session(starts_at=soon(100))
    confirm(app, world, session.id)
    tired = make.person(Generation.YOUTH, readiness=Readiness.NOT_NOW)
    make.agree(tired)
    with acting(app, world.leader) as actor:
        row = queries.session(actor, session.id)
        plan = world.plan(starts_at=row.starts_at, listeners=(tired.id,))
        change_session(actor, row, plan)
    row = kept(app, session.id)
    assert row.state is SessionState.PLANNED
    assert row.confirmed_at is None
    assert row.confirmed_by is None


@pytest.mark.parametrize(
    ("stage", "state"),
    [(Stage.BEFORE, SessionState.PLANNED), (Stage.AFTER, SessionState.CONFIRMED)],
)
def test_taking_part_taken_back_takes_the_confirmation_back(app, world, stage, state):
    session = world.session(starts_at=soon(100))
    confirm(app, world, session.id)
    with acting(app, world.leader) as actor:
        said = db.session.query(Agreement).filter_by(person_id=world.elder.id, stage=stage).one()
        withdraw_agreement(actor, said)
    row = kept(app, session.id)
    assert (row.state, row.sequence) == (state, 1 + (state is SessionState.PLANNED))


def test_a_change_that_leaves_nothing_missing_keeps_it(app, world):
    session = world.session(starts_at=soon(100))
    confirm(app, world, session.id)
    with acting(app, world.leader) as actor:
        change_session(actor, queries.session(actor, session.id), world.plan(starts_at=soon(200)))
    assert kept(app, session.id).state is SessionState.CONFIRMED


def test_a_confirmed_session_opens_on_its_day_or_is_cancelled(app, world):
    today, later = world.session(), world.session(starts_at=soon(100))
    confirm(app, world, today.id)
    confirm(app, world, later.id)
    with acting(app, world.leader) as actor:
        open_session(actor, queries.session(actor, today.id))
        cancel_session(actor, queries.session(actor, later.id), "Қар жауып тұр")
    assert kept(app, today.id).state is SessionState.OPEN
    assert kept(app, later.id).state is SessionState.CANCELLED
    assert kept(app, later.id).sequence == 2


@pytest.mark.parametrize(
    ("fields", "noticed"),
    [
        ({}, 0),
        ({"note": "Жұмсақ орындық керек"}, 0),
        ({"room": "3-бөлме"}, 1),
        ({"minutes": 60}, 1),
        ({"place": "Алматы"}, 1),
        ({"listeners": ()}, 1),
    ],
)
def test_only_what_a_guest_would_notice_is_counted(app, world, fields, noticed):
    with acting(app, world.leader) as actor:
        session_id = plan_session(actor, world.plan(starts_at=soon(100))).id
    with acting(app, world.leader) as actor:
        row = queries.session(actor, session_id)
        change_session(actor, row, world.plan(starts_at=row.starts_at, **fields))
    assert kept(app, session_id).sequence == noticed


def test_the_page_offers_it_only_when_nothing_stands_in_the_way(client, make, world):
    client.sign_in(world.leader).speak("en")
    session = world.session(starts_at=soon(100))
    assert "Confirm the session" in client.page(f"/sessions/{session.id}").text
    client.send(f"/sessions/{session.id}/confirm", expect=303)
    page = client.page(f"/sessions/{session.id}").text
    assert "The session is confirmed." in page
    assert "Confirm the session" not in page
    stranger = make.person(Generation.YOUTH)
    blocked = world.session(listeners=[stranger], starts_at=soon(200))
    page = client.page(f"/sessions/{blocked.id}").text
    assert "Before it can be confirmed" in page
    assert "Confirm the session" not in page
    client.send(f"/sessions/{blocked.id}/confirm", expect=303)
    page = client.page(f"/sessions/{blocked.id}").text
    assert "Something is still missing for this session." in page


def test_a_change_on_the_page_says_that_the_confirmation_is_gone(app, client, make, world):
    client.sign_in(world.leader).speak("en")
    session = world.session(starts_at=soon(100))
    confirm(app, world, session.id)
    stranger = make.person(Generation.YOUTH)
    form = world.form(youth=[str(stranger.id)])
    client.send(f"/sessions/{session.id}/edit", data=form, expect=303)
    assert "is not confirmed any more" in client.page(f"/sessions/{session.id}").text
    assert kept(app, session.id).state is SessionState.PLANNED
