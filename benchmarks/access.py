"""What the gate costs: a page of 50 stories unfiltered, filtered, and with the whole gate asked.

Fills a fresh database with stories of several organisations, some with children and their
representatives, some taken back, and asks for three pages in turn: the first 50 rows of the table
with nobody asked (plain), the same filtered by policy and by what everyone audible agreed to
(consent), and the list as the house shows it, with the whole publication gate of each (gate).

Each page is asked for twice: once when nothing about its people is remembered, and once again.
"""

import argparse
import json
import re
import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event

from benchmarks.crowd import build
from benchmarks.lists import CONSENT, PAGES, PLAIN, add_lists
from benchmarks.world import PASSPHRASE
from stories.app import create_app
from stories.foundation.db import db
from stories.moderation.queries import PAGE
from stories.people.rules import forget

TARGET = 1.5  # filtered by policy and consent, of unfiltered
OK = 200
FIRST, AGAIN = "first", "again"
Times = dict[tuple[str, str], list[tuple[float, float]]]


@contextmanager
def house(database: str) -> Iterator[Flask]:
    """A fresh house on SQLite, or on a database of its own beside the one named."""
    with tempfile.TemporaryDirectory() as folder, fresh(database, Path(folder)) as url:
        app = create_app(
            {
                "STORIES_SECRET_KEY": "a key for measuring, long enough to pass",
                "STORIES_HOME": folder,
                "STORIES_DATABASE_URL": url,
                "STORIES_QUEUE_URL": "memory:",
                "STORIES_BLOBS_URL": "memory:///",
                "STORIES_SECOND_FACTOR": "optional",
                "STORIES_ARGON2": "weak",
            }
        )
        add_lists(app)
        app.testing = True
        with app.app_context():
            upgrade()
        yield app
        with app.app_context():
            db.engine.dispose()


@contextmanager
def fresh(database: str, folder: Path) -> Iterator[str]:
    if not database:
        yield f"sqlite:///{folder / 'stories.db'}"
        return
    name = f"stories_bench_{uuid.uuid4().hex[:12]}"
    server = database.replace("+psycopg", "")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{database.rsplit('/', 1)[0]}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    page = client.get("/sign-in").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    form = {"csrf_token": token[1] if token else "", "email": email, "passphrase": PASSPHRASE}
    if client.post("/sign-in", data=form).location != "/":
        raise SystemExit("The curator was not let in.")
    return client


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def ask(client: FlaskClient, path: str) -> tuple[float, float]:
    """Milliseconds by the clock, and of this process alone: a busy machine stretches the first."""
    start, worked = time.perf_counter(), time.process_time()
    response = client.get(path)
    spent = (time.perf_counter() - start) * 1000, (time.process_time() - worked) * 1000
    if response.status_code != OK:
        raise SystemExit(f"{path} answered {response.status}.")
    return spent


def measure(stories: int, rounds: int, sentences: int, database: str) -> dict[str, Any]:
    """One house: how long it took to fill, and what each page took of it."""
    with house(database) as app:
        start, worked = time.perf_counter(), time.process_time()
        client = signed_in(app, build(app, stories, sentences))
        filled = time.perf_counter() - start, time.process_time() - worked
        times = _times(client, rounds, pages=max(1, stories // PAGE))
        asked = {name: _queries(app, client, path) for name, path in PAGES.items()}
    return {
        "database": "PostgreSQL" if database else "SQLite",
        "stories": stories,
        "fill_seconds": round(filled[0], 1),
        "fill_cpu_seconds": round(filled[1], 1),
        "pages": [
            {"page": name, "asked": when, "queries": asked[name], **_figures(times, name, when)}
            for name in PAGES
            for when in (FIRST, AGAIN)
        ],
    }


def _times(client: FlaskClient, rounds: int, pages: int) -> Times:
    times: Times = {(name, when): [] for name in PAGES for when in (FIRST, AGAIN)}
    for path in PAGES.values():
        ask(client, path.format(page=1))
    for number in range(rounds):  # in turn, so that a busy moment meets all
        for name, path in PAGES.items():
            forget()
            for when in (FIRST, AGAIN):
                times[name, when].append(ask(client, path.format(page=number % pages + 1)))
    return times


def _queries(app: Flask, client: FlaskClient, path: str) -> int:
    with counted(app) as asked:
        ask(client, path.format(page=1))
    return len(asked)


def _figures(times: Times, name: str, when: str) -> dict[str, float]:
    clock, work = (_median(times[name, when], at) for at in (0, 1))
    plain_clock, plain_work = (_median(times[PLAIN, when], at) for at in (0, 1))
    return {
        "ms": round(clock, 1),
        "ratio": round(clock / plain_clock, 2),
        "cpu_ms": round(work, 1),
        "ratio_cpu": round(work / plain_work, 2),
    }


def _median(times: list[tuple[float, float]], at: int) -> float:
    return statistics.median(item[at] for item in times)


def show(houses: list[dict[str, Any]]) -> None:
    """A table, a line for each page of each house."""
    for house_ in houses:
        filled = f"filled in {house_['fill_seconds']} s ({house_['fill_cpu_seconds']} s of work)"
        print(f"\n{house_['database']}, {house_['stories']} stories, {filled}")
        print("".join(f"{name:>10}" for name in house_["pages"][0]))
        for row in house_["pages"]:
            print("".join(f"{value:>10}" for value in row.values()))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stories", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--rounds", type=int, default=40, help="of each page")
    parser.add_argument("--sentences", type=int, default=30, help="of each story")
    parser.add_argument("--database", default="", help="a PostgreSQL server; SQLite without")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    houses = [
        measure(count, options.rounds, options.sentences, options.database)
        for count in options.stories
    ]
    if options.json:
        print(json.dumps({"target": TARGET, "target_page": CONSENT, "houses": houses}, indent=2))
    else:
        show(houses)


if __name__ == "__main__":
    main()
