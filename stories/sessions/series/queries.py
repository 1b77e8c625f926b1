"""Reading series, and holding them still for those who change them."""

import uuid

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.errors import Conflict, NotFound
from stories.sessions.models import StorytellingSession
from stories.sessions.policy import VIEW
from stories.sessions.queries import PARTS
from stories.sessions.series.models import Series

WHOLE = (*PARTS, selectinload(StorytellingSession.prompts))


def series(actor: Actor, series_id: uuid.UUID, permission: str = VIEW) -> Series:
    """A series the actor may see; raises NotFound across organisations (DOMAIN X2)."""
    row = db.session.get(Series, series_id)
    if row is None:
        raise NotFound
    require(actor, permission, row)
    return row


def rows_of(series_id: uuid.UUID) -> list[StorytellingSession]:
    """Every session of a series, earliest first, for a caller that has authorised the series."""
    table = StorytellingSession
    query = select(table).where(table.series_id == series_id).options(*WHOLE)
    return list(db.session.scalars(query.order_by(table.starts_at, table.id)))


def later_of(series_id: uuid.UUID) -> list[Series]:
    """The series that were split from this one."""
    query = select(Series).where(Series.earlier_id == series_id).order_by(Series.starts)
    return list(db.session.scalars(query))


def place_of(row: StorytellingSession) -> tuple[int, int]:
    """«3 of 8»: where a session stands in its series, and how many there are."""
    table = StorytellingSession
    of_it = select(func.count()).select_from(table).where(table.series_id == row.series_id)
    before = of_it.where(table.starts_at <= row.starts_at)
    return db.session.scalar(before) or 0, db.session.scalar(of_it) or 0


def lock_series(series_id: uuid.UUID) -> Series:
    """Read a series again as it is now, and keep others from changing it meanwhile."""
    query = select(Series).where(Series.id == series_id).with_for_update(key_share=True)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def lock_rows(row: StorytellingSession) -> tuple[Series, list[StorytellingSession]]:
    """A session's series and all its sessions as they are now, earliest first, held still.

    Always the series first, then its sessions in one order, then (by the caller) the calendar.
    Raises Conflict when the session has left its series meanwhile.
    """
    table, series_id = StorytellingSession, row.series_id
    if series_id is None:
        raise Conflict
    found = lock_series(series_id)
    query = select(table).where(table.series_id == series_id).order_by(table.id).options(*WHOLE)
    query = query.with_for_update(key_share=True, of=table)
    rows = list(db.session.scalars(query.execution_options(populate_existing=True)))
    if row not in rows:
        raise Conflict
    return found, sorted(rows, key=lambda each: (each.starts_at, each.id))
