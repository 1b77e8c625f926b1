"""What the gate costs: a page of 50 stories filtered by policy and consent, beside a plain one.

Fills a fresh database with stories of several organisations, some with children and their
representatives, some taken back, and asks for two pages in turn: the list of stories with what
families may hear of each, and the same template over the first 50 rows of the table, with names
as they stand there and nobody asked. Both are whole requests of somebody signed in.
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
from flask import Flask, render_template, request
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event, func, select

from benchmarks.crowd import build
from benchmarks.world import PASSPHRASE
from stories.app import create_app
from stories.foundation.access import expose
from stories.foundation.db import among, db
from stories.media.models import Recording
from stories.moderation.models import Story
from stories.moderation.queries import PAGE
from stories.moderation.reasons import STATES
from stories.people.models import Person
from stories.sessions.models import Attendance, Part

FILTERED, PLAIN = "/stories?gate=1&page={page}", "/bench/plain?page={page}"
TARGET = 1.5
OK = 200


@expose("moderation.view")
def plain() -> str:
    """The same page with nobody asked: rows as they stand in the tables."""
    first = (request.args.get("page", 1, type=int) - 1) * PAGE
    count = db.session.scalar(select(func.count()).select_from(Story)) or 0
    query = select(Story).order_by(Story.created_at.desc(), Story.id)
    stories = list(db.session.scalars(query.limit(PAGE).offset(first)))
    told = (
        select(Story.id, Person.name)
        .join(Recording, Recording.id == Story.recording_id)
        .join(Attendance, Attendance.session_id == Recording.session_id)
        .join(Person, Person.id == Attendance.person_id)
        .where(among(Story.id, [row.id for row in stories]), Attendance.part == Part.NARRATOR)
    )
    return render_template(
        "moderation/index.html",
        stories=stories,
        names={row[0]: row[1] for row in db.session.execute(told)},
        shut=frozenset(),
        states=STATES,
        state=None,
        gate=True,
        page=first // PAGE + 1,
        pages=-(-count // PAGE),
    )


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
        app.add_url_rule("/bench/plain", "bench.plain", plain)
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
    with house(database) as app:
        client = signed_in(app, build(app, stories, sentences))
        pages = max(1, stories // PAGE)
        times: dict[str, list[tuple[float, float]]] = {FILTERED: [], PLAIN: []}
        for path in times:
            ask(client, path.format(page=1))
        for number in range(rounds):  # in turn, so that a busy moment meets both
            for path, kept in times.items():
                kept.append(ask(client, path.format(page=number % pages + 1)))
        queries = {}
        for path in times:
            with counted(app) as asked:
                ask(client, path.format(page=1))
            queries[path] = len(asked)
    clock, work = ([_median(times[path], at) for path in (FILTERED, PLAIN)] for at in (0, 1))
    return {
        "stories": stories,
        "filtered_ms": round(clock[0], 1),
        "plain_ms": round(clock[1], 1),
        "ratio": round(clock[0] / clock[1], 2),
        "filtered_cpu_ms": round(work[0], 1),
        "plain_cpu_ms": round(work[1], 1),
        "ratio_cpu": round(work[0] / work[1], 2),
        "cpu_ms_per_story": round((work[0] - work[1]) / min(PAGE, stories), 3),
        "queries_filtered": queries[FILTERED],
        "queries_plain": queries[PLAIN],
    }


def _median(times: list[tuple[float, float]], at: int) -> float:
    return statistics.median(item[at] for item in times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--rounds", type=int, default=40, help="of each page")
    parser.add_argument("--sentences", type=int, default=30, help="of each story")
    parser.add_argument("--database", default="", help="a PostgreSQL server; SQLite without")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = [
        measure(count, options.rounds, options.sentences, options.database)
        for count in options.stories
    ]
    if options.json:
        print(json.dumps({"target": TARGET, "pages": rows}, indent=2))
        return
    names = "stories filtered_ms plain_ms ratio ratio_cpu cpu_ms_per_story queries_filtered"
    columns = [*names.split(), "queries_plain"]
    print("".join(f"{name:>18}" for name in columns))
    for row in rows:
        print("".join(f"{row[name]:>18}" for name in columns))


if __name__ == "__main__":
    main()
