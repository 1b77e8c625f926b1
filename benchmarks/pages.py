"""Requests a second and p95 of the pages people wait for, with 1,000 stories in the house.

Serves a fresh SQLite house by ``stories serve`` on loopback, asks each page over kept-alive
connections for a bounded time, and beside it a bare Flask page behind the same server: the
ratio says how much of the machine the page itself costs.
"""

import argparse
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlencode

from benchmarks.world import PASSPHRASE, PIN, World, build

BARE = """
from flask import Flask
from waitress import serve
app = Flask("bare")
app.add_url_rule("/", view_func=lambda: "<!doctype html><title>bare</title>" + "x" * 8000)
serve(app, host="127.0.0.1", port={port}, threads=8, _quiet=True)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Visitor:
    """One kept-alive connection with its cookies."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookie = cookie

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
        headers = {"Cookie": self.cookie, "Accept-Language": "kk"}
        body = urlencode(form) if form else None
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request("POST" if form else "GET", path, body, headers)
        response = self.connection.getresponse()
        for value in response.headers.get_all("Set-Cookie") or []:
            self.cookie = value.split(";")[0]
        return response.status, response.read()

    def fill_in(self, path: str, **form: str) -> None:
        _status, page = self.ask(path)
        found = re.search(rb'name="csrf_token" value="([^"]+)"', page)
        if found is None:
            raise SystemExit(f"{path} shows no form.")
        status, _body = self.ask(path, {"csrf_token": found[1].decode(), **form})
        if status != http.HTTPStatus.SEE_OTHER:
            raise SystemExit(f"{path} answered {status} instead of letting the visitor in.")


@contextmanager
def running(
    command: list[str], port: int, environment: dict[str, str], log: IO[str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=log
    ) as server:
        try:
            _wait(port)
            yield server
        finally:
            server.terminate()


def _wait(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server did not start within 30 seconds.")


def measure(port: int, path: str, cookie: str, seconds: float, visitors: int) -> dict[str, Any]:
    times: list[float] = []
    sizes: list[int] = []
    wrong: list[int] = []
    end = time.monotonic() + seconds

    def visit() -> None:
        visitor = Visitor(port, cookie)
        while time.monotonic() < end:
            start = time.perf_counter()
            status, page = visitor.ask(path)
            times.append(time.perf_counter() - start)
            sizes.append(len(page))
            if status != http.HTTPStatus.OK:
                wrong.append(status)

    threads = [threading.Thread(target=visit) for _ in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(f"{path} answered {wrong[0]} {len(wrong)} times.")
    return {
        "requests_per_second": round(len(times) / seconds, 1),
        "median_ms": round(statistics.median(times) * 1000, 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1] * 1000, 1),
        "bytes": max(sizes),
    }


def prepare(home: Path, stories: int) -> tuple[World, dict[str, str]]:
    port = free_port()
    environment = {
        **os.environ,
        "STORIES_SECRET_KEY": "a key for measuring, long enough to pass",
        "STORIES_HOME": str(home),
        "STORIES_PORT": str(port),
        "STORIES_SECOND_FACTOR": "optional",
        "STORIES_BASE_URL": f"http://127.0.0.1:{port}",
    }
    subprocess.run(
        [sys.executable, "-m", "stories", "db", "upgrade"],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    from stories.app import create_app

    return build(create_app(environment), stories), environment


def run(stories: int, seconds: float, visitors: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        world, environment = prepare(Path(folder), stories)
        port = int(environment["STORIES_PORT"])
        serve = [sys.executable, "-m", "stories", "serve", "--no-worker"]
        with running(serve, port, environment):
            results = {
                name: measure(port, path, cookie, seconds, visitors)
                for name, path, cookie in pages(port, world)
            }
    bare = free_port()
    with running([sys.executable, "-c", BARE.format(port=bare)], bare, dict(os.environ)):
        results["bare flask"] = measure(bare, "/", "", seconds, visitors)
    top = results["bare flask"]["requests_per_second"]
    for result in results.values():
        result["ratio_to_bare"] = round(result["requests_per_second"] / top, 3)
    return {"stories": stories, "visitors": visitors, "seconds": seconds, "pages": results}


def pages(port: int, world: World) -> list[tuple[str, str, str]]:
    family = Visitor(port)
    family.fill_in(f"/r/{world.token}", pin=PIN)
    staff = Visitor(port)
    staff.fill_in("/sign-in", email=world.email, passphrase=PASSPHRASE)
    return [
        ("reader: room", f"/r/{world.token}", family.cookie),
        ("reader: story", f"/r/{world.token}/story/{world.story_id}", family.cookie),
        ("calendar", "/sessions", staff.cookie),
        ("story", f"/stories/{world.story_id}", staff.cookie),
        ("today", "/", staff.cookie),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=8.0, help="per page")
    parser.add_argument("--visitors", type=int, default=4, help="at the same time")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result = run(options.stories, options.seconds, options.visitors)
    if options.json:
        print(json.dumps(result, indent=2))
        return
    print(f"{'page':16}{'req/s':>9}{'median ms':>11}{'p95 ms':>9}{'bytes':>9}{'of bare':>9}")
    for name, row in result["pages"].items():
        print(
            f"{name:16}{row['requests_per_second']:>9}{row['median_ms']:>11}{row['p95_ms']:>9}"
            f"{row['bytes']:>9}{row['ratio_to_bare']:>9}"
        )


if __name__ == "__main__":
    main()
