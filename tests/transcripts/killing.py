"""`kill -9` of the worker while the real Whisper writes: the text equals an undisturbed run's.

``python -m tests.transcripts.killing --runs 100`` does what the test does, more often; each run is
one recording, one worker, and one moment at which it is killed. ``--database`` takes an empty
PostgreSQL database instead of SQLite. The sound is cut from ``../shared/speech``.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from stories.app import create_app
from stories.foundation import lanes, queue, work
from stories.foundation.access import OPERATOR
from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent, Work, WorkState
from stories.media.queries import recording_by_id
from stories.media.tools.binary import ffmpeg_binary
from stories.sessions.models import SessionState
from stories.transcripts import queries, services
from tests.conftest import build_schema, environment
from tests.factories import Factory

ROOT = Path(__file__).resolve().parents[2]
SPEECH = ROOT.parent / "shared" / "speech" / "bilingual_interview_ccby_bsd.opus"
KEY, SECONDS = "playback/spoken.opus", 75
PATIENCE = 600.0
LOOK = timedelta(seconds=2)
Text = list[tuple[Any, ...]]


def speech() -> Path:
    """The interview, beside the project or where STORIES_TEST_SPEECH_DIR says."""
    told = os.environ.get("STORIES_TEST_SPEECH_DIR")
    return Path(told) / SPEECH.name if told else SPEECH


class House:
    """A house with one recording a run, and a worker that is forked, killed and forked again."""

    def __init__(self, home: Path, models: str, database: str) -> None:
        more = {"STORIES_DATABASE_URL": database} if database else {}
        self.home, self.worker = home, 0
        self.app = create_app(
            environment(
                home,
                STORIES_BLOBS_URL="",
                STORIES_QUEUE_URL="",
                STORIES_WHISPER_MODEL="base",
                STORIES_MODELS_DIR=models,
                **more,
            )
        )
        build_schema(self.app)
        self.make = Factory(self.app)
        elder = self.make.person()
        self.session = self.make.session(
            narrators=[elder], state=SessionState.HELD, languages=["kk", "ru"]
        )
        self.make.agree(elder, self.session)
        with self.app.app_context():
            blobs().put_file(KEY, _cut(home))

    def ask(self) -> uuid.UUID:
        recording = self.make.recording(self.session, playback_opus=KEY, seconds=float(SECONDS))
        with self.app.app_context(), unit_of_work():
            services.ask_to_write_down(OPERATOR, recording_by_id(recording.id))
        key: uuid.UUID = recording.id
        return key

    def start(self) -> None:
        with self.app.app_context():
            db.engine.dispose()
        self.app.extensions["huey"].storage.close()
        self.worker = os.fork()
        if not self.worker:
            self._be(lambda: queue.run_worker(self.app, 1))

    def _be(self, does: Callable[[], object]) -> None:
        log = os.open(self.home / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        try:
            does()
        finally:
            os._exit(0)

    def kill(self) -> None:
        os.kill(self.worker, signal.SIGKILL)
        os.waitpid(self.worker, 0)

    def standing(self, key: uuid.UUID) -> tuple[WorkState, int]:
        """The work's state, and how many windows are kept."""
        with self.app.app_context(), unit_of_work(write=False):
            row = db.session.query(Work).filter_by(subject_id=key).one()
            return row.state, int(row.memory.get("windows", 0))

    def wait(self, key: uuid.UUID) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            state = self.standing(key)[0]
            if state is WorkState.DONE:
                return
            assert state is not WorkState.FAILED, (self.home / "log").read_text()[-3000:]
            time.sleep(0.1)
        raise AssertionError("it is not written down: " + (self.home / "log").read_text()[-3000:])

    def text(self, key: uuid.UUID) -> Text:
        """Everything a segment holds; raises unless there is one complete version alone."""
        with self.app.app_context(), unit_of_work(write=False):
            (version,) = queries.complete_versions(key)
            assert version.current
            assert queries.growing_version(key) is None
            rows = queries.every_segment(version.id)
            return [_told(row) for row in rows]

    def begun(self) -> int:
        with self.app.app_context(), unit_of_work(write=False):
            return db.session.query(AuditEvent).filter_by(action="transcripts.begun").count()


def _told(row: Any) -> tuple[Any, ...]:
    return (
        *(row.position, row.start_ms, row.end_ms, row.language, row.text, row.confidence),
        *(row.engine, row.model, row.model_digest, row.language_certainty),
        json.dumps([row.words, row.flags]),
    )


def _cut(home: Path) -> Path:
    found = home / "spoken.opus"
    cut = ["-t", str(SECONDS), "-c:a", "libopus", "-b:a", "32k", str(found)]
    command = [ffmpeg_binary(), "-v", "error", "-y", "-i", str(speech()), *cut]
    subprocess.run(command, check=True)
    return found


def kill_often(house: House, runs: int, seed: int) -> Counter[str]:
    """One kill a run; raises AssertionError where a text differs from the undisturbed one."""
    work.STALE, lanes.LOOK_SECONDS = LOOK, 0.3
    dice, met = random.Random(seed), Counter[str]()  # noqa: S311 - the same each time
    house.start()
    try:
        begun = time.monotonic()
        first = house.ask()
        house.wait(first)
        lasts, undisturbed = time.monotonic() - begun, house.text(first)
        assert undisturbed, "nothing was heard"
        for run in range(runs):
            key = house.ask()
            time.sleep(dice.random() * lasts)
            state, windows = house.standing(key)
            house.kill()
            met[
                f"{state.value}, {windows} kept" if state is WorkState.RUNNING else state.value
            ] += 1
            house.start()
            house.wait(key)
            assert house.text(key) == undisturbed, f"run {run} of seed {seed} differs"
    finally:
        house.kill()
    # One kill a run is two attempts at most, and no plan was thrown away and made anew.
    assert house.begun() == runs + 1, "a version was begun twice"
    return met


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database")
    parser.add_argument("--models", default=os.environ.get("STORIES_TEST_MODELS_DIR", "var/models"))
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        house = House(Path(home), str(Path(options.models).resolve()), options.database)
        met = kill_often(house, options.runs, options.seed)
    spent = time.monotonic() - begun
    sys.stdout.write(f"{options.runs} runs in {spent:.0f} s, each text the same: {dict(met)}\n")


if __name__ == "__main__":
    main()
