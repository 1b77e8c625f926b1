"""The row is the truth: work is claimed once, resumed, retried, given up; on both databases."""

import uuid
from datetime import timedelta

import pytest

from stories.foundation import work
from stories.foundation.clock import held_at, now
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import Work, WorkState
from tests.foundation.crowd import at_once

SUBJECT = uuid.UUID(int=7)


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(work, "_handlers", dict(work._handlers))
    monkeypatch.setattr(work.queue, "wake", lambda _work_id: None)
    return "tests.work"


def ask(app, kind: str) -> uuid.UUID:
    with app.app_context(), unit_of_work():
        return work.ask_for(kind, SUBJECT).id


def row(app, work_id: uuid.UUID) -> Work:
    with app.app_context(), unit_of_work(write=False):
        found = db.session.get_one(Work, work_id)
        db.session.expunge(found)
        return found


def perform(app, work_id: uuid.UUID) -> bool:
    with app.app_context():
        return work.perform(work_id)


def test_work_is_done_once(any_app, kind):
    done = []
    work.handles(kind)(done.append)
    work_id = ask(any_app, kind)
    assert perform(any_app, work_id)
    assert not perform(any_app, work_id)
    assert len(done) == 1
    assert row(any_app, work_id).state is WorkState.DONE


def test_asking_twice_while_it_waits_is_asking_once(any_app, kind):
    assert ask(any_app, kind) == ask(any_app, kind)


def test_a_failure_is_tried_three_times_with_growing_pauses(any_app, kind):
    tried, pauses, at = [], [], now()

    @work.handles(kind)
    def fail(task: work.Task) -> None:
        tried.append(task)
        raise work.TryAgain("no_memory")

    work_id = ask(any_app, kind)
    for _ in range(5):
        with held_at(at):
            perform(any_app, work_id)
        found = row(any_app, work_id)
        if found.not_before:
            assert (found.state, found.problem) == (WorkState.WAITING, "no_memory")
            with held_at(found.not_before - timedelta(seconds=1)):
                assert not perform(any_app, work_id), "its pause is not over"
            pauses.append(found.not_before - at)
            at = found.not_before
    assert len(tried) == work.MOST_ATTEMPTS
    assert pauses == list(work.PAUSES[: work.MOST_ATTEMPTS - 1])
    assert (found.state, found.problem) == (WorkState.FAILED, "no_memory")


def test_whoever_gets_on_begins_to_count_anew(any_app, kind):
    tried = []

    @work.handles(kind)
    def step(task: work.Task) -> None:
        tried.append(task)
        with unit_of_work():
            task.remember(0.1, got_on=True, step=len(tried))
        raise RuntimeError("but only so far")

    work_id, at = ask(any_app, kind), now()
    for _ in range(2 * work.MOST_ATTEMPTS):
        with held_at(at):
            assert perform(any_app, work_id)
        at = row(any_app, work_id).not_before
    assert len(tried) == 2 * work.MOST_ATTEMPTS


def test_what_cannot_succeed_is_given_up_with_its_reason(any_app, kind):
    @work.handles(kind)
    def give_up(_task: work.Task) -> None:
        raise work.GiveUp("truncated")

    work_id = ask(any_app, kind)
    perform(any_app, work_id)
    assert row(any_app, work_id).problem == "truncated"
    assert not perform(any_app, work_id)


def test_a_silent_workers_work_is_taken_again_with_what_it_remembered(any_app, kind):
    seen = []

    @work.handles(kind)
    def step(task: work.Task) -> None:
        seen.append(dict(task.memory))
        with unit_of_work():
            task.remember(0.5, until=30)
        if len(seen) == 1:
            raise KeyboardInterrupt  # the worker is killed in the middle

    work_id = ask(any_app, kind)
    with pytest.raises(KeyboardInterrupt):
        perform(any_app, work_id)
    assert not perform(any_app, work_id), "its heartbeat is still fresh"
    with held_at(now() + work.STALE + timedelta(seconds=1)):
        with any_app.app_context(), unit_of_work(write=False):
            assert work.waiting() == [work_id]
        assert perform(any_app, work_id)
    assert seen == [{}, {"until": 30}]


def test_asking_again_for_finished_work_starts_afresh(any_app, kind):
    work.handles(kind)(lambda _task: None)
    work_id = ask(any_app, kind)
    perform(any_app, work_id)
    assert ask(any_app, kind) == work_id
    assert row(any_app, work_id).state is WorkState.WAITING


def test_what_kills_every_worker_is_given_up_at_last(any_app, kind):
    work.handles(kind)(lambda _task: pytest.fail("it would kill one more"))
    work_id = ask(any_app, kind)
    with any_app.app_context(), unit_of_work():
        dead = db.session.get_one(Work, work_id)
        dead.state, dead.attempts = WorkState.RUNNING, work.MOST_CLAIMS
        dead.heartbeat_at = now() - 2 * work.STALE
    assert not perform(any_app, work_id)
    assert row(any_app, work_id).problem == "internal"
    assert row(any_app, work_id).state is WorkState.FAILED


def test_many_ask_at_once_for_one_piece_of_work(any_app, kind):
    assert len(set(at_once(4, lambda _number: ask(any_app, kind)))) == 1
