"""Two worker machines: PostgreSQL, Redis and S3 between them, a home folder each. All real."""

import hashlib
import os
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from stories.app import create_app
from stories.foundation.access import OPERATOR
from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent, Work, WorkState
from stories.foundation.shape import stamp
from stories.media.queries import recording_by_id
from stories.sessions.models import SessionState
from stories.transcripts import queries, services
from stories.transcripts.models import TranscriptVersion
from tests.conftest import build_schema, environment, service
from tests.factories import Factory
from tests.media import samples

# Redis is shared, and the test empties its queue.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("queue")]
ROOT = Path(__file__).resolve().parents[2]
MODELS = Path(os.environ.get("STORIES_TEST_MODELS_DIR", ROOT / "var" / "models"))
RECORDINGS, PATIENCE = 6, 240.0
KEY = "playback/spoken.opus"


def settings_of(home: Path, database: str, redis: str) -> dict[str, str]:
    """One machine's settings: all is shared but its home folder."""
    home.mkdir()
    return environment(
        home,
        STORIES_DATABASE_URL=database,
        STORIES_QUEUE_URL=redis,
        STORIES_BLOBS_URL=f"s3://stories/{hashlib.sha256(str(home.parent).encode()).hexdigest()[:12]}",
        STORIES_WHISPER_MODEL="base",
        STORIES_MODELS_DIR=str(MODELS),
        STORIES_WHISPER_THREADS="1",
    )


@pytest.fixture
def machines(tmp_path: Path, blank_postgres: str, s3: str) -> list[dict[str, str]]:
    if not (MODELS / "base" / "model.bin").exists():
        pytest.skip("the Whisper base model is not installed (stories models install base)")
    redis = service("STORIES_TEST_REDIS_URL")
    return [settings_of(tmp_path / name, blank_postgres, redis) for name in ("web", "one", "two")]


@pytest.fixture
def house(machines: list[dict[str, str]]) -> Iterator[Flask]:
    """The machine that serves pages; it writes nothing down itself."""
    app = create_app(machines[0])
    build_schema(app)
    with app.app_context():
        stamp()
        app.extensions["huey"].flush()
        blobs().put_bytes(KEY, samples.sample("opus").read_bytes())
    yield app
    with app.app_context():
        db.engine.dispose()


@contextmanager
def workers(machines: list[dict[str, str]]) -> Iterator[None]:
    running = []
    for settings in machines:
        with (Path(settings["STORIES_HOME"]) / "worker.log").open("ab") as log:
            command = [sys.executable, "-m", "stories", "worker", "--workers", "1"]
            surroundings = {**os.environ, **settings}
            running.append(subprocess.Popen(command, env=surroundings, stdout=log, stderr=log))
    try:
        yield
    finally:
        for worker in running:
            worker.send_signal(signal.SIGTERM)
        for worker in running:
            worker.wait(timeout=30)


def ask(house: Flask) -> list[uuid.UUID]:
    make = Factory(house)
    elder = make.person()
    held = make.session(narrators=[elder], state=SessionState.HELD, languages=["kk", "ru"])
    make.agree(elder, held)
    rows = [make.recording(held, playback_opus=KEY) for _ in range(RECORDINGS)]
    with house.app_context(), unit_of_work():
        for row in rows:
            services.ask_to_write_down(OPERATOR, recording_by_id(row.id))
    return [row.id for row in rows]


def states(house: Flask) -> Counter[WorkState]:
    with house.app_context(), unit_of_work(write=False):
        return Counter(row.state for row in db.session.query(Work))


def test_two_machines_write_each_recording_down_once(
    house: Flask, machines: list[dict[str, str]]
) -> None:
    ask(house)
    most = 0
    with workers(machines[1:]):
        end = time.monotonic() + PATIENCE
        while states(house)[WorkState.DONE] < RECORDINGS and time.monotonic() < end:
            most = max(most, states(house)[WorkState.RUNNING])
            time.sleep(0.1)
    logs = [(Path(one["STORIES_HOME"]) / "worker.log").read_text() for one in machines[1:]]
    assert states(house) == {WorkState.DONE: RECORDINGS}, logs
    assert most == 2, "one slot on each machine"
    with house.app_context(), unit_of_work(write=False):
        versions: list[Any] = db.session.query(TranscriptVersion).all()
        assert len({row.recording_id for row in versions}) == len(versions) == RECORDINGS
        texts = {tuple(row.text for row in queries.every_segment(row.id)) for row in versions}
        assert len(texts) == 1, "the same sound and model give the same text on each machine"
        lines = Counter(row.action for row in db.session.query(AuditEvent))
        assert lines["transcripts.begun"] == lines["transcripts.written_down"] == RECORDINGS
