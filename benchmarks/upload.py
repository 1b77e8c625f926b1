"""A recording of one gigabyte, sent by tus 1.0: beside the reference server on Node, in one run.

Serves a fresh SQLite house by ``stories serve`` and ``@tus/server`` with its ``@tus/file-store``
on loopback, over the same disk, and lets one client send each of them the same bytes in the same
stretches, in turn. The house hashes what it takes and acknowledges nothing that is not safe on the
disk; the peer does neither, so it stands there once more, made to sync what it acknowledges. The
target is 0.8 of the peer's throughput, and under 120 MiB of memory at the highest.

The memory is that of the whole process while files come in; a sign-in takes 64 MiB more for a
moment, because argon2id is meant to.
"""

import argparse
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.pages import Visitor, free_port, prepare, running
from benchmarks.sending import (
    MIB,
    Sender,
    forget_peak,
    memory_mib,
    recording,
    token_of,
    work_seconds,
)
from benchmarks.world import PASSPHRASE

PEERS = ("@tus/server@2", "@tus/file-store@2")
TARGET_RATIO, TARGET_MIB = 0.8, 120
HOUSE, PEER, SYNCED = "this house", "@tus/server", "@tus/server, synced"
NODE = """
import {{ Server }} from '@tus/server'
import {{ FileStore }} from '@tus/file-store'
import {{ open }} from 'node:fs/promises'
class Synced extends FileStore {{
  async write(readable, id, offset) {{
    const now = await super.write(readable, id, offset)
    const file = await open({folder} + '/' + id, 'r+')
    await file.datasync()
    await file.close()
    return now
  }}
}}
const datastore = new {store}({{ directory: {folder} }})
const server = new Server({{ path: '/files', datastore }})
server.listen({{ host: '127.0.0.1', port: {port} }})
"""


def install_peer(folder: Path) -> Path:
    """Put the peer into a folder by npm; it is used there and nowhere else."""
    folder.mkdir(exist_ok=True)
    if not (folder / "node_modules" / "@tus" / "server").exists():
        (folder / "package.json").write_text('{"private": true, "type": "module"}')
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", *PEERS]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder


@contextmanager
def peer(installed: Path, keeps: Path, store: str) -> Iterator[Sender]:
    """The reference server, and somebody who sends to it."""
    port = free_port()
    keeps.mkdir()
    script = installed / f"{store}.mjs"
    script.write_text(NODE.format(folder=json.dumps(str(keeps)), port=port, store=store))
    with running(["node", str(script)], port, dict(os.environ)) as server:
        yield Sender(port, "/files", {}, server.pid)


@contextmanager
def house(home: Path) -> Iterator[Sender]:
    """A served house, and somebody who sends a recording to one of its open sessions."""
    home.mkdir()
    world, environment = prepare(home, 5)
    session = _open_session(environment)
    port = int(environment["STORIES_PORT"])
    serve = [sys.executable, "-m", "stories", "serve", "--no-worker"]
    with (home / "log").open("w") as log, running(serve, port, environment, log) as server:
        staff = Visitor(port)
        staff.fill_in("/sign-in", email=world.email, passphrase=PASSPHRASE)
        token = token_of(staff)  # a page may give its reader another cookie
        told = {"Cookie": staff.cookie, "X-CSRFToken": token}
        forget_peak(server.pid)
        yield Sender(port, f"/sessions/{session}/uploads", told, server.pid)


def _open_session(environment: dict[str, str]) -> str:
    from sqlalchemy import select

    from stories.app import create_app
    from stories.foundation.db import db, unit_of_work
    from stories.sessions.models import SessionState, StorytellingSession

    with create_app(environment).app_context(), unit_of_work():
        row = db.session.scalars(select(StorytellingSession).limit(1)).one()
        row.state = SessionState.OPEN
        return str(row.id)


class Course:
    """One server, what it has been sent, and where it keeps that."""

    def __init__(self, sender: Sender, keeps: Path) -> None:
        self.sender, self.keeps = sender, keeps
        self.before = memory_mib(sender.server)
        self.speeds: list[float] = []
        self.work: list[float] = []

    def send(self, sound: Path, size: int, stretch: int, told: str) -> None:
        """Send a file, and compare every byte of what was kept."""
        worked = work_seconds(self.sender.server)
        seconds = self.sender.send(sound, stretch)
        self.work.append(round(work_seconds(self.sender.server) - worked, 2))
        self.speeds.append(round(size / MIB / seconds, 1))
        if self._kept(size) != told:
            raise SystemExit(f"{self.keeps.name} keeps other bytes than were sent.")

    def _kept(self, size: int) -> str:
        """The digest of what the server kept of the last file, which then makes room."""
        files = (path for path in self.keeps.rglob("*") if path.is_file())
        found = [path for path in files if path.stat().st_size == size]
        if len(found) != 1:
            raise SystemExit(f"{len(found)} files of the sent size lie in {self.keeps.name}.")
        with found[0].open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found[0].unlink()
        return digest

    def row(self) -> dict[str, Any]:
        return {
            "mib_per_second": round(statistics.median(self.speeds), 1),
            "all_runs": self.speeds,
            "processor_seconds": statistics.median(self.work),
            "memory_before_mib": self.before,
            "peak_memory_mib": memory_mib(self.sender.server),
        }


def run(size: int, stretch: int, runs: int, installed: Path) -> dict[str, Any]:
    """All servers in turn, with other bytes each time."""
    with tempfile.TemporaryDirectory() as place, ExitStack() as open_ones:
        folder = Path(place)
        enter = open_ones.enter_context
        courses = {
            HOUSE: Course(enter(house(folder / "house")), folder / "house"),
            PEER: Course(enter(peer(installed, folder / "peer", "FileStore")), folder / "peer"),
            SYNCED: Course(enter(peer(installed, folder / "synced", "Synced")), folder / "synced"),
        }
        for number in range(runs):
            told = recording(folder / "sound.wav", size, number)
            for course in courses.values():
                course.send(folder / "sound.wav", size, stretch, told)
        rows = {name: course.row() for name, course in courses.items()}
    ours = rows[HOUSE]["mib_per_second"]
    ratios = {name: round(ours / rows[name]["mib_per_second"], 2) for name in (PEER, SYNCED)}
    return {"mib": size // MIB, "stretch_mib": stretch // MIB, "ratios": ratios, "rows": rows}


def show(result: dict[str, Any]) -> None:
    print(f"{'':20}{'MiB/s':>9}{'work s':>8}{'before MiB':>12}{'peak MiB':>10}   all runs")
    for name, row in result["rows"].items():
        print(
            f"{name:20}{row['mib_per_second']:>9}{row['processor_seconds']:>8}"
            f"{row['memory_before_mib']:>12}{row['peak_memory_mib']:>10}   {row['all_runs']}"
        )
    for name, ratio in result["ratios"].items():
        print(f"of {name}: {ratio} (target {TARGET_RATIO})")
    print(f"target of the memory: {TARGET_MIB} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mib", type=int, default=1024, help="size of the recording")
    parser.add_argument(
        "--stretch", type=int, default=0, help="MiB in each request; 0, as clients do: all at once"
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peer", type=Path, help="a folder the peer is, or is to be, installed in")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if shutil.which("npm") is None:
        raise SystemExit("The peer runs on Node, and npm was not found.")
    with tempfile.TemporaryDirectory() as passing:
        installed = install_peer(options.peer or Path(passing) / "peer")
        size = options.mib * MIB
        result = run(size, options.stretch * MIB or size, options.runs, installed)
    print(json.dumps(result, indent=2)) if options.json else show(result)


if __name__ == "__main__":
    main()
