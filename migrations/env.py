"""Alembic's environment: the application's engine, foreign keys off while tables are rebuilt."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from stories.foundation.db import UtcDateTime, db


def run(connection: Connection) -> None:
    """Run all steps in one transaction; every row survives (DESIGN, known traps)."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=_plain_types,
        include_object=_ours,
    )
    with context.begin_transaction():
        context.run_migrations()


def _plain_types(kind: str, item: object, _context: object) -> str | bool:
    # A migration must run for ever: it names plain SQL types, not today's Python classes.
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _ours(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
    # huey keeps its own tables where the queue shares the database.
    return not (kind == "table" and (name or "").startswith("huey"))


def main() -> None:
    """SQLite cannot switch foreign keys off inside a transaction, so it is done before."""
    assert current_app  # noqa: S101 - migrations run inside the application alone
    engine = db.engine
    with engine.connect() as connection:
        sqlite = engine.dialect.name == "sqlite"
        if sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        try:
            with connection.begin():
                run(connection)
        finally:
            if sqlite:
                connection.connection.driver_connection.execute("PRAGMA foreign_keys = ON")  # type: ignore[union-attr]


main()
