"""What a worker does when it is woken: the next piece of work by turns, one after the other.

Heavy work (Whisper) has slots, so many on one machine, held by locks on files in the home folder:
whoever dies gives them back. It has threads of its own in a worker, so that letters, copies and
whatever else is quick never stand behind a transcription; these look by themselves as well, for
the message may have gone to a machine whose slots are taken.
"""

import fcntl
import os
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import structlog
from flask import Flask, current_app
from sqlalchemy import func, or_, select

from stories.foundation import work
from stories.foundation.clock import now
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import Work, WorkState
from stories.foundation.settings import Settings
from stories.foundation.turns import Shares, Waiter, in_turn

LATELY = timedelta(days=1)
LOOK_SECONDS = 5.0
log = structlog.get_logger()
Done = set[uuid.UUID]


def go_on(stop: Callable[[], bool] = lambda: False) -> None:
    """Do whatever may be begun, the next by turns each time, until nothing is left to this thread.

    What this call has done already is left to the next one: it may be waiting for something.
    ``stop`` is asked before each piece.
    """
    done: Done = set()
    while not stop() and (_do_light(done) or _do_heavy(done)):
        pass


def do_light(stop: Callable[[], bool]) -> None:
    """The same for quick work alone."""
    done: Done = set()
    while not stop() and _do_light(done):
        pass


class HeavyLane:
    """Threads that do heavy work, one for each slot, until they are told to stop."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._woken, self._stopping = threading.Event(), threading.Event()
        with app.app_context():
            self._count = slots()

    def start(self) -> None:
        """Begin to look; the threads end with their process."""
        for number in range(self._count):
            name = f"heavy-{number}"
            threading.Thread(target=self._look_again, name=name, daemon=True).start()

    def wake(self) -> None:
        """Look at once."""
        self._woken.set()

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping.set()
        self._woken.set()

    def _look_again(self) -> None:
        while not self._stopping.is_set():
            try:
                with self._app.app_context():
                    done: Done = set()
                    while not self._stopping.is_set() and _do_heavy(done):
                        pass
            except Exception:
                # The database may be away for a moment; the next look finds it again.
                log.exception("heavy_lane_failed")
            self._woken.wait(LOOK_SECONDS)
            self._woken.clear()


def _do_light(done: Done) -> bool:
    return _do_next(done, heavy=False)


def _do_heavy(done: Done) -> bool:
    with _slot() as got:
        return got and _do_next(done, heavy=True)


def _do_next(done: Done, *, heavy: bool) -> bool:
    for work_id in next_ones(heavy=heavy):
        if work_id not in done and work.perform(work_id):
            done.add(work_id)
            return True
    return False


def next_ones(*, heavy: bool) -> list[uuid.UUID]:
    """What could be begun now in one lane, in turn."""
    with unit_of_work(write=False):
        waiters = [row for row, is_heavy in _waiters() if is_heavy is heavy]
        return [row.id for row in in_turn(waiters, _shares() if heavy and waiters else {})]


def _waiters() -> Iterator[tuple[Waiter, bool]]:
    at = now()
    columns = (Work.id, Work.kind, Work.owner_id, Work.seconds, Work.asked_at)
    for row in db.session.execute(select(*columns).where(work.free(at))):
        manner = work.manner_of(row.kind)
        waited = (at - row.asked_at).total_seconds()
        yield Waiter(row.id, row.owner_id, row.seconds, waited, manner.rank), manner.heavy


def _shares() -> Shares:
    """Seconds of sound of heavy work that each organisation was served, or is being served."""
    heavy = [kind for kind, manner in work.manners().items() if manner.heavy]
    lately = (Work.state == WorkState.DONE) & (Work.finished_at > now() - LATELY)
    query = (
        select(Work.owner_id, func.sum(Work.seconds))
        .where(Work.kind.in_(heavy), or_(Work.state == WorkState.RUNNING, lately))
        .group_by(Work.owner_id)
    )
    return {row[0]: float(row[1] or 0.0) for row in db.session.execute(query)}


def slots() -> int:
    """How many heavy pieces of work this machine does at a time; 0 leaves them to others."""
    settings: Settings = current_app.extensions["settings"]
    return settings.number("TRANSCRIPTIONS")


@contextmanager
def _slot() -> Iterator[bool]:
    """Hold one of this machine's slots for a block; False if all are held."""
    settings: Settings = current_app.extensions["settings"]
    file = next((found for n in range(slots()) if (found := _locked(settings.home, n))), None)
    try:
        yield file is not None
    finally:
        if file is not None:
            os.close(file)


def _locked(home: Path, number: int) -> int | None:
    home.mkdir(parents=True, exist_ok=True)
    file = os.open(home / f"slot-{number}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return file
    os.close(file)
    return None
