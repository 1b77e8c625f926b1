"""Moving a session from state to state, and noting who came."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from flask_babel import lazy_gettext as _l

from stories.foundation import audit, signals
from stories.foundation.access import Actor, require
from stories.foundation.clock import now, today
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.people.queries import voices_for
from stories.people.rules import said_no
from stories.sessions import queries
from stories.sessions.errors import BadPlan, NotReady, TooEarly, WrongState
from stories.sessions.marks import mark
from stories.sessions.models import Attendance, StorytellingSession
from stories.sessions.policy import PLAN
from stories.sessions.readiness import standing
from stories.sessions.rules import MOVES, Move, too_early

Came = Mapping[uuid.UUID, bool]
LONGEST_REASON = 300

EVERYBODY = _l("Say of everybody whether they came.")
NOBODY_CAME = _l("If nobody came there was no session: cancel it instead, with a word about why.")
SAID_NO = _l(
    "Somebody here said no, or took an agreement back. They stay on the list as having come, so "
    "that their word keeps counting."
)
NO_REASON = _l("Say in a few words why, so that the others understand.")
LONG_REASON = _l("This is too long.")


def confirm_session(actor: Actor, row: StorytellingSession) -> StorytellingSession:
    """Confirm a planned session: everybody may rely on it.

    Raises WrongState, and NotReady with every obstacle (DOMAIN S2, S3, C1).
    """
    _begin(actor, row, Move.CONFIRM)
    missing = standing(row).obstacles
    if missing:
        raise NotReady(missing)
    row.confirmed_at, row.confirmed_by = now(), actor.id
    return _end(actor, row, Move.CONFIRM)


def open_session(actor: Actor, row: StorytellingSession) -> StorytellingSession:
    """Open a planned or confirmed session on its day.

    Raises WrongState, TooEarly before the twelve hours, and NotReady with every obstacle
    (DOMAIN S3, C1).
    """
    _begin(actor, row, Move.OPEN)
    if too_early(row.starts_at, now()):
        raise TooEarly
    missing = standing(row).obstacles
    if missing:
        raise NotReady(missing)
    row.opened_at = now()
    return _end(actor, row, Move.OPEN)


def note_attendance(actor: Actor, row: StorytellingSession, came: Came) -> StorytellingSession:
    """Note of everybody whether they came, in an open session or afterwards.

    Raises WrongState, and BadPlan when somebody is left out: unknown counts as audible, so a
    slip must not silently make anybody absent (DOMAIN C5). Nor is anybody made absent who said
    no: only a new agreement of theirs takes a withdrawal back (DOMAIN C8).
    """
    _begin(actor, row, Move.NOTE)
    _note(row, came)
    return _end(actor, row, Move.NOTE, came=sum(came.values()))


def note_here(
    actor: Actor, row: StorytellingSession, person_id: uuid.UUID, came: bool | None, at: datetime
) -> bool:
    """Note of one person whether they came, or that it is not known; False if that is overtaken.

    Raises WrongState, NotFound for whoever has no part, and BadPlan as ``note_attendance`` does.
    """
    _begin(actor, row, Move.NOTE)
    item = next((one for one in row.attendances if one.person_id == person_id), None)
    if item is None:
        raise NotFound
    if item.noted_at is not None and item.noted_at > at:
        return False
    leaving = [item] if came is False and item.came is not False else []
    _keep_every_no(row, leaving)
    item.came, item.noted_at = came, at
    _tell_absence(row, leaving)
    _end(actor, row, Move.NOTE)
    return True


def close_session(actor: Actor, row: StorytellingSession, came: Came) -> StorytellingSession:
    """Close an open session as held, with who came; raises WrongState and BadPlan."""
    _begin(actor, row, Move.CLOSE)
    _note(row, came)
    row.closed_at = now()
    return _end(actor, row, Move.CLOSE, came=sum(came.values()))


def cancel_session(actor: Actor, row: StorytellingSession, reason: str) -> StorytellingSession:
    """Cancel a session that was not held; ``reason`` 1–300 characters, else BadPlan."""
    _begin(actor, row, Move.CANCEL)
    if not reason.strip():
        raise BadPlan({"reason": NO_REASON})
    if len(reason.strip()) > LONGEST_REASON:
        raise BadPlan({"reason": LONG_REASON})
    row.cancelled_because = reason.strip()
    row.closed_at = now()
    return _end(actor, row, Move.CANCEL)


def _begin(actor: Actor, row: StorytellingSession, move: Move) -> None:
    require(actor, PLAN, row)
    queries.lock_session(row)
    if (row.state, move) not in MOVES:
        raise WrongState(move)


def _end(actor: Actor, row: StorytellingSession, move: Move, **counts: int) -> StorytellingSession:
    before, row.state = row.state, MOVES[row.state, move]
    mark(row, noticed=move in {Move.CONFIRM, Move.CANCEL})
    db.session.flush()
    detail: audit.Detail = {"before": before.value, "after": row.state.value, **counts}
    audit.record(actor, f"sessions.{PAST[move]}", row, detail=detail)
    return row


PAST = {
    Move.CONFIRM: "confirmed",
    Move.OPEN: "opened",
    Move.NOTE: "attendance_noted",
    Move.CLOSE: "held",
    Move.CANCEL: "cancelled",
}


def _note(row: StorytellingSession, came: Came) -> None:
    if {item.person_id for item in row.attendances} != set(came):
        raise BadPlan({"came": EVERYBODY})
    if not any(came.values()):
        raise BadPlan({"came": NOBODY_CAME})
    leaving = [
        item for item in row.attendances if item.came is not False and not came[item.person_id]
    ]
    _keep_every_no(row, leaving)
    at = now()
    for item in row.attendances:
        item.came, item.noted_at = came[item.person_id], at
    _tell_absence(row, leaving)


def _tell_absence(row: StorytellingSession, leaving: list[Attendance]) -> None:
    if leaving:
        # Their word does not count any more; whatever rests on this list is looked at again (C5).
        db.session.flush()
        signals.somebody_absent.send("sessions", subject_id=row.id)


def _keep_every_no(row: StorytellingSession, leaving: list[Attendance]) -> None:
    voices = voices_for([item.person_id for item in leaving], row.id)
    if any(said_no(voice, today()) for voice in voices):
        raise BadPlan({"came": SAID_NO})
