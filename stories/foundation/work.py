"""Work for workers. The row is the truth: whatever was interrupted is found and taken again."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from flask_babel import get_locale
from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError

from stories.foundation import queue
from stories.foundation.clock import now
from stories.foundation.db import after_commit, db, unit_of_work
from stories.foundation.models import Work, WorkState

log = structlog.get_logger()
STALE = timedelta(minutes=1)
MOST_ATTEMPTS = 3
MOST_CLAIMS = 10  # workers that died over one piece of work


class GiveUp(Exception):
    """The work cannot succeed however often it is tried; ``problem`` is a short code."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class NotYet(Exception):
    """Something outside does not do its part; the next round tries again, however often."""


@dataclass
class Task:
    """A claimed piece of work in a handler's hands; never holds a database row."""

    id: uuid.UUID
    subject_id: uuid.UUID
    locale: str
    memory: dict[str, Any]

    def beat(self, progress: float | None = None) -> None:
        """Say that the work goes on; ``progress`` is 0 to 1. Commits on its own."""
        with unit_of_work():
            values: dict[str, Any] = {"heartbeat_at": now()}
            if progress is not None:
                values["progress"] = max(0.0, min(1.0, progress))
            db.session.execute(update(Work).where(Work.id == self.id).values(**values))

    def remember(self, progress: float, **memory: Any) -> None:
        """Keep what a resumed attempt needs, in the unit that keeps the step's result."""
        self.memory = self.memory | memory
        db.session.execute(
            update(Work)
            .where(Work.id == self.id)
            .values(memory=self.memory, progress=progress, heartbeat_at=now())
        )


Handler = Callable[[Task], None]
_handlers: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the handler of a kind of work (``room.verb``)."""

    def mark(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return mark


def ask_for(kind: str, subject_id: uuid.UUID) -> Work:
    """Put work down in the running unit and wake a worker once that is committed.

    Asking again for work that is over starts it afresh; asking while it waits changes nothing.
    """
    row = find(kind, subject_id)
    if row is None:
        row = _put_down(kind, subject_id)
    elif row.over:
        row.state, row.attempts, row.progress, row.memory = WorkState.WAITING, 0, 0.0, {}
        row.problem = row.started_at = row.heartbeat_at = row.finished_at = None
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


def waiting() -> list[uuid.UUID]:
    """Work nobody holds: never begun, or its worker fell silent more than a minute ago."""
    silent = or_(Work.heartbeat_at.is_(None), Work.heartbeat_at < now() - STALE)
    query = select(Work.id).where(
        or_(Work.state == WorkState.WAITING, (Work.state == WorkState.RUNNING) & silent)
    )
    return list(db.session.scalars(query.order_by(Work.created_at)))


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
        _wait(task)
    except Exception:
        log.exception("work_failed", kind=kind, work=str(work_id))
        _retry_or_fail(task)
    else:
        _close(task, WorkState.DONE, None)
    return True


def _claim(work_id: uuid.UUID) -> tuple[str, Task] | None:
    at = now()
    free = or_(
        Work.state == WorkState.WAITING,
        (Work.state == WorkState.RUNNING)
        & or_(Work.heartbeat_at.is_(None), Work.heartbeat_at < at - STALE),
    )
    taken = db.session.execute(
        update(Work)
        .where(Work.id == work_id, free)
        .values(
            state=WorkState.RUNNING,
            attempts=Work.attempts + 1,
            started_at=at,
            heartbeat_at=at,
        )
    )
    if taken.rowcount == 0:  # type: ignore[attr-defined]
        return None
    row = db.session.get_one(Work, work_id)
    if row.attempts > MOST_CLAIMS:
        row.state, row.problem, row.finished_at = WorkState.FAILED, "internal", at
        return None
    return row.kind, Task(row.id, row.subject_id, row.locale, dict(row.memory))


def _wait(task: Task) -> None:
    with unit_of_work():
        row = db.session.get_one(Work, task.id)
        row.state, row.attempts = WorkState.WAITING, 0


def _retry_or_fail(task: Task) -> None:
    with unit_of_work():
        row = db.session.get_one(Work, task.id)
        again = row.attempts < MOST_ATTEMPTS
        row.state = WorkState.WAITING if again else WorkState.FAILED
        row.problem = None if again else "internal"
        row.finished_at = None if again else now()


def _close(task: Task, state: WorkState, problem: str | None) -> None:
    with unit_of_work():
        row = db.session.get_one(Work, task.id)
        row.state, row.problem, row.finished_at = state, problem, now()
        row.progress = 1.0 if state is WorkState.DONE else row.progress
