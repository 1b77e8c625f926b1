"""Calling off a session alone, with all that follow, or with all of its series."""

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.sessions.models import StorytellingSession
from stories.sessions.policy import PLAN
from stories.sessions.rules import Move
from stories.sessions.series.queries import lock_rows
from stories.sessions.series.reach import reached
from stories.sessions.series.rules import Scope
from stories.sessions.services import cancel_session


def cancel_some(actor: Actor, row: StorytellingSession, reason: str, scope: Scope) -> int:
    """Cancel a session and those of its series the scope reaches; gives how many.

    ``reason`` 1–300 characters, the same for all. Raises WrongState, BadPlan, and Conflict when
    the series was split meanwhile.
    """
    if scope is Scope.THIS or row.series_id is None:
        cancel_session(actor, row, reason)
        return 1
    require(actor, PLAN, row)
    series, rows = lock_rows(row)
    targets = reached(row, rows, scope, Move.CANCEL)
    for each in targets:
        cancel_session(actor, each, reason)
    detail: audit.Detail = {"scope": scope.value, "sessions": len(targets)}
    audit.record(actor, "sessions.series_cancelled", series, detail=detail)
    return len(targets)
