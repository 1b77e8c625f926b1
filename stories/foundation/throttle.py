"""Guessing slowed down: ten attempts in a quarter of an hour, then the door stays shut."""

import hashlib
from datetime import datetime, timedelta

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
    key = _key(door)
    row = db.session.get(Throttle, key, with_for_update=True)
    at = now()
    if row is None:
        db.session.add(Throttle(key=key, attempts=1, first_at=at))
        return
    if row.blocked_until and row.blocked_until > at:
        raise TooManyAttempts
    if row.blocked_until or at - row.first_at > WINDOW:
        row.attempts, row.first_at, row.blocked_until = 0, at, None
    row.attempts += 1
    _block(row, at, limit)


def clear(door: str) -> None:
    """The right key was shown; earlier mistakes are forgotten."""
    row = db.session.get(Throttle, _key(door))
    if row is not None:
        db.session.delete(row)


def _block(row: Throttle, at: datetime, limit: int) -> None:
    # The last allowed attempt is still judged; whatever comes after it is not.
    if row.attempts >= limit:
        row.blocked_until = at + WINDOW


def _key(door: str) -> str:
    return hashlib.sha256(door.encode()).hexdigest()
