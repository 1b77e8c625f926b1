"""`kill -9` of server and worker at seeded moments: nothing is lost, and nothing is there twice.

``python -m tests.media.killing --runs 100`` does what the test does, more often; ``--postgres`` and
the address of a server do it on a database of its own there. The processes are forked from one that
has loaded the house, so that each is really killed and starts in no time.
"""

import argparse
import hashlib
import os
import random
import signal
import struct
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from stories.app import create_app
from stories.foundation import queue, work
from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent, Work, WorkState
from stories.foundation.server import run_server
from stories.media.models import Recording, RecordingState
from stories.media.tus import rounds, spool
from stories.media.tus.models import Upload
from stories.sessions.models import SessionState
from tests.browser.conftest import free_port
from tests.client import InspectingClient
from tests.conftest import build_schema, environment
from tests.factories import Factory
from tests.media.wire import Line

MOMENTS = ("create", "midway", "midway", "last", "last", "derive", "derive", "derive", "both")
SOON = timedelta(seconds=1)
PATIENCE = 180.0
RATE = 44_100
MOST_DEATHS = 4


class House:
    """A house in a folder, with a server and a worker that are killed and started."""

    def __init__(self, home: Path, database: str) -> None:
        self.home, self.port = home, free_port()
        self.app = create_app(
            environment(
                home,
                STORIES_DATABASE_URL=database,
                STORIES_BLOBS_URL="",
                STORIES_QUEUE_URL="",
                STORIES_PORT=str(self.port),
                STORIES_BASE_URL=f"http://127.0.0.1:{self.port}",
            )
        )
        build_schema(self.app)
        self.app.test_client_class = InspectingClient
        self.running: dict[str, int] = {}
        make = Factory(self.app)
        facilitator = make.facilitator()
        # Nobody agreed to be written down by a machine: the worker only prepares.
        self.session = make.session(state=SessionState.OPEN, facilitator_id=facilitator.id)
        self.line = Line(self.port, self.app.test_client().sign_in(facilitator))

    def start(self, name: str) -> None:
        does = {"server": self._serve, "worker": self._work}[name]
        self._let_go()
        self.running[name] = pid = os.fork()
        if not pid:
            self._be(does)

    def _be(self, does: Callable[[], object]) -> None:
        log = os.open(self.home / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        try:
            does()
        finally:
            os._exit(0)

    def _serve(self) -> None:
        run_server(self.app, self.app.extensions["settings"])

    def _work(self) -> None:
        queue.run_worker(self.app, 1)

    def _let_go(self) -> None:
        """No connection goes over into another process."""
        with self.app.app_context():
            db.engine.dispose()
        self.app.extensions["huey"].storage.close()

    def kill(self, *names: str) -> None:
        for name in names:
            os.kill(self.running[name], signal.SIGKILL)
        for name in names:
            os.waitpid(self.running.pop(name), 0)
            self.start(name)

    def close(self) -> None:
        for pid in self.running.values():
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        self._let_go()

    def let_it_get_on(self) -> None:
        """Work over which too many workers died is given up; that is another test's business."""
        end = time.monotonic() + PATIENCE
        while self._most_attempts() >= MOST_DEATHS and time.monotonic() < end:
            time.sleep(0.2)
        self._let_go()

    def _most_attempts(self) -> int:
        with self.app.app_context(), unit_of_work(write=False):
            rows = db.session.query(Work.attempts).filter(Work.state == WorkState.RUNNING)
            return max((row.attempts for row in rows), default=0)

    def look_round(self) -> None:
        """What the worker does each minute."""
        with self.app.app_context():
            queue.look_round()
            rounds.look_after()
        self._let_go()


def sound(dice: random.Random) -> bytes:
    """A second or two of noise that no other run makes."""
    data = dice.randbytes(2 * dice.randrange(RATE // 2, RATE * 2))
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, RATE * 2, 2, 16)
    rest = form + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", 4 + len(rest)) + b"WAVE" + rest


class Run:
    """One file, and one moment at which somebody is killed."""

    def __init__(self, house: House, seed: int) -> None:
        self.house, self.dice = house, random.Random(seed)  # noqa: S311 - the same each time
        self.moment = self.dice.choice(MOMENTS)
        self.data, self.name = sound(self.dice), f"{seed}.wav"
        self.open = self.moment  # what still has to happen

    def go(self) -> None:
        address, end = None, time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(OSError):
                if address is None:
                    address = self._create()
                elif self._send_on(address):
                    self._afterwards()
                    return
            time.sleep(0.02)
        raise SystemExit(f"{self.name} did not arrive ({self.moment})")

    def _due(self, *moments: str) -> bool:
        due = self.open in moments
        self.open = "" if due else self.open
        return due

    def _kill(self, *names: str, within: float) -> None:
        time.sleep(self.dice.random() * within)
        self.house.kill(*names)

    def _create(self) -> str | None:
        path = f"/sessions/{self.house.session.id}/uploads"
        told = {"Upload-Length": str(len(self.data)), "Content-Length": "0"}
        with self.house.line.say("POST", path, told) as said:
            if self._due("create"):
                self._kill("server", within=0.08)
            return said.answer("POST").get("Location")

    def _send_on(self, address: str) -> bool:
        """Whether it has become a recording."""
        with self.house.line.say("HEAD", address, {}) as said:
            told = said.answer("HEAD")
        if "Stories-Recording" in told:
            return True
        offset = int(told["Upload-Offset"])
        rest = self.data[offset:]
        head = {"Upload-Offset": str(offset), "Content-Length": str(len(rest))}
        if self.open == "midway":
            rest = rest[: self.dice.randrange(len(rest))]
        with self.house.line.say("PATCH", address, head, rest) as said:
            if self._due("midway"):
                self._kill("server", within=0.05)
            if self._due("both"):
                self._kill("server", "worker", within=0.3)
            if self._due("last"):
                self._kill("server", within=0.3)
            return "Stories-Recording" in said.answer("PATCH")

    def _afterwards(self) -> None:
        if self._due("derive"):
            self.house.let_it_get_on()
            self._kill("worker", within=2.0)


def kill_often(home: Path, seeds: range, database: str = "") -> Counter[str]:
    """Send a file for each seed and kill somebody; raises AssertionError if anything is amiss."""
    work.STALE, rounds.A_MOMENT = SOON, timedelta()
    house = House(home, database)
    try:
        house.start("server")
        house.start("worker")
        runs = [Run(house, seed) for seed in seeds]
        for run in runs:
            run.go()
        wait_until_heard(house)
    finally:
        house.close()
    nothing_lost_nothing_twice(house, runs)
    return Counter(run.moment for run in runs)


def wait_until_heard(house: House) -> None:
    """However busy the machine is: as long as it gets on."""
    end, least = time.monotonic() + PATIENCE, float("inf")
    while time.monotonic() < end:
        house.look_round()
        with house.app.app_context(), unit_of_work(write=False):
            jobs = db.session.query(Work).filter(
                Work.kind == "media.prepare", Work.state.in_((WorkState.WAITING, WorkState.RUNNING))
            )
            waiting = [
                (job.state.value, job.attempts, job.progress, job.heartbeat_at) for job in jobs
            ]
        if not waiting:
            return
        if len(waiting) < least:
            end, least = time.monotonic() + PATIENCE, len(waiting)
        time.sleep(1.5)
    said = (house.home / "log").read_text(errors="replace")[-4000:]
    raise AssertionError(f"{least} recordings are not ready: {waiting}\n{said}")


def nothing_lost_nothing_twice(house: House, runs: list[Run]) -> None:
    told = Counter(hashlib.sha256(run.data).hexdigest() for run in runs)
    with house.app.app_context(), unit_of_work(write=False):
        rows = db.session.query(Recording).all()
        assert Counter(row.sha256 for row in rows) == told
        assert Counter(row.state for row in rows) == {RecordingState.READY: len(runs)}
        assert all(blobs().digest(row.master_key) == row.sha256 for row in rows)
        jobs = db.session.query(Work).filter_by(kind="media.prepare").all()
        assert Counter(job.subject_id for job in jobs) == Counter(row.id for row in rows)
        assert Counter(job.state for job in jobs) == {WorkState.DONE: len(runs)}
        entered = db.session.query(AuditEvent).filter_by(action="media.taken_in").count()
        assert entered == len(runs)
        assert len({row.recording_id for row in db.session.query(Upload)} - {None}) == len(runs)
        blobs().sweep(datetime.now(UTC) + timedelta(hours=1))
        named = {getattr(row, field) for row in rows for field in KEYS} - {None}
        assert {key for key in blobs().keys() if not key.startswith("audit")} == named  # noqa: SIM118
        rounds.sweep()
        wanted = {str(key) for key in rounds.queries.wanted_ids()}
        assert {path.name for path in spool.folder().iterdir()} <= wanted
        if db.engine.dialect.name == "sqlite":
            healthy = db.session.execute(db.text("PRAGMA integrity_check")).scalar()
            assert healthy == "ok"
    assert not left_behind(house.home)


KEYS = ("master_key", "playback_opus", "playback_aac", "fine_outline")


def left_behind(home: Path) -> list[str]:
    """Command lines of processes that still work on something of the house, after a moment."""
    end = time.monotonic() + 20
    while (found := _at_work(str(home))) and time.monotonic() < end:
        time.sleep(0.2)
    return found


def _at_work(home: str) -> list[str]:
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (place / "cmdline").read_bytes().decode(errors="replace")
            if home in words and int(place.name) != os.getpid():
                found.append(words.replace("\0", " "))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0, help="of the first run")
    parser.add_argument("--postgres", default="", help="a server's address; SQLite without")
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as home, database_at(options.postgres) as database:
        seeds = range(options.seed, options.seed + options.runs)
        met = kill_often(Path(home), seeds, database)
    spent = time.monotonic() - begun
    kept = "PostgreSQL" if database else "SQLite"
    told = f"{options.runs} runs on {kept} in {spent:.0f} s, nothing lost or twice: {dict(met)}\n"
    sys.stdout.write(told)


@contextmanager
def database_at(server: str) -> Iterator[str]:
    """The address of an empty database at a server, dropped afterwards; none for SQLite."""
    if not server:
        yield ""
        return
    plain, name = server.replace("+psycopg", ""), f"stories_killing_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{server.rsplit('/', 1)[0]}/{name}"
    finally:
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


if __name__ == "__main__":
    main()
