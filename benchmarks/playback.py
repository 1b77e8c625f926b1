"""Fifty listeners who seek in a recording of three hours: how long until the sound is there.

Serves a fresh SQLite house by ``stories serve`` on loopback. Each listener keeps one connection,
jumps to a place, reads a quarter of a megabyte from there (about a minute of sound) and thinks for
a while. The target is a first byte within 200 ms. All begin at the very same moment, which is the
worst there is, and in a row of its own one after another within ten seconds, as people who are told
to listen do. In the last rows nobody thinks at all: how many seeks the house bears, beside the same
bytes by a bare Flask ``send_file`` behind the same server, which asks nobody for consent.
"""

import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from benchmarks.pages import Visitor, free_port, prepare, running
from benchmarks.world import PASSPHRASE

HOURS, BITS = 3, 40_000  # a copy for playing: mono, 40 kbit/s
SIZE = HOURS * 3600 * BITS // 8
PIECE = 256 * 1024
TARGET_MS = 200
RAMP = 10.0  # seconds within which those begin who do not all begin at once
ROWS = ("one listener", "all, thinking", "coming by and by", "all, restless", "bare send_file")
BARE = """
import sys
from flask import Flask, send_file
from waitress import serve
app = Flask("bare")
app.add_url_rule("/sound", view_func=lambda: send_file({path!r}, conditional=True))
serve(app, host="127.0.0.1", port={port}, threads=8, _quiet=True)
"""


def lay_down(environment: dict[str, str]) -> tuple[str, Path]:
    """Give one recording a copy of three hours; gives its address, and the same as a file."""
    from sqlalchemy import select

    from stories.app import create_app
    from stories.foundation.blobs import blobs
    from stories.foundation.db import db, unit_of_work
    from stories.media.models import Recording

    sound = Path(environment["STORIES_HOME"]) / "sound.webm"
    sound.write_bytes(random.Random(1).randbytes(SIZE))
    with create_app(environment).app_context(), unit_of_work():
        row = db.session.scalars(select(Recording).limit(1)).one()
        row.playback_opus, row.seconds = "playback/bench/sound.webm", HOURS * 3600.0
        blobs().put_file(row.playback_opus, sound)
        return f"/recordings/{row.id}/playback/opus", sound


def measure(
    port: int,
    path: str,
    cookie: str,
    seconds: float,
    listeners: int,
    think: float = 0.0,
    ramp: float = 0.0,
) -> dict[str, Any]:
    """Milliseconds until the first byte and until the whole piece, over all listeners.

    They begin at once, or evenly within ``ramp`` seconds.
    """
    first: list[float] = []
    whole: list[float] = []
    end = time.monotonic() + seconds

    def listen(number: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        dice = random.Random(number)
        time.sleep(ramp * number / listeners)
        while time.monotonic() < end:
            start = dice.randrange(SIZE - PIECE)
            headers = {"Cookie": cookie, "Range": f"bytes={start}-{start + PIECE - 1}"}
            begun = time.perf_counter()
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            if answer.status != http.HTTPStatus.PARTIAL_CONTENT:
                raise SystemExit(f"{path} answered {answer.status}.")
            answer.read(1)
            first.append(time.perf_counter() - begun)
            answer.read()
            whole.append(time.perf_counter() - begun)
            time.sleep(dice.random() * 2 * think)

    crowd = [threading.Thread(target=listen, args=(number,)) for number in range(listeners)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return {
        "seeks_per_second": round(len(first) / seconds, 1),
        "first_byte_median_ms": _ms(statistics.median(first)),
        "first_byte_p95_ms": _ms(statistics.quantiles(first, n=20)[-1]),
        "piece_p95_ms": _ms(statistics.quantiles(whole, n=20)[-1]),
    }


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _memory_mib(server: "subprocess.Popen[bytes]") -> float:
    status = Path(f"/proc/{server.pid}/status").read_text("ascii")
    line = next(part for part in status.splitlines() if part.startswith("VmHWM"))
    return round(int(line.split()[1]) / 1024, 1)


def run(seconds: float, listeners: int, think: float) -> dict[str, Any]:
    """One listener, many who think, many who do not, and many at the bare page."""
    with tempfile.TemporaryDirectory() as folder:
        world, environment = prepare(Path(folder), 5)
        path, sound = lay_down(environment)
        port = int(environment["STORIES_PORT"])
        serve = [sys.executable, "-m", "stories", "serve", "--no-worker"]
        with running(serve, port, environment) as server:
            staff = Visitor(port)
            staff.fill_in("/sign-in", email=world.email, passphrase=PASSPHRASE)
            alone = measure(port, path, staff.cookie, seconds / 2, 1)
            thinking = measure(port, path, staff.cookie, seconds, listeners, think)
            coming = measure(port, path, staff.cookie, seconds + RAMP, listeners, think, RAMP)
            many = measure(port, path, staff.cookie, seconds, listeners)
            memory = _memory_mib(server)
        bare = free_port()
        code = BARE.format(path=str(sound), port=bare)
        with running([sys.executable, "-c", code], bare, dict(os.environ)):
            beside = measure(bare, "/sound", "", seconds, listeners)
    ratio = many["seeks_per_second"] / beside["seeks_per_second"]
    return {
        "listeners": listeners,
        "think_seconds": think,
        "target_ms": TARGET_MS,
        "peak_memory_mib": memory,
        "one listener": alone,
        "all, thinking": thinking,
        "coming by and by": coming,
        "all, restless": many,
        "bare send_file": beside,
        "ratio_to_bare": round(ratio, 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0, help="per row")
    parser.add_argument("--listeners", type=int, default=50)
    parser.add_argument("--think", type=float, default=2.0, help="seconds between two seeks")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result = run(options.seconds, options.listeners, options.think)
    if options.json:
        print(json.dumps(result, indent=2))
        return
    print(f"{'':16}{'seeks/s':>9}{'first ms':>10}{'p95 ms':>9}{'piece p95':>11}")
    for name in ROWS:
        row = result[name]
        print(
            f"{name:16}{row['seeks_per_second']:>9}{row['first_byte_median_ms']:>10}"
            f"{row['first_byte_p95_ms']:>9}{row['piece_p95_ms']:>11}"
        )
    print(
        f"restless, of bare: {result['ratio_to_bare']}; target of a first byte: {TARGET_MS} ms; "
        f"peak memory of the server: {result['peak_memory_mib']} MiB"
    )


if __name__ == "__main__":
    main()
