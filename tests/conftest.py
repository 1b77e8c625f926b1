"""Fixtures of the whole house: an application on a fresh database, clients that inspect pages."""

import gc
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from hypothesis import HealthCheck, settings

from stories.app import create_app
from stories.foundation.db import Base, db, unit_of_work
from stories.foundation.db.promises import records_stay, statements
from tests import weed
from tests.client import InspectingClient
from tests.factories import Factory
from tests.order import long_first, scheduler
from tests.quick import share_addresses, share_files, share_statements, share_templates
from tests.services import lacking

# A busy machine stretches any example; how long one takes is the benchmarks' business.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
share_addresses()
share_files()

SECRET = "a secret of the tests, long enough to be taken"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    return scheduler(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        long_first(items)


def pytest_collection_finish() -> None:
    """Whatever was imported stays: looking through it again and again finds no rubbish."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


def environment(home: Path, **more: str) -> dict[str, str]:
    return {
        "STORIES_SECRET_KEY": SECRET,
        "STORIES_HOME": str(home),
        "STORIES_BLOBS_URL": "memory:///",
        "STORIES_QUEUE_URL": "memory:",
        "STORIES_ARGON2": "weak",
        "STORIES_SECOND_FACTOR": "optional",
        "STORIES_ALLOW_FAKE_ENGINE": "1",
        "STORIES_WHISPER_MODEL": "fake",
        "STORIES_UPLOAD_LIMIT_MB": "64",
        **more,
    }


def build_schema(app: Flask) -> None:
    with app.app_context():
        dialect = db.engine.dialect.name
        with db.engine.begin() as connection:
            if dialect == "postgresql":
                connection.exec_driver_sql(statements(dialect)[0])
            Base.metadata.create_all(connection)
            for statement in (*statements(dialect), *records_stay(dialect)):
                connection.exec_driver_sql(statement)
        db.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("template")
    build_schema(create_app(environment(home)))
    return home / "stories.db"


@pytest.fixture
def app(tmp_path: Path, sqlite_template: Path) -> Iterator[Flask]:
    shutil.copy(sqlite_template, tmp_path / "stories.db")
    yield from running(create_app(environment(tmp_path)))


def running(app: Flask) -> Iterator[Flask]:
    app.testing = True
    app.test_client_class = InspectingClient
    share_templates(app)
    with app.app_context():
        share_statements(db.engine)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def service(name: str) -> str:
    """The address of a real server, or a skip that says why (a failure where CI requires it)."""
    return os.environ.get(name, "") or lacking(f"{name} is not set")


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with weed.serving(tmp_path_factory.mktemp("weed")) as address:
        yield address


@pytest.fixture
def s3(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a real S3 server, which stores made during the test find by themselves."""
    for name, value in weed.surroundings(s3_server).items():
        monkeypatch.setenv(name, value)
    return s3_server


@pytest.fixture(scope="session")
def postgres_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    url = service("STORIES_TEST_POSTGRES_URL")
    name = f"stories_template_{uuid.uuid4().hex[:12]}"
    server = url.rsplit("/", 1)[0]
    plain = url.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    home = tmp_path_factory.mktemp("pg")
    build_schema(create_app(environment(home, STORIES_DATABASE_URL=f"{server}/{name}")))
    yield plain, name
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def postgres_app(tmp_path: Path, postgres_template: tuple[str, str]) -> Iterator[Flask]:
    plain, template = postgres_template
    name = f"stories_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    server = plain.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg://")
    # What a test wrote need not survive a power cut.
    address = f"{server}/{name}?options=-csynchronous_commit%3Doff"
    yield from running(create_app(environment(tmp_path, STORIES_DATABASE_URL=address)))
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def any_app(request: pytest.FixtureRequest) -> Flask:
    """The application on each database in turn."""
    return request.getfixturevalue("app" if request.param == "sqlite" else "postgres_app")


@pytest.fixture
def unit(app: Flask) -> Iterator[None]:
    """A unit of work around the whole test, for services called directly."""
    with app.app_context(), app.test_request_context(), unit_of_work():
        yield


@pytest.fixture
def make(app: Flask) -> Factory:
    """Makes rows: ``make.session(…)``; each call commits and gives back the row's id holder."""
    return Factory(app)


@pytest.fixture
def client(app: Flask) -> InspectingClient:
    return app.test_client()


@pytest.fixture
def blank_postgres() -> Iterator[str]:
    """The address of an empty PostgreSQL database that is dropped afterwards."""
    plain = service("STORIES_TEST_POSTGRES_URL").replace("+psycopg", "")
    name = f"stories_blank_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    server = plain.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg://")
    yield f"{server}/{name}"
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
