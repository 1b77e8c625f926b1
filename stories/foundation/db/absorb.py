"""Two rows become one: whatever points at the row that goes is moved to the row that stays.

What points at a row is read from the tables themselves, so that no table made later can be
forgotten. Every step is written down as JSON can keep it, and can be taken back.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Table, UniqueConstraint, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from stories.foundation.db.base import Base, db
from stories.foundation.db.plain import plain, typed

Row = Mapping[str, Any]
Step = dict[str, Any]
Settle = Callable[[Row, Row], dict[str, Any]]
_settle: dict[str, Settle] = {}
# pairs without an order: the smaller id stands first
_pairs: dict[str, tuple[str, str]] = {}


class Overtaken(Exception):
    """A step cannot be taken back: a row of ``table`` is no longer as the step left it."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


def settle_with(table: str, settle: Settle) -> None:
    """Say what a kept row takes over from its twin; both come as mappings of columns."""
    _settle[table] = settle


def without_order(table: str, one: str, other: str) -> None:
    """Say that two columns of a table are a pair without an order."""
    _pairs[table] = (one, other)


def references(table: Table) -> list[Column[Any]]:
    """Every column of the house that points at a table."""
    return [
        column
        for other in Base.metadata.sorted_tables
        for column in other.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]


def pointing_at(table: Table, row_id: uuid.UUID) -> list[str]:
    """The rows that point at a row, each as «table.column key»."""
    return sorted(
        f"{column.table.name}.{column.name} {_name(column, row)}"
        for column in references(table)
        for row in _rows(column.table, {column.name: row_id})
    )


def _name(column: Column[Any], row: Row) -> str:
    return "/".join(str(value) for value in plain(_key(_table_of(column), row)).values())


def absorb(table: Table, kept_id: uuid.UUID, gone_id: uuid.UUID) -> list[Step]:
    """Move everything that points at one row to another, and delete it; returns the steps.

    A row that would stand twice is settled with its twin and goes too, with what points at it.
    """
    return list(_absorb(table, kept_id, gone_id))


def _absorb(table: Table, kept_id: uuid.UUID, gone_id: uuid.UUID) -> Iterator[Step]:
    for column in references(table):
        for row in _rows(column.table, {column.name: gone_id}):
            yield from _move(column, row, kept_id)
    for row in _rows(table, {"id": gone_id}):
        yield _delete(table, row)


def _move(column: Column[Any], row: Row, kept_id: uuid.UUID) -> Iterator[Step]:
    table = _table_of(column)
    moved = _in_order(table, {**row, column.name: kept_id})
    twin = _twin(table, row, moved)
    if twin is None:
        yield _update(table, row, moved)
        return
    settled = {**twin, **_settle.get(table.name, _nothing)(twin, moved)}
    if settled != twin:
        yield _update(table, twin, settled)
    if "id" in table.primary_key.columns:
        yield from _absorb(table, twin["id"], row["id"])
    else:
        yield _delete(table, row)


def _table_of(column: Column[Any]) -> Table:
    return Base.metadata.tables[column.table.name]


def _nothing(_stays: Row, _goes: Row) -> dict[str, Any]:
    return {}


def _in_order(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    one, other = _pairs.get(table.name, ("", ""))
    if one and row[one] > row[other]:
        row[one], row[other] = row[other], row[one]
    return row


def _twin(table: Table, row: Row, moved: Row) -> Row | None:
    """The row that stands already where a moved one wants to stand."""
    for names in _unique(table):
        wanted = {name: moved[name] for name in names}
        if None in wanted.values() or all(row[name] == moved[name] for name in names):
            continue
        for found in _rows(table, wanted):
            if _key(table, found) != _key(table, row):
                return found
    return None


def _unique(table: Table) -> list[list[str]]:
    keys = [item for item in table.constraints if isinstance(item, UniqueConstraint)]
    columns = [table.primary_key.columns, *(item.columns for item in keys)]
    columns += [item.columns for item in table.indexes if item.unique]
    return [[column.name for column in group] for group in columns]


def _key(table: Table, row: Row) -> dict[str, Any]:
    return {column.name: row[column.name] for column in table.primary_key.columns}


def _rows(table: Any, values: Row) -> list[Row]:
    query = select(table).where(*_equal(table, values))
    return [dict(row) for row in db.session.execute(query).mappings()]


def _equal(table: Table, values: Row) -> list[Any]:
    return [table.columns[name] == value for name, value in values.items()]


def _update(table: Table, row: Row, wanted: Row) -> Step:
    new = {name: value for name, value in wanted.items() if value != row[name]}
    old = {name: row[name] for name in new}
    where = and_(*_equal(table, _key(table, row)))
    db.session.execute(update(table).where(where).values(**new))
    step = {"key": _key(table, {**row, **new}), "old": old, "new": new}
    return {"do": "update", "table": table.name} | {
        name: plain(part) for name, part in step.items()
    }


def _delete(table: Table, row: Row) -> Step:
    db.session.execute(delete(table).where(*_equal(table, _key(table, row))))
    return {"do": "delete", "table": table.name, "row": plain(row)}


def take_back(steps: list[Step]) -> None:
    """Put everything back as it was before ``absorb``.

    Raises Overtaken, and then half is done: the caller's unit must not be kept.
    """
    for step in reversed(steps):
        table = Base.metadata.tables[step["table"]]
        if step["do"] == "delete":
            _insert(table, typed(table, step["row"]))
        else:
            _set_back(table, step)


def _insert(table: Table, row: Row) -> None:
    try:
        with db.session.begin_nested():
            db.session.execute(insert(table).values(**row))
    except IntegrityError:
        raise Overtaken(table.name) from None


def _set_back(table: Table, step: Step) -> None:
    where = _equal(table, typed(table, step["key"]))
    found = _rows(table, typed(table, step["key"]))
    if not found or plain({name: found[0][name] for name in step["new"]}) != step["new"]:
        raise Overtaken(table.name)
    db.session.execute(update(table).where(*where).values(**typed(table, step["old"])))
