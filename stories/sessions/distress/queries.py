"""Reading flags: the safeguarding lead's alone; a session's page learns that one was seen."""

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from stories.accounts.models import User
from stories.accounts.queries import staff_with
from stories.foundation.access import Actor, Role, require, visible
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.sessions.distress.models import DistressFlag, DistressNote
from stories.sessions.distress.policy import ANSWER

WHOLE = (
    selectinload(DistressFlag.person),
    selectinload(DistressFlag.session),
    selectinload(DistressFlag.notes).selectinload(DistressNote.author),
)


def flag(actor: Actor, flag_id: uuid.UUID) -> DistressFlag:
    """One the actor answers; raises NotFound across organisations, Forbidden in one."""
    row = db.session.scalar(select(DistressFlag).where(DistressFlag.id == flag_id).options(*WHOLE))
    if row is None:
        raise NotFound
    require(actor, ANSWER, row)
    return row


def lock(row: DistressFlag) -> None:
    """Let one hand at a time answer a flag, and see what the last one did."""
    db.session.refresh(row, with_for_update=True)
    db.session.refresh(row, ["notes"])


def flags(actor: Actor, *, closed: bool = False) -> list[DistressFlag]:
    """The actor's flags: the unseen first, then by the day to ask again; or the last closed."""
    table = DistressFlag
    query = select(table).where(
        visible(actor, ANSWER, table),
        table.closed_at.is_not(None) if closed else table.closed_at.is_(None),
    )
    order: list[Any] = [table.closed_at.desc(), table.id]
    if not closed:
        order = [table.seen_at.is_not(None), table.follow_up_on, table.raised_at, table.id]
    return list(db.session.scalars(query.options(*WHOLE).order_by(*order).limit(200)))


def raised_in(session_id: uuid.UUID) -> list[DistressFlag]:
    """A session's flags, for whoever may raise one there: that they were, and whether seen."""
    query = select(DistressFlag).where(DistressFlag.session_id == session_id)
    return list(db.session.scalars(query.order_by(DistressFlag.raised_at, DistressFlag.id)))


def flag_by_id(flag_id: uuid.UUID) -> DistressFlag | None:
    """A flag, for the letter that tells of it."""
    return db.session.get(DistressFlag, flag_id)


def leads_of(organisation_id: uuid.UUID) -> list[User]:
    """Who is told: an organisation's safeguarding leads who can sign in."""
    return staff_with(Role.SAFEGUARDING, frozenset({organisation_id}))


def about(person_id: uuid.UUID) -> list[DistressFlag]:
    """All about a person, for a caller that has authorised the question."""
    query = select(DistressFlag).where(DistressFlag.person_id == person_id)
    return list(db.session.scalars(query.options(*WHOLE).order_by(DistressFlag.raised_at)))
