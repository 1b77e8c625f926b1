"""Closing anything until a day, for a reason, and ending that (DOMAIN C9).

A person, a recording and a story are closed in the same way, each by a service of its own room.
"""

from datetime import date
from typing import Protocol

from stories.foundation.clock import today
from stories.people.problems import ClosureRuns, ClosureUnclear, NotClosed
from stories.people.rules import is_over, may_close, tidy_reason


class Closable(Protocol):
    """A row that can be closed: a person, a recording, a story."""

    closed_until: date | None
    closed_because: str


def shut(row: Closable, until: date, because: str) -> None:
    """Write a closure down; raises ClosureUnclear without a day to come and a reason."""
    reason = tidy_reason(because)
    if not may_close(until, reason, today()):
        raise ClosureUnclear
    row.closed_until, row.closed_because = until, reason


def unlock(row: Closable) -> None:
    """Take a closure off that has run out; raises NotClosed, or ClosureRuns before its day."""
    if row.closed_until is None:
        raise NotClosed
    if not is_over(row.closed_until, today()):
        raise ClosureRuns
    row.closed_until, row.closed_because = None, ""
