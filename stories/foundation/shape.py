"""The shape a database has, the newest there is, and how it gets from one to another.

Whoever only serves compares the two; the tools for migrations come along with those who migrate.
"""

import re

from flask import Flask, current_app
from sqlalchemy import inspect, text

from stories.foundation.db import db
from stories.foundation.errors import UnsafeStart
from stories.foundation.pages import house_folder

_NAMED = re.compile(r'^(revision|down_revision) *= *"(\w+)"', re.MULTILINE)


def require_schema() -> None:
    """Refuse to run on a database of another age."""
    if present() != newest():
        raise UnsafeStart("The database is not up to date. Run `stories db upgrade` first.")


def newest() -> str:
    """The one shape that no other follows."""
    named: dict[str, set[str]] = {"revision": set(), "down_revision": set()}
    for file in (house_folder("migrations") / "versions").glob("*.py"):
        for what, number in _NAMED.findall(file.read_text("utf-8")):
            named[what].add(number)
    (found,) = named["revision"] - named["down_revision"]
    return found


def present() -> str | None:
    """The shape the database has; None before it has any."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def upgrade(revision: str = "head") -> None:
    """Bring the database to a newer shape; keeps every row."""
    from flask_migrate import upgrade as run

    _tell_where()
    run(revision=revision)


def downgrade(revision: str = "-1") -> None:
    """Bring it to an older one."""
    from flask_migrate import downgrade as run

    _tell_where()
    run(revision=revision)


def stamp() -> None:
    """Call a database whose tables were just made one of the newest shape."""
    from flask_migrate import stamp as run

    _tell_where()
    run()


def _tell_where() -> None:
    from flask_migrate import Migrate

    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    Migrate(app, db, directory=str(house_folder("migrations")), render_as_batch=True)
