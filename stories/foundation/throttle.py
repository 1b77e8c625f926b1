"""Guessing slowed down: ten attempts in a quarter of an hour, then the door stays shut."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.errors import TooManyAttempts
from stories.foundation.models import Throttle

LIMIT = 10
WINDOW = timedelta(minutes=15)


def spend(door: str, *, limit: int = LIMIT) -> None:
    """Count one attempt at ``door`` before it is judged; raises TooManyAttempts.

    Runs in a writing unit of its own, so that the count stays whatever follows.
    """
    at = now()
    row = _counter(_key(door), at)
    if row.blocked_until and row.blocked_until > at:
        raise TooManyAttempts
    if row.blocked_until or at - row.first_at > WINDOW:
        row.attempts, row.first_at, row.blocked_until = 0, at, None
    row.attempts += 1
    _block(row, at, limit)


def count(door: str, *, within: timedelta) -> int:
    """Count one mistake at ``door``; returns how many there were since the first, ``within`` ago.

    Runs in a writing unit that is kept.
    """
    at = now()
    row = _counter(_key(door), at)
    if at - row.first_at > within:
        row.attempts, row.first_at = 0, at
    row.attempts += 1
    return row.attempts


def counted(door: str, *, within: timedelta) -> int:
    """How many mistakes at ``door`` there were since the first, ``within`` ago."""
    row = db.session.get(Throttle, _key(door))
    return row.attempts if row and now() - row.first_at <= within else 0


def _counter(key: str, at: datetime) -> Throttle:
    row = db.session.get(Throttle, key, with_for_update=True)
    if row is not None:
        return row
    try:
        with db.session.begin_nested():
            db.session.add(Throttle(key=key, attempts=0, first_at=at))
    except IntegrityError:
        pass  # two first attempts at once: the other's row is counted on
    return db.session.get_one(Throttle, key, with_for_update=True, populate_existing=True)


def clear(door: str) -> None:
    """The right key was shown; earlier mistakes are forgotten."""
    db.session.execute(delete(Throttle).where(Throttle.key == _key(door)))


def _block(row: Throttle, at: datetime, limit: int) -> None:
    # The last allowed attempt is still judged; whatever comes after it is not.
    if row.attempts >= limit:
        row.blocked_until = at + WINDOW


def _key(door: str) -> str:
    return hashlib.sha256(door.encode()).hexdigest()
