"""Paused, cancelled, taken over: whoever does the work leaves off, and keeps nothing more."""

import uuid

import pytest

from stories.foundation import resting, work
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import Work, WorkState
from tests.foundation.test_work import ask, kind, perform, row

__all__ = ["kind"]


def do(app, action, work_id: uuid.UUID) -> bool:
    with app.app_context(), unit_of_work():
        return action(db.session.get_one(Work, work_id))


def test_a_pause_stops_the_work_and_going_on_begins_at_the_next_step(any_app, kind):
    handled, ended = [], []

    @work.handles(kind)
    def paused_meanwhile(task: work.Task) -> None:
        handled.append(dict(task.memory))
        if len(handled) == 1:
            with unit_of_work():
                task.remember(0.5, step=2)
            assert do(any_app, resting.pause, task.id)
            with pytest.raises(work.Stopped):
                task.look()
            with unit_of_work():
                task.remember(0.75, step=3)
        ended.append(task.memory["step"])

    work_id = ask(any_app, kind)
    assert perform(any_app, work_id)
    found = row(any_app, work_id)
    assert (found.state, found.memory["step"]) == (WorkState.PAUSED, 2)
    assert not perform(any_app, work_id), "it rests"
    assert ask(any_app, kind) == work_id
    assert row(any_app, work_id).state is WorkState.PAUSED, "asking does not wake what rests"
    assert do(any_app, resting.resume, work_id)
    assert not do(any_app, resting.resume, work_id)
    assert perform(any_app, work_id)
    assert (handled, ended) == ([{}, {"step": 2}], [2])
    assert row(any_app, work_id).state is WorkState.DONE
    assert not do(any_app, resting.pause, work_id), "what is over cannot rest"


def test_cancelled_work_keeps_nothing_more_and_is_not_taken_again(any_app, kind):
    @work.handles(kind)
    def cancelled_meanwhile(task: work.Task) -> None:
        assert do(any_app, resting.cancel, task.id)
        task.beat(0.9)
        pytest.fail("the beat must stop it")

    work_id = ask(any_app, kind)
    assert perform(any_app, work_id)
    found = row(any_app, work_id)
    assert (found.state, found.memory, found.over) == (WorkState.CANCELLED, {}, True)
    assert not perform(any_app, work_id)
    ask(any_app, kind)
    assert row(any_app, work_id).state is WorkState.WAITING


def test_who_was_thought_dead_and_is_not_keeps_nothing_once_another_took_over(any_app, kind):
    """A machine that slept for two minutes wakes up beside its successor."""
    seen = []

    @work.handles(kind)
    def slept(task: work.Task) -> None:
        seen.append(task)
        if len(seen) == 1:
            with any_app.app_context(), unit_of_work():
                db.session.get_one(Work, task.id).heartbeat_at -= 2 * work.STALE
            assert perform(any_app, task.id), "the successor does it all"
            with unit_of_work():
                task.remember(0.1, whose="the sleeper")

    work_id = ask(any_app, kind)
    assert perform(any_app, work_id)
    found = row(any_app, work_id)
    assert (found.state, found.memory, len(seen)) == (WorkState.DONE, {}, 2)
