"""A real worker process on each queue: it wakes, works, and what a killed one held goes on."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from stories.app import create_app
from stories.foundation import work
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import Work, WorkState
from stories.foundation.shape import stamp
from tests.conftest import build_schema, environment, service
from tests.factories import Factory

# One after the other: Redis is shared, and each test empties its queue.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("queue")]
CHECK = "archive.check_fixity"


@pytest.fixture(params=["sqlite", "redis", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    more = {"STORIES_BLOBS_URL": "", "STORIES_QUEUE_URL": ""}
    if request.param == "redis":
        more["STORIES_QUEUE_URL"] = service("STORIES_TEST_REDIS_URL")
    if request.param == "postgresql":
        blank = request.getfixturevalue("blank_postgres")
        more["STORIES_QUEUE_URL"] = more["STORIES_DATABASE_URL"] = blank
    return environment(tmp_path, **more)


@pytest.fixture
def house(settings: dict[str, str]) -> Iterator[Flask]:
    app = create_app(settings)
    build_schema(app)
    with app.app_context():
        stamp()
        app.extensions["huey"].flush()
    yield app
    with app.app_context():
        db.engine.dispose()
    getattr(app.extensions["huey"].storage, "close", bool)()


def start_worker(settings: dict[str, str], home: Path) -> subprocess.Popen[bytes]:
    with (home / "worker.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "stories", "worker", "--workers", "1"],
            env={**os.environ, **settings},
            stdout=log,
            stderr=log,
        )


def wait_until_done(app: Flask, work_id: uuid.UUID, log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with app.app_context(), unit_of_work(write=False):
            if db.session.get_one(Work, work_id).state is WorkState.DONE:
                return
        time.sleep(0.2)
    pytest.fail(log.read_text())


def test_a_worker_process_does_what_is_asked(house: Flask, settings: dict[str, str]):
    home = Path(settings["STORIES_HOME"])
    owner = Factory(house).organisation.id
    worker = start_worker(settings, home)
    try:
        with house.app_context(), unit_of_work():
            work_id = work.ask_for(CHECK, owner).id
        wait_until_done(house, work_id, home / "worker.log")
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(timeout=30)


def test_work_whose_message_was_lost_is_found_when_a_worker_starts(
    house: Flask, settings: dict[str, str]
):
    home = Path(settings["STORIES_HOME"])
    owner = Factory(house).organisation.id
    with house.app_context():
        with unit_of_work():
            work_id = work.ask_for(CHECK, owner).id
        house.extensions["huey"].flush()
    worker = start_worker(settings, home)
    try:
        wait_until_done(house, work_id, home / "worker.log")
    finally:
        worker.kill()
        worker.wait(timeout=30)
