"""Reading what is to be done, as far as the actor may see it."""

import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from stories.accounts.models import User
from stories.accounts.queries import staff_with
from stories.foundation.access import Actor, require, visible
from stories.foundation.clock import today
from stories.foundation.db import among, db, kk_key
from stories.foundation.errors import NotFound
from stories.sessions.after.followups.models import FollowUp
from stories.sessions.after.followups.policy import DOERS, FOLLOW
from stories.sessions.after.followups.rules import FORGOTTEN
from stories.sessions.models import Attendance, StorytellingSession

MOST = 200
WHOLE = (
    selectinload(FollowUp.person),
    selectinload(FollowUp.owner),
    selectinload(FollowUp.session)
    .selectinload(StorytellingSession.attendances)
    .selectinload(Attendance.person),
)


def _seen(actor: Actor) -> Select[Any]:
    query = select(FollowUp).where(visible(actor, FOLLOW, FollowUp)).options(*WHOLE)
    return query.order_by(FollowUp.due_on, FollowUp.created_at, FollowUp.id)


def open_ones(actor: Actor, *, mine: bool = False) -> list[FollowUp]:
    """What is still to be done, the most overdue first; at most 200."""
    query = _seen(actor).where(FollowUp.outcome.is_(None))
    if mine:
        query = query.where(FollowUp.owner_id == actor.id)
    return list(db.session.scalars(query.limit(MOST)))


def done_ones(actor: Actor, *, mine: bool = False, limit: int = 50) -> list[FollowUp]:
    """What was done, the last first."""
    query = _seen(actor).where(FollowUp.outcome.is_not(None))
    if mine:
        query = query.where(FollowUp.owner_id == actor.id)
    newest = query.order_by(None).order_by(FollowUp.done_at.desc(), FollowUp.id)
    return list(db.session.scalars(newest.limit(limit)))


def of_session(actor: Actor, session_id: uuid.UUID) -> list[FollowUp]:
    """A session's, open ones first."""
    rows = list(db.session.scalars(_seen(actor).where(FollowUp.session_id == session_id)))
    return sorted(rows, key=lambda row: row.outcome is not None)


def of_person(actor: Actor, person_id: uuid.UUID) -> list[FollowUp]:
    """Those about somebody, open ones first."""
    rows = list(db.session.scalars(_seen(actor).where(FollowUp.person_id == person_id)))
    return sorted(rows, key=lambda row: row.outcome is not None)


def follow_up(actor: Actor, follow_up_id: uuid.UUID) -> FollowUp:
    """One of them; raises NotFound across organisations, Forbidden in one."""
    row = db.session.get(FollowUp, follow_up_id)
    if row is None:
        raise NotFound
    require(actor, FOLLOW, row)
    return row


def lock(row: FollowUp) -> None:
    """Let one hand at a time change it, and see what the last one did."""
    db.session.refresh(row, with_for_update=True)


def count_forgotten(actor: Actor) -> int:
    """How many are late by more than a week."""
    query = select(func.count(FollowUp.id)).where(
        visible(actor, FOLLOW, FollowUp),
        FollowUp.outcome.is_(None),
        FollowUp.due_on < today() - FORGOTTEN,
    )
    return db.session.scalar(query) or 0


def doers(organisation_id: uuid.UUID) -> list[User]:
    """Who may be asked to do something, in Kazakh order."""
    place = frozenset({organisation_id})
    found = {user.id: user for role in DOERS for user in staff_with(role, place)}
    return sorted(found.values(), key=lambda user: kk_key(user.name))


def about(person_id: uuid.UUID) -> list[FollowUp]:
    """All about somebody, for a caller that has authorised the question."""
    query = select(FollowUp).where(FollowUp.person_id == person_id)
    return list(db.session.scalars(query.order_by(FollowUp.due_on, FollowUp.id)))


def of_sessions(session_ids: Iterable[uuid.UUID]) -> list[FollowUp]:
    """All of these sessions, for a caller that has authorised the question."""
    query = select(FollowUp).where(among(FollowUp.session_id, session_ids))
    return list(db.session.scalars(query.order_by(FollowUp.due_on, FollowUp.id)))
