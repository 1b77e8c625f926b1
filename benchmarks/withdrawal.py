"""From the click to hidden everywhere: how long a withdrawal takes on the filled demo.

Fills a demo (with the quick stand-in for Whisper), walks every way by which one of its stories
reaches staff, a family and the people in it, and takes the narrator's word back by the real
click. A family keeps asking meanwhile, so that the last answer that still told something is seen;
right after the click several clients at once ask for each of those ways again.
"""

import argparse
import json
import re
import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from benchmarks.walk import Ask, Served, Signs, Walk
from stories.accounts.models import Grant, User
from stories.app import create_app
from stories.demo import fill
from stories.foundation.access import STAFF
from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.moderation.models import Story, StoryState
from stories.moderation.queries import lines_of
from stories.people.models import Agreement, Stage

TARGET_SECONDS = 1.0
LONG_ENOUGH = 20
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


@contextmanager
def demo() -> Iterator[tuple[Flask, dict[str, Any]]]:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            {
                "STORIES_SECRET_KEY": "a key for measuring, long enough to pass",
                "STORIES_HOME": folder,
                "STORIES_QUEUE_URL": "memory:",
                "STORIES_BLOBS_URL": "memory:///",
                "STORIES_SECOND_FACTOR": "optional",
                "STORIES_ARGON2": "weak",
                "STORIES_ALLOW_FAKE_ENGINE": "1",
                "STORIES_WHISPER_MODEL": "fake",
            }
        )
        app.testing = True
        with app.app_context():
            upgrade()
            kept = fill.fill(Path(folder), lambda _words: None)
            secrets = {**kept.read(), "passphrase": kept.passphrase()}
        yield app, secrets
        with app.app_context():
            db.engine.dispose()


def filled_in(client: FlaskClient, path: str, **form: str) -> None:
    found = CSRF.search(client.get(path).get_data(as_text=True))
    answer = client.post(path, data={"csrf_token": found[1] if found else "", **form})
    if answer.status_code != 303:  # noqa: PLR2004 - taken in
        raise SystemExit(f"{path} answered {answer.status} instead of taking the form.")


def guests_of(app: Flask, kept: dict[str, Any], emails: dict[str, str]) -> dict[str, FlaskClient]:
    guests = {name: app.test_client() for name in (*emails, "family")}
    for name, email in emails.items():
        filled_in(guests[name], "/sign-in", email=email, passphrase=kept["passphrase"])
    filled_in(guests["family"], f"/r/{kept['token']}", pin=kept["pin"])
    return guests


def emails_of(organisation: uuid.UUID) -> dict[str, str]:
    return {
        role.value: db.session.query(User.email)
        .join(Grant, Grant.user_id == User.id)
        .filter(Grant.organisation_id == organisation, Grant.role == role)
        .order_by(User.email)
        .limit(1)
        .scalar()
        for role in STAFF
    }


def signs_of(story: Story) -> Signs:
    lines = [text for line in lines_of([story])[story.id] for text in (line.kk, line.ru)]
    keys = (story.copy_opus, story.copy_aac, story.recording.playback_opus)
    store = blobs()
    return Signs(
        texts={
            "title": (story.title_kk, story.title_ru),
            "words": tuple(text for text in lines if len(text) >= LONG_ENOUGH),
        },
        sounds=tuple(b"".join(store.stream(key, 0, store.size(key))) for key in keys if key),
        asked_for=(story.title_kk.split()[0],),
    )


def told(client: FlaskClient) -> Ask:
    def ask(method: str, path: str, headers: dict[str, str] | None = None) -> Any:
        return client.open(path, method=method, headers=headers or {})

    return ask


@dataclass(frozen=True)
class Answer:
    """One way asked after the click: milliseconds of its own, since the click, and what it told."""

    took: float
    since: float
    told: str


def again(client: FlaskClient, item: Served, signs: Signs, start: float) -> Answer:
    """Ask for a way once more, as the same visitor from another window."""
    asked = time.perf_counter()
    response = client.get(item.url)
    done = time.perf_counter()
    kinds = signs.seen_in(item.url, response) - {"title"}
    told = f"{item.who} {item.endpoint}" if kinds else ""
    return Answer((done - asked) * 1000, (done - start) * 1000, told)


def same_visitor(client: FlaskClient) -> FlaskClient:
    """Another window of the same browser; a client cannot be asked twice at a time."""
    window = client.application.test_client()
    window._cookies = dict(client._cookies or {})  # noqa: SLF001 - werkzeug shows no way to copy them
    return window


def keep_asking(client: FlaskClient, item: Served, signs: Signs, ended: Event) -> float:
    """Ask until a while after the click; the moment of the last answer that told something."""
    last = 0.0
    while not ended.is_set():
        asked = time.perf_counter()
        if signs.seen_in(item.url, client.get(item.url)) - {"title"}:
            last = asked
    return last


def run(clients: int) -> dict[str, Any]:
    with demo() as (app, kept):
        with app.test_request_context(), unit_of_work(write=False):
            story = db.session.query(Story).filter_by(state=StoryState.RELEASED).limit(1).one()
            signs, emails = signs_of(story), emails_of(story.organisation_id)
            session_id, story_id = story.recording.session_id, story.id
            given = db.session.query(Agreement.id).filter_by(
                session_id=session_id, stage=Stage.AFTER
            )
            agreement_id = given.limit(1).scalar()
        guests = guests_of(app, kept, emails)
        walk = Walk(app, {name: told(client) for name, client in guests.items()}, signs)
        before = walk.everywhere(["/", f"/stories/{story_id}", f"/r/{kept['token']}"])
        before.sort(key=lambda one: one.who != "family")
        watched = next(one for one in before if one.kinds - {"title"})
        page = guests["facilitator"].get(f"/agreements/{agreement_id}/withdraw")
        token = CSRF.search(page.get_data(as_text=True))
        form = {"csrf_token": token[1] if token else "", "note": ""}
        windows = [same_visitor(guests[item.who]) for item in before]
        ended = Event()
        with ThreadPoolExecutor(clients + 1) as pool:
            watching = pool.submit(
                keep_asking, same_visitor(guests[watched.who]), watched, signs, ended
            )
            start = time.perf_counter()
            guests["facilitator"].post(f"/agreements/{agreement_id}/withdraw", data=form)
            clicked = time.perf_counter()
            asked = [
                pool.submit(again, window, item, signs, start)
                for window, item in zip(windows, before, strict=True)
            ]
            answers = [one.result() for one in asked]
            ended.set()
            last = watching.result()
    return {
        "ways": len(before),
        "click_ms": (clicked - start) * 1000,
        "last_asked_that_told_ms": max(0.0, (last - start) * 1000),
        "median_answer_ms": statistics.median(one.took for one in answers),
        "slowest_answer_ms": max(one.took for one in answers),
        "last_of_all_answers_ms": max(one.since for one in answers),
        "still_told": sorted({one.told for one in answers if one.told}),
    }


def middle(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The median of each figure, and whatever was still told in any of the runs."""
    still = sorted({way for one in runs for way in one["still_told"]})
    figures = {
        name: round(statistics.median(one[name] for one in runs), 1)
        for name in runs[0]
        if name != "still_told"
    }
    return {"runs": len(runs), **figures, "target_ms": TARGET_SECONDS * 1000, "still_told": still}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="each on a demo of its own")
    parser.add_argument("--clients", type=int, default=4, help="at once, after the click")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result = middle([run(options.clients) for _run in range(options.runs)])
    if options.json:
        print(json.dumps(result, indent=2, ensure_ascii=False))
        return
    for name, value in result.items():
        print(f"{name:26} {value if not isinstance(value, list) else ', '.join(value) or '—'}")


if __name__ == "__main__":
    main()
