"""Doing exactly what a plan says, in the running unit."""

from sqlalchemy import update
from sqlalchemy.sql import delete

from stories.foundation.db import Base, db
from stories.foundation.erasure.plan import Deed, Plan, Touch
from stories.foundation.erasure.rows import matches


def carry_out(plan: Plan) -> None:
    """Change the rows that stay, then remove the others, whatever points at a row before it.

    Files are not touched: they go after the commit, by whoever keeps the plan's list of them.
    """
    db.session.flush()
    for touch in plan.of(Deed.CHANGE):
        table = Base.metadata.tables[touch.table]
        db.session.execute(update(table).where(matches(table, touch.key)).values(**touch.values))
    for touch in sorted(plan.of(Deed.DELETE), key=_last_first):
        table = Base.metadata.tables[touch.table]
        db.session.execute(delete(table).where(matches(table, touch.key)))
    db.session.expire_all()


def _last_first(touch: Touch) -> int:
    places = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    return -places[touch.table]
