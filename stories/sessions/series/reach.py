"""Which sessions of a series a change reaches."""

from stories.foundation.clock import now
from stories.sessions.errors import BadPlan, WrongState
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.rules import MOVES, Move
from stories.sessions.series.rules import Scope
from stories.sessions.series.words import OPEN_ALONE

WAITING = frozenset({SessionState.PLANNED, SessionState.CONFIRMED})


def reached(
    row: StorytellingSession, rows: list[StorytellingSession], scope: Scope, move: Move
) -> list[StorytellingSession]:
    """The session itself and those still to come; never an open, held or cancelled one.

    ``rows`` are all of the series. Raises WrongState when the session has moved on, and BadPlan
    when it is open: an open one is changed alone.
    """
    if (row.state, move) not in MOVES:
        raise WrongState(move)
    if row.state not in WAITING:
        raise BadPlan({"scope": OPEN_ALONE})
    first = now() if scope is Scope.ALL else max(now(), row.starts_at)
    coming = [each for each in rows if each.state in WAITING and each.starts_at >= first]
    return coming if row in coming else [row, *coming]
