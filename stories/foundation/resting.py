"""A person pauses work, lets it go on, or cancels it: the row says so, the worker leaves off.

Whoever does the work asks its row at each beat and each step (``Task.look``, ``remember``), so all
of this survives the end of any worker. Nothing here asks who may: the rooms' services do.
"""

from typing import Any

from sqlalchemy import update

from stories.foundation import queue
from stories.foundation.clock import now
from stories.foundation.db import after_commit, db
from stories.foundation.models import Work, WorkState

GOES_ON = (WorkState.WAITING, WorkState.RUNNING)


def pause(row: Work) -> bool:
    """Let work rest where it is; False if it is over or rests already."""
    return _move(row, GOES_ON, state=WorkState.PAUSED)


def resume(row: Work) -> bool:
    """Let resting work go on after its last finished step; False if it does not rest."""
    fresh = {"attempts": 0, "problem": None, "heartbeat_at": None, "asked_at": now()}
    if not _move(row, (WorkState.PAUSED,), state=WorkState.WAITING, **fresh):
        return False
    work_id = row.id
    after_commit(lambda: queue.wake(work_id))
    return True


def cancel(row: Work) -> bool:
    """End work for good; False if it is over. Asking for it again starts it afresh."""
    states = (*GOES_ON, WorkState.PAUSED)
    return _move(row, states, state=WorkState.CANCELLED, memory={}, finished_at=now())


def _move(row: Work, states: tuple[WorkState, ...], **values: Any) -> bool:
    query = update(Work).where(Work.id == row.id, Work.state.in_(states))
    done = db.session.execute(query.values(holder=None, not_before=None, **values))
    db.session.refresh(row)
    return bool(done.rowcount)  # type: ignore[attr-defined]
