"""A woken worker: the next by turns, few heavy ones at a time, quick ones never behind them."""

import threading
import time
import uuid

import pytest

from stories.foundation import lanes, work
from stories.foundation.db import unit_of_work
from tests.foundation.test_work import kind

__all__ = ["kind"]
A, B = uuid.UUID(int=1), uuid.UUID(int=2)


@pytest.fixture
def kinds(kind, monkeypatch):
    monkeypatch.setattr(work, "_manners", dict(work._manners))
    return kind, f"{kind}.heavy"


def ask(app, kind: str, owner: uuid.UUID, seconds: float) -> uuid.UUID:
    with app.app_context(), unit_of_work():
        return work.ask_for(kind, uuid.uuid4(), owner_id=owner, seconds=seconds).id


def go_on(app) -> None:
    with app.app_context():
        lanes.go_on()


def test_short_ones_first_and_each_house_in_its_turn(any_app, kinds):
    _light, heavy = kinds
    begun = []
    work.handles(heavy, heavy=True)(lambda task: begun.append(task.id))
    of_a = [ask(any_app, heavy, A, seconds) for seconds in (1200.0, 600.0, 600.0, 600.0)]
    of_b = ask(any_app, heavy, B, 900.0)
    go_on(any_app)
    assert begun[0] in of_a[1:]
    assert begun[1] == of_b
    assert begun[-1] == of_a[0]
    assert len(begun) == 5


def test_quick_work_is_done_beside_a_long_transcription_and_no_second_one_is_begun(app, kinds):
    light, heavy = kinds
    inside, leave, done = threading.Event(), threading.Event(), []

    def long_one(task):
        done.append(("heavy", task.id))
        inside.set()
        assert leave.wait(20)

    work.handles(heavy, heavy=True)(long_one)
    work.handles(light)(lambda task: done.append(("light", task.id)))
    first, second = ask(app, heavy, A, 7200.0), ask(app, heavy, B, 7300.0)
    busy = threading.Thread(target=go_on, args=(app,))
    busy.start()
    assert inside.wait(20)
    quick = ask(app, light, A, 0.0)
    begun = time.monotonic()
    go_on(app)
    assert time.monotonic() - begun < 5
    assert done == [("heavy", first), ("light", quick)]
    leave.set()
    busy.join(20)
    assert done[-1] == ("heavy", second), "whoever gives a slot back looks for the next"


def test_a_worker_does_heavy_work_in_a_thread_of_its_own_and_finds_it_without_a_message(
    app, kinds, monkeypatch
):
    """The message may have gone to a machine whose slots are taken."""
    _light, heavy = kinds
    monkeypatch.setattr(lanes, "LOOK_SECONDS", 0.05)
    done = threading.Event()
    threads = []

    def note(_task):
        threads.append(threading.current_thread().name)
        done.set()

    work.handles(heavy, heavy=True)(note)
    lane = lanes.HeavyLane(app)
    lane.start()
    ask(app, heavy, A, 60.0)
    assert done.wait(20)
    lane.stop()
    assert threads == ["heavy-0"]


def test_a_machine_without_slots_leaves_it_to_others(app, kinds):
    _light, heavy = kinds
    work.handles(heavy, heavy=True)(lambda _task: pytest.fail("not here"))
    work_id = ask(app, heavy, A, 60.0)
    settings = app.extensions["settings"]
    settings.values["TRANSCRIPTIONS"] = "0"
    go_on(app)
    settings.values["TRANSCRIPTIONS"] = "1"
    with app.app_context(), unit_of_work(write=False):
        assert work.waiting() == [work_id]


def test_what_waits_for_the_outside_is_not_tried_in_a_circle(app, kinds):
    light, _heavy = kinds
    tried = []

    @work.handles(light)
    def not_yet(task: work.Task) -> None:
        tried.append(task)
        raise work.NotYet

    ask(app, light, A, 0.0)
    go_on(app)
    assert len(tried) == 1
    go_on(app)
    assert len(tried) == 2
