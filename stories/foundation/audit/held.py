"""Lines are held back while a unit works and tied to the chain right before its commit.

So writers wait for each other only while the last lines are written, not for their whole length;
and what a savepoint or a failed unit took back never gets a number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event as events
from sqlalchemy import func, select
from sqlalchemy.orm import Session, SessionTransaction

from stories.foundation.audit.chain import COLUMNS, START, digest
from stories.foundation.db import before_commit, db
from stories.foundation.models import AuditEvent

TURN = 0x53544F5249455331  # PostgreSQL's lock that the chain's writers take in turn
HELD = "audit_events_held"


@dataclass(frozen=True)
class _Held:
    """A line that has no number yet, and the transactions it goes down with."""

    line: AuditEvent
    within: tuple[SessionTransaction, ...]


def hold(line: AuditEvent) -> None:
    """Keep a line until the running unit commits."""
    session = db.session()
    if not session.in_transaction():
        session.begin()
    if HELD not in session.info:
        session.info[HELD] = []
        before_commit(_tie)
    session.info[HELD].append(_Held(line, tuple(_around(session))))


def _around(session: Session) -> Iterator[SessionTransaction]:
    found = session.get_nested_transaction() or session.get_transaction()
    while found is not None:
        yield found
        found = found.parent


@events.listens_for(db.session, "after_soft_rollback")
def _let_go(session: Session, over: SessionTransaction) -> None:
    if HELD in session.info:
        session.info[HELD] = [item for item in session.info[HELD] if over not in item.within]


def _tie() -> None:
    session = db.session()
    lines = [item.line for item in session.info.pop(HELD)]
    if not lines:
        return
    session.flush()  # whatever else the unit wrote goes first, so that the turn is short
    _take_turn(session)
    number, previous = tail(session)
    for line in lines:
        number += 1
        line.number, line.previous = number, previous
        line.digest = previous = digest({name: getattr(line, name) for name in COLUMNS})
    session.add_all(lines)


def _take_turn(session: Session) -> None:
    # On SQLite whoever writes is alone already (BEGIN IMMEDIATE).
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(TURN)))


def tail(session: Any) -> tuple[int, str]:
    """The last line's number and digest."""
    query = select(AuditEvent.number, AuditEvent.digest).order_by(AuditEvent.number.desc()).limit(1)
    row = session.execute(query).one_or_none()
    return (row.number, row.digest) if row else (0, START)
