"""The furnished house: built once, set back before each question that may change it."""

import re
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from sqlalchemy import event

from stories.app import create_app
from stories.foundation.access import Role
from stories.foundation.blobs import blobs
from stories.foundation.db import db
from tests.conftest import environment, running
from tests.guards.visitors import Visitor
from tests.guards.world import Place, build

if TYPE_CHECKING:
    from tests.guards.forms import Form

# kept although nothing was changed
# what a reviewer saw is noted, so that the next time they are told what changed
NOTES = {"audit_events", "throttles", "submissions", "sign_ins", "notes", "story_looks"}
NOTED = re.compile(rf"(SELECT|PRAGMA|BEGIN|(INSERT INTO|UPDATE) ({'|'.join(NOTES)})\b)")
Rows = dict[str, list[Any]]


@dataclass
class Furnished:
    """A house with two organisations in it, and the way back to how it was."""

    app: Flask
    home: Path
    here: Place
    there: Place
    files: dict[str, bytes] = field(default_factory=dict)
    unchanged: bool = False
    rows_kept: Rows | None = None

    def watch(self) -> None:
        """Whatever the application writes, but notes, changes the rows: they are read anew."""
        with self.app.app_context():
            event.listen(db.engine, "before_cursor_execute", self._heard)

    def _heard(self, _connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not NOTED.match(statement):
            self.unchanged = False

    @property
    def database(self) -> Path:
        return self.home / "stories.db"

    @property
    def kept(self) -> Path:
        return self.home / "as-it-was.db"

    def keep(self) -> None:
        """Remember how the house stands now."""
        self._copy(self.database, self.kept)
        self.unchanged, self.rows_kept = True, None
        with self.app.app_context():
            self.files = {key: blobs().read(key) for key in blobs().keys("")}

    def set_back(self) -> None:
        """Put every row back as it was, and every file that was removed since."""
        self._copy(self.kept, self.database)
        self.unchanged = True
        with self.app.app_context():
            for key in self.files.keys() - set(blobs().keys("")):
                blobs().put_bytes(key, self.files[key])

    def _copy(self, source: Path, target: Path) -> None:
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
            one.backup(other)

    def rows(self) -> Rows:
        """Every row that a person's act could change, by table."""
        if not self.unchanged:
            return self._read()
        self.rows_kept = self.rows_kept or self._read()
        return self.rows_kept

    def _read(self) -> Rows:
        with closing(sqlite3.connect(self.database)) as connection:
            found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = {name for (name,) in found} - NOTES
            return {
                name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)  # noqa: S608
                for name in sorted(tables)
            }

    def kinds(self) -> dict[str, str]:
        """In which table each id of the house stands."""
        with closing(sqlite3.connect(self.database)) as connection:
            found = connection.execute(
                "SELECT t.name FROM sqlite_master t, pragma_table_info(t.name) c"
                " WHERE t.type = 'table' AND c.name = 'id'"
            )
            return {
                str(uuid.UUID(key)): name
                for (name,) in found.fetchall()
                for (key,) in connection.execute(f'SELECT id FROM "{name}"')  # noqa: S608
                if isinstance(key, str)
            }

    def parameters(self, endpoint: str) -> list[str]:
        """The names in an endpoint's address."""
        return sorted(self._rule(endpoint).arguments)

    def url(self, endpoint: str, place: Place, **other: object) -> str:
        """The address of an endpoint for a place's things; ``other`` puts in something else."""
        values = {name: self._value(endpoint, name, place) for name in self.parameters(endpoint)}
        return str(self.app.url_map.bind("localhost").build(endpoint, values | other))

    def addresses(self, endpoint: str) -> Iterator[str]:
        """The address of a place's usual thing, and of all its others of that kind."""
        yield self.url(endpoint, self.here)
        for name in (name for name in self.parameters(endpoint) if name.endswith("_id")):
            for row in self.here.others(endpoint, name):
                yield self.url(endpoint, self.here, **{name: row})

    def _rule(self, endpoint: str) -> Any:
        return next(self.app.url_map.iter_rules(endpoint))

    def _value(self, endpoint: str, name: str, place: Place) -> object:
        choices = getattr(self._rule(endpoint)._converters[name], "items", None)
        return min(choices) if choices else place.value(endpoint, name)

    def visitor(self, role: Role | None = None, place: Place | None = None) -> Visitor:
        """Somebody with a role in a place (here unless told); no role is nobody."""
        home = place or self.here
        if role is Role.FAMILY:
            return Visitor(self.app, family=home)
        return Visitor(self.app, home.staff[role] if role else None)


@pytest.fixture(scope="session")
def furnished(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Iterator[Furnished]:
    home = tmp_path_factory.mktemp("furnished")
    shutil.copy(sqlite_template, home / "stories.db")
    for app in running(create_app(environment(home))):
        house = Furnished(app, home, *build(app))
        house.watch()
        house.keep()
        yield house


@pytest.fixture
def house(furnished: Furnished) -> Furnished:
    """The furnished house as it was built."""
    furnished.set_back()
    return furnished


@pytest.fixture(scope="session")
def forms(furnished: Furnished) -> dict[str, "Form"]:
    """Every form by its endpoint; gathered once, for each page has to be opened by each role."""
    from tests.guards.forms import gather

    furnished.set_back()
    return gather(furnished)
