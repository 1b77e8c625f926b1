"""Rows that hang on rows that go, found from the tables' foreign keys; and a row's files."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Column, Table, and_, select

from stories.foundation.blobs import blobs
from stories.foundation.db import Base, db
from stories.foundation.erasure.plan import Deed, Touch

# tables that point at any row by its id alone: what they say of a row that goes, goes with it
SOFT = {"work": "subject_id", "search_documents": "subject_id", "kept_files": "row_id"}


def key_of(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row's primary key by column."""
    return {column.name: row[column.name] for column in table.primary_key}


def matches(table: Table, key: Mapping[str, Any]) -> Any:
    """The condition that finds one row."""
    return and_(*(table.c[name] == value for name, value in key.items()))


def followers(roots: Iterable[Touch]) -> dict[tuple[str, str], Touch]:
    """The rows that go, and all that point at them, as far as it leads."""
    found: dict[tuple[str, str], Touch] = {}
    waiting = list(roots)
    while waiting:
        touch = waiting.pop()
        if touch.name not in found:
            found[touch.name] = touch
            waiting.extend(_pointing_at(touch))
    return found


def _pointing_at(touch: Touch) -> Iterable[Touch]:
    row_id = touch.key.get("id")
    if row_id is None:
        return
    for table in Base.metadata.sorted_tables:
        for column in _columns_to(table, touch.table):
            for row in db.session.execute(select(table).where(column == row_id)).mappings():
                yield Touch(table.name, key_of(table, dict(row)), Deed.DELETE, "belongs_to_it")


def _columns_to(table: Table, target: str) -> Iterable[Column[uuid.UUID]]:
    if table.name in SOFT:
        yield table.c[SOFT[table.name]]
    for column in table.columns:
        if any(key.target_fullname == f"{target}.id" for key in column.foreign_keys):
            yield column


def with_files(touch: Touch, columns: Iterable[str]) -> Touch:
    """A row that goes, with the files it names and their bytes."""
    table = Base.metadata.tables[touch.table]
    names = tuple(columns)
    if not names:
        return touch
    query = select(*(table.c[name] for name in names)).where(matches(table, touch.key))
    keys = [key for row in db.session.execute(query) for key in row if key]
    files = tuple((key, _size(key)) for key in keys)
    return Touch(touch.table, touch.key, touch.deed, touch.why, touch.values, files)


def _size(key: str) -> int:
    try:
        return blobs().size(key)
    except FileNotFoundError:
        return 0  # it is gone already; the row still names it
