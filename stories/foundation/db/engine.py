"""Habits of each database engine, set when a connection opens."""

from typing import Any

from sqlalchemy import Connection, Engine, event

from stories.foundation.db.types import compare_kk
from stories.foundation.db.unit import is_writing

PRAGMAS = (
    "PRAGMA busy_timeout = 15000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a recording that was confirmed survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -16000",  # kB; a list looks up thousands of rows all over the house
    "PRAGMA recursive_triggers = ON",  # else REPLACE deletes behind the audit log's back
)


def prepare(engine: Engine) -> None:
    """Give a SQLite engine write-ahead logging, foreign keys and honest transactions."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _open_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling is switched off; "begin" below speaks instead.
    connection.isolation_level = None
    connection.create_collation("kk", compare_kk)
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: a reader that turns writer half-way could only fail.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing() else "BEGIN")
