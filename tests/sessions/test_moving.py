from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.errors import Forbidden, NotFound, StoriesError
from stories.foundation.models import AuditEvent
from stories.people.models import DoNotPair, Evidence, Readiness, Stage
from stories.sessions import queries
from stories.sessions.errors import BadPlan, NotReady, TooEarly, WrongState
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.readiness import standing
from stories.sessions.rules import MOVES, Blocker, Move
from stories.sessions.services import (
    cancel_session,
    change_session,
    close_session,
    confirm_session,
    note_attendance,
    open_session,
)
from tests.sessions.helpers import World, acting, kept, soon

STAFF = (Role.FACILITATOR, Role.MODERATOR, Role.CURATOR, Role.SAFEGUARDING, Role.ADMIN)


@pytest.fixture
def world(make):
    return World(make)


def do(move, actor, row, world):
    everybody = dict.fromkeys((world.elder.id, world.youth.id), True)
    if move is Move.CHANGE:
        change_session(actor, row, world.plan(starts_at=row.starts_at))
    elif move is Move.CONFIRM:
        confirm_session(actor, row)
    elif move is Move.OPEN:
        open_session(actor, row)
    elif move is Move.NOTE:
        note_attendance(actor, row, everybody)
    elif move is Move.CLOSE:
        close_session(actor, row, everybody)
    else:
        cancel_session(actor, row, "Қар жауып тұр")


def attempt(app, world, user, session_id, move, *, keep=True):
    """What came of it: the state afterwards, or the error."""
    with app.app_context():
        try:
            with acting(app, user, keep=keep) as actor:
                row = db.session.get(StorytellingSession, session_id)
                do(move, actor, row, world)
                return row.state
        except StoriesError as error:
            return type(error)


@pytest.mark.parametrize("state", list(SessionState))
def test_role_state_and_action(app, make, world, state):
    opened = None if state is SessionState.PLANNED else datetime.now(UTC)
    session = world.session(state=state, opened_at=opened)
    for role in STAFF:
        user = make.user(role)
        for move in Move:
            found = attempt(app, world, user, session.id, move, keep=False)
            expected = MOVES.get((state, move), WrongState)
            may = role in {Role.FACILITATOR, Role.ADMIN}
            assert found is (expected if may else Forbidden), (role, move)


def test_another_organisations_session_does_not_exist(app, make, world):
    stranger = make.user(Role.ADMIN, organisation=make.other_organisation())
    session = world.session()
    for move in Move:
        assert attempt(app, world, stranger, session.id, move) is NotFound


def test_each_move_leaves_a_line_in_the_log(app, world):
    session = world.session()
    for move in (Move.CHANGE, Move.CONFIRM, Move.OPEN, Move.NOTE, Move.CLOSE):
        attempt(app, world, world.leader, session.id, move)
    with app.app_context(), unit_of_work(write=False):
        events = list(
            db.session.scalars(select(AuditEvent).where(AuditEvent.subject_id == session.id))
        )
    told = {event.action: event.detail for event in events}
    assert set(told) == {
        "sessions.changed",
        "sessions.confirmed",
        "sessions.opened",
        "sessions.attendance_noted",
        "sessions.held",
    }
    assert told["sessions.held"] == {"before": "open", "after": "held", "came": 2}


# Opening


def opening(app, world, session_id):
    with app.app_context():
        try:
            with acting(app, world.leader) as actor:
                open_session(actor, queries.session(actor, session_id))
        except NotReady as error:
            return {item.kind for item in error.obstacles}
        except TooEarly:
            return TooEarly
    return set()


@pytest.mark.parametrize(
    ("hours", "opens"), [(13, False), (12.5, False), (11.9, True), (0, True), (-400, True)]
)
def test_a_session_opens_on_its_day_and_after(app, world, hours, opens):
    session = world.session(starts_at=soon(hours))
    assert (opening(app, world, session.id) == set()) is opens


def test_without_agreements_nothing_opens(app, make):
    world = World(make, agreed=False)
    session = world.session()
    assert opening(app, world, session.id) == {Blocker.NO_AGREEMENT}
    make.agreement(world.elder, Stage.BEFORE)
    make.agreement(world.youth, Stage.BEFORE)
    assert opening(app, world, session.id) == set()


def test_a_child_needs_both_words(app, make, world):
    child = make.child()
    session = world.session(listeners=[child])
    make.agreement(child, Stage.BEFORE)
    assert opening(app, world, session.id) == {Blocker.NO_AGREEMENT}
    make.agreement(child, Stage.BEFORE, signer=child.guardian, evidence=Evidence.SPOKEN)
    assert opening(app, world, session.id) == set()


def test_a_child_alone_with_the_facilitator_does_not_open(app, make, world):
    child = make.child()
    make.agree(child)
    session = world.session(narrators=[child], listeners=[])
    assert opening(app, world, session.id) == {Blocker.MINOR_ALONE}


def test_a_withdrawn_agreement_closes_the_door(app, make):
    world = World(make, agreed=False)
    make.agree(world.youth)
    make.agreement(world.elder, Stage.BEFORE, withdrawn_at=datetime.now(UTC) - timedelta(hours=1))
    assert opening(app, world, world.session().id) == {Blocker.NO_AGREEMENT}


@pytest.mark.parametrize("days", [None, -1])
def test_a_facilitator_without_valid_clearance_does_not_open(app, make, world, days):
    until = None if days is None else datetime.now(UTC) + timedelta(days=days)
    leader = make.facilitator(cleared_until=until)
    session = world.session(facilitator_id=leader.id)
    assert opening(app, world, session.id) == {Blocker.NOT_CLEARED}


def test_pairs_kept_apart_not_now_and_no_shared_language(app, make, world):
    apart = sorted([world.elder.id, world.youth.id], key=str)
    make.keep(DoNotPair(one_id=apart[0], other_id=apart[1]))
    tired = make.person(readiness=Readiness.NOT_NOW)
    foreign = make.person(languages=["tr"])
    for person in (tired, foreign):
        make.agree(person)
    session = world.session(narrators=[world.elder, tired, foreign])
    assert opening(app, world, session.id) == {
        Blocker.DO_NOT_PAIR,
        Blocker.NOT_READY,
        Blocker.NO_SHARED_LANGUAGE,
    }


def test_whoever_agreed_to_take_part_but_not_to_be_recorded_may_come(app, make):
    world = World(make, agreed=False)
    make.agree(world.youth)
    make.agreement(world.elder, Stage.BEFORE, uses=["transcribe"])
    session = world.session()
    with acting(app, world.leader) as actor:
        stands = standing(queries.session(actor, session.id))
    assert stands.unrecorded == {world.elder.id}


# Who came


def test_everybody_is_asked_after_and_somebody_came(app, world):
    session = world.session(state=SessionState.OPEN)
    for came in (
        {},
        {world.elder.id: True},
        dict.fromkeys((world.elder.id, world.youth.id), False),
    ):
        with acting(app, world.leader) as actor, pytest.raises(BadPlan):
            close_session(actor, queries.session(actor, session.id), came)


def test_whoever_stayed_away_is_not_audible_and_the_unknown_are(app, world):
    session = world.session(state=SessionState.OPEN)
    with app.app_context(), unit_of_work(write=False):
        heard = queries.audible_in([session.id])[session.id]
    assert set(heard) == {world.elder.id, world.youth.id}
    with acting(app, world.leader) as actor:
        row = queries.session(actor, session.id)
        close_session(actor, row, {world.elder.id: True, world.youth.id: False})
    with app.app_context(), unit_of_work(write=False):
        assert queries.audible_in([session.id])[session.id] == [world.elder.id]
    assert kept(app, session.id).closed_at is not None


@pytest.mark.parametrize("reason", ["", "   ", "н" * 301])
def test_a_cancelled_session_has_a_reason_of_decent_length(app, world, reason):
    session = world.session()
    with acting(app, world.leader) as actor, pytest.raises(BadPlan):
        cancel_session(actor, queries.session(actor, session.id), reason)
