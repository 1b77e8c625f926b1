"""Two planners reach for one slot at the same moment, on each database."""

import threading

from stories.accounts.models import Grant
from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.people.models import Generation
from stories.sessions import queries
from stories.sessions.errors import SessionClash, WrongState
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.services import cancel_session, open_session, plan_session
from tests.factories import Factory
from tests.sessions.helpers import World, acting, kept, soon

RUNNERS = 6


def race(app, steps):
    """Run every step in a thread of its own, all at once; gives what each ended with."""
    start, ended = threading.Barrier(len(steps)), [None] * len(steps)

    def run(place, step):
        start.wait(timeout=30)
        try:
            ended[place] = step()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
            ended[place] = error
        finally:
            with app.app_context():
                db.session.remove()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return ended


def count(app):
    with app.app_context(), unit_of_work(write=False):
        return db.session.query(StorytellingSession).count()


def planner(app, world, **more):
    def step():
        with app.app_context(), acting(app, world.leader) as actor:
            return plan_session(actor, world.plan(**more)).id

    return step


def test_one_slot_is_given_once(any_app):
    world = World(Factory(any_app))
    ended = race(any_app, [planner(any_app, world, starts_at=soon(24))] * RUNNERS)
    clashes = [one for one in ended if isinstance(one, SessionClash)]
    assert len(clashes) == RUNNERS - 1, ended
    assert count(any_app) == 1


def test_free_slots_are_given_to_everybody(any_app):
    world = World(Factory(any_app))
    steps = [planner(any_app, world, starts_at=soon(24 + place)) for place in range(RUNNERS)]
    ended = race(any_app, steps)
    assert not [one for one in ended if isinstance(one, Exception)], ended
    assert count(any_app) == RUNNERS


def test_a_facilitator_of_two_organisations_is_not_booked_by_both(any_app):
    make = Factory(any_app)
    world, other = World(make), make.other_organisation()
    make.keep(
        Grant(user_id=world.leader.id, organisation_id=other.id, role=Role.FACILITATOR),
    )
    elder = make.person(organisation_id=other.id)
    youth = make.person(Generation.YOUTH, organisation_id=other.id)
    start = soon(24)
    theirs = {"narrators": (elder.id,), "listeners": (youth.id,), "place": "Алматы"}
    steps = [
        planner(any_app, world, starts_at=start),
        planner(any_app, world, starts_at=start, **theirs),
    ]
    ended = race(any_app, steps)
    assert len([one for one in ended if isinstance(one, SessionClash)]) == 1, ended
    assert count(any_app) == 1


def test_a_question_chosen_for_the_first_time_by_all_at_once_is_kept_once(any_app):
    make = Factory(any_app)
    worlds = []
    for name in ("Бірінші", "Екінші", "Үшінші"):
        small = Factory(any_app)
        small.count = len(worlds) * 100
        small._organisation = make.other_organisation(name)
        worlds.append(World(small))
    steps = [planner(any_app, world, prompts=("bread-smell", "road-far")) for world in worlds]
    ended = race(any_app, steps)
    assert not [one for one in ended if isinstance(one, Exception)], ended


def test_a_session_is_opened_or_cancelled_but_each_only_once(any_app):
    world = World(Factory(any_app))
    session = world.session()

    def mover(move):
        def step():
            with any_app.app_context(), acting(any_app, world.leader) as actor:
                return move(actor, queries.session(actor, session.id))

        return step

    opening = mover(lambda actor, row: open_session(actor, row).state)
    ended = race(any_app, [opening] * RUNNERS)
    assert len([one for one in ended if isinstance(one, WrongState)]) == RUNNERS - 1, ended
    calling_off = mover(lambda actor, row: cancel_session(actor, row, "Қар").state)
    ended = race(any_app, [calling_off] * RUNNERS)
    assert len([one for one in ended if isinstance(one, WrongState)]) == RUNNERS - 1, ended
    assert kept(any_app, session.id).state is SessionState.CANCELLED
