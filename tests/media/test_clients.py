"""Clients that others wrote send files by lines that break off: every byte is there in the end."""

import hashlib
import json
import os
import random
import shutil
import subprocess
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT
from tests.browser.served import Served, serve
from tests.client import InspectingClient
from tests.media.cutting import Cutter
from tests.media.sender import Sender
from tests.services import lacking

RUNS = int(os.environ.get("STORIES_TEST_CLIENT_RUNS", "200"))
TOGETHER = 8
RESTARTS = 3
CHUNKS = (0, 0, 40_000, 150_000)


@dataclass(frozen=True)
class Run:
    """One file on its way through one bad line."""

    seed: int
    path: Path
    sha256: str
    line: Cutter
    chunk: int

    @property
    def name(self) -> str:
        return f"{self.seed}.wav"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serve(tmp_path_factory.mktemp("clients")) as house:
        yield house


def prepared(served: Served, folder: Path, seeds: range) -> list[Run]:
    made = []
    for seed in seeds:
        dice = random.Random(seed)  # noqa: S311 - the same each time
        data = b"RIFF0000WAVE" + dice.randbytes(dice.randrange(50_000, 400_000))
        path = folder / f"{seed}.wav"
        path.write_bytes(data)
        line = Cutter(int(served.url.rsplit(":", 1)[1]), seed, len(data))
        made.append(Run(seed, path, hashlib.sha256(data).hexdigest(), line, dice.choice(CHUNKS)))
    return made


def signs(served: Served) -> dict[str, str]:
    """What a signed-in browser sends along."""
    served.app.test_client_class = InspectingClient
    client = served.app.test_client().sign_in(served.facilitator)
    told = Sender(client).headers()
    del told["Tus-Resumable"]  # each client says that itself
    name = served.app.config["SESSION_COOKIE_NAME"]
    return told | {"Cookie": f"{name}={client.get_cookie(name).value}"}


def by_tus_js(runs: list[Run], place: str, headers: dict[str, str]) -> dict[str, str]:
    files = [
        {
            "endpoint": f"http://127.0.0.1:{run.line.port}{place}",
            "path": str(run.path),
            "name": run.name,
            "chunk": run.chunk,
            "during": run.seed % 3 == 0,
        }
        for run in runs
    ]
    told = json.dumps({"headers": headers, "files": files, "together": TOGETHER})
    command = ["node", str(Path(__file__).with_name("clients.mjs"))]
    done = subprocess.run(
        command, cwd=ROOT, input=told, capture_output=True, text=True, timeout=400, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def by_tuspy(runs: list[Run], place: str, headers: dict[str, str]) -> dict[str, str]:
    from tusclient.client import TusClient
    from tusclient.exceptions import TusCommunicationError

    def send(run: Run) -> tuple[str, str]:
        client = TusClient(f"http://127.0.0.1:{run.line.port}{place}", headers=headers)
        more = {"chunk_size": run.chunk} if run.chunk else {}
        more |= {"upload_checksum": run.seed % 2 == 0, "retries": 100, "retry_delay": 0.2}
        uploader = client.uploader(
            file_stream=BytesIO(run.path.read_bytes()), metadata={"filename": run.name}, **more
        )
        for _attempt in range(200):  # it tries everything again but the beginning
            try:
                uploader.upload()
            except TusCommunicationError:
                time.sleep(0.2)
            else:
                return run.name, "whole"
        return run.name, "given up"

    with ThreadPoolExecutor(TOGETHER) as pool:
        return dict(pool.map(send, runs))


class Restarts(threading.Thread):
    """Kills the server and starts it again, while others send."""

    def __init__(self, served: Served) -> None:
        super().__init__(daemon=True)
        self.served, self.over, self.count = served, threading.Event(), 0

    def run(self) -> None:
        while self.count < RESTARTS and not self.over.wait(3):
            self.served.stop(kill=True)
            self.served.start()
            self.count += 1


@pytest.mark.slow
def test_files_through_bad_lines(served, tmp_path):
    if shutil.which("node") is None or not (ROOT / "node_modules" / "tus-js-client").is_dir():
        lacking("tus-js-client is not installed (npm ci)")
    if find_spec("tusclient") is None:
        lacking("tuspy is not installed (make setup)")
    runs = prepared(served, tmp_path, range(RUNS))
    place, headers = f"/sessions/{served.session.id}/uploads", signs(served)
    restarts = Restarts(served)
    restarts.start()
    try:
        with ThreadPoolExecutor(2) as both:
            halves = (by_tus_js, runs[::2]), (by_tuspy, runs[1::2])
            waiting = [both.submit(send, half, place, headers) for send, half in halves]
            said = {name: word for one in waiting for name, word in one.result().items()}
    finally:
        restarts.over.set()
        restarts.join()
        for run in runs:
            run.line.close()
    assert Counter(said.values()) == {"whole": RUNS}
    kept = {row.sha256: served.master(row) for row in served.kept()}
    assert len(served.kept()) == RUNS
    assert {run.sha256 for run in runs} == set(kept)
    assert all(hashlib.sha256(data).hexdigest() == sha256 for sha256, data in kept.items())
    met = Counter(fate for run in runs for fate in run.line.met)
    assert restarts.count
    assert len(met) > 1 or RUNS < TOGETHER
