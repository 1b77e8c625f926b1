"""Work for workers. The row is the truth: whatever was interrupted is found and taken again."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from flask_babel import get_locale
from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.exc import IntegrityError

from stories.foundation import queue
from stories.foundation.clock import now
from stories.foundation.db import after_commit, db, unit_of_work
from stories.foundation.models import Work, WorkState

log = structlog.get_logger()
STALE = timedelta(minutes=1)
MOST_ATTEMPTS = 3
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
MOST_CLAIMS = 10  # workers that died over one piece of work, or one step of it


class GiveUp(Exception):
    """The work cannot succeed however often it is tried; ``problem`` is a short code."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class TryAgain(Exception):
    """It went wrong and may go well later; ``problem`` says why, should no attempt do better."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class NotYet(Exception):
    """Something outside does not do its part; the next round tries again, however often."""


class Stopped(Exception):
    """Somebody paused or cancelled the work, or another worker holds it: leave off at once."""


@dataclass
class Task:
    """A claimed piece of work in a handler's hands; never holds a database row.

    Without a ``holder`` nobody else can take it over: it was handed over directly.
    """

    id: uuid.UUID
    subject_id: uuid.UUID
    locale: str
    memory: dict[str, Any]
    holder: uuid.UUID | None = None

    @property
    def _mine(self) -> ColumnElement[bool]:
        held = (Work.holder == self.holder) & (Work.state == WorkState.RUNNING)
        return (Work.id == self.id) & held if self.holder else Work.id == self.id

    def beat(self, progress: float | None = None) -> None:
        """Say that the work goes on; ``progress`` is 0 to 1. Commits on its own; may be Stopped."""
        values: dict[str, Any] = {"heartbeat_at": now()}
        if progress is not None:
            values["progress"] = max(0.0, min(1.0, progress))
        with unit_of_work():
            self._write(values)

    def look(self) -> None:
        """Raise Stopped if this is not ours to do any more; costs one small question."""
        with unit_of_work(write=False):
            if db.session.scalar(select(Work.id).where(self._mine)) is None:
                raise Stopped

    def remember(self, progress: float, *, got_on: bool = False, **memory: Any) -> None:
        """Keep what a resumed attempt needs, in the unit that keeps the step's result.

        ``got_on`` says that no attempt will do this step again: attempts are then counted anew.
        Raises Stopped, and so keeps nothing of that unit, if the work is not ours any more.
        """
        memory = self.memory | memory
        values = {"memory": memory, "progress": progress, "heartbeat_at": now()}
        self._write(values | ({"attempts": 1} if got_on else {}))
        self.memory = memory

    def _write(self, values: dict[str, Any]) -> None:
        done = db.session.execute(update(Work).where(self._mine).values(**values))
        if self.holder and done.rowcount == 0:  # type: ignore[attr-defined]
            raise Stopped


Handler = Callable[[Task], None]


@dataclass(frozen=True)
class Manner:
    """How a kind is done: kinds of a lower rank first, heavy ones only few at a time."""

    rank: int = 0
    heavy: bool = False


_handlers: dict[str, Handler] = {}
_manners: dict[str, Manner] = {}


def handles(kind: str, *, rank: int = 0, heavy: bool = False) -> Callable[[Handler], Handler]:
    """Register the handler of a kind of work (``room.verb``) and the manner it is done in."""

    def mark(handler: Handler) -> Handler:
        _handlers[kind], _manners[kind] = handler, Manner(rank, heavy)
        return handler

    return mark


def manner_of(kind: str) -> Manner:
    """How a kind of work is done."""
    return _manners.get(kind, Manner())


def manners() -> dict[str, Manner]:
    """How every kind of work is done."""
    return dict(_manners)


def ask_for(
    kind: str,
    subject_id: uuid.UUID,
    *,
    owner_id: uuid.UUID | None = None,
    seconds: float = 0.0,
    memory: dict[str, Any] | None = None,
) -> Work:
    """Put work down in the running unit and wake a worker once that is committed.

    Asking again for work that is over starts it afresh, with ``memory`` as its wishes; asking
    while it waits or rests changes nothing. ``owner_id`` and ``seconds`` decide whose turn it is.
    """
    row = find(kind, subject_id)
    fresh = row is None or row.over
    if row is None:
        row = _put_down(kind, subject_id)
    elif row.over:
        row.state, row.attempts, row.progress, row.asked_at = WorkState.WAITING, 0, 0.0, now()
        row.problem = row.started_at = row.heartbeat_at = row.finished_at = None
        row.not_before = row.holder = None
    if fresh:
        row.owner_id, row.seconds, row.memory = owner_id, seconds, dict(memory or {})
    row.locale = str(get_locale() or "kk")[:2]
    db.session.flush()
    work_id = row.id
    after_commit(lambda: queue.wake(work_id))
    return row


def _put_down(kind: str, subject_id: uuid.UUID) -> Work:
    row = Work(kind=kind, subject_id=subject_id, memory={})
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # somebody asked at the same moment
        return find(kind, subject_id) or row
    return row


def find(kind: str, subject_id: uuid.UUID) -> Work | None:
    """The work of a kind on a subject, if it was ever asked for."""
    return db.session.scalar(select(Work).where(Work.kind == kind, Work.subject_id == subject_id))


def free(at: datetime) -> ColumnElement[bool]:
    """Work nobody holds: to be begun, its pause over, or its worker silent for a minute."""
    due = or_(Work.not_before.is_(None), Work.not_before <= at)
    silent = or_(Work.heartbeat_at.is_(None), Work.heartbeat_at < at - STALE)
    return or_((Work.state == WorkState.WAITING) & due, (Work.state == WorkState.RUNNING) & silent)


def waiting() -> list[uuid.UUID]:
    """Work that could be begun at this moment, in the order it was asked for."""
    query = select(Work.id).where(free(now())).order_by(Work.asked_at, Work.id)
    return list(db.session.scalars(query))


def perform(work_id: uuid.UUID) -> bool:
    """Claim and do one piece of work; False when somebody else holds it or it is over."""
    with unit_of_work():
        claimed = _claim(work_id)
    if claimed is None:
        return False
    kind, task = claimed
    try:
        _handlers[kind](task)
    except GiveUp as reason:
        _close(task, WorkState.FAILED, reason.problem)
    except NotYet:
        log.warning("work_not_yet", kind=kind, work=str(work_id))
        _end(task, state=WorkState.WAITING, attempts=0)
    except Stopped:
        log.info("work_stopped", kind=kind, work=str(work_id))
    except Exception as error:
        log.exception("work_failed", kind=kind, work=str(work_id))
        _retry_or_fail(task, error.problem if isinstance(error, TryAgain) else "internal")
    else:
        _close(task, WorkState.DONE, None)
    return True


def _claim(work_id: uuid.UUID) -> tuple[str, Task] | None:
    at, holder = now(), uuid.uuid4()
    taken = db.session.execute(
        update(Work)
        .where(Work.id == work_id, free(at))
        .values(
            state=WorkState.RUNNING,
            attempts=Work.attempts + 1,
            started_at=at,
            heartbeat_at=at,
            not_before=None,
            holder=holder,
        )
    )
    if taken.rowcount == 0:  # type: ignore[attr-defined]
        return None
    row = db.session.get_one(Work, work_id)
    if row.attempts > MOST_CLAIMS:
        row.state, row.problem, row.finished_at = WorkState.FAILED, "internal", at
        return None
    return row.kind, Task(row.id, row.subject_id, row.locale, dict(row.memory), holder)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failures (1 or more) before the next attempt."""
    return PAUSES[min(max(attempts, 1), len(PAUSES)) - 1]


def _retry_or_fail(task: Task, problem: str) -> None:
    with unit_of_work():
        row = db.session.get(Work, task.id)
        attempts = row.attempts if row else MOST_ATTEMPTS
    if attempts < MOST_ATTEMPTS:
        again = now() + pause_after(attempts)
        _end(task, state=WorkState.WAITING, problem=problem, not_before=again)
    else:
        _close(task, WorkState.FAILED, problem)


def _close(task: Task, state: WorkState, problem: str | None) -> None:
    done = {"progress": 1.0} if state is WorkState.DONE else {}
    _end(task, state=state, problem=problem, finished_at=now(), **done)


def _end(task: Task, **values: Any) -> None:
    """Lay the work down, unless somebody paused or cancelled it, or took it over, meanwhile."""
    with suppress(Stopped), unit_of_work():
        task._write({**values, "holder": None})  # noqa: SLF001 - the other half of the claim
