"""huey wakes workers; it carries nothing but the id of a row, and that for the log alone.

Whoever is woken does the next piece of work by turns (``lanes``), not the one in the message.
"""

import importlib
import uuid
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Flask, current_app

from stories.foundation.lean import leave_out
from stories.foundation.settings import Settings

log = structlog.get_logger()
NAME = "stories"
DRIVERS = {"redis": "Redis", "psycopg": "psycopg"}  # packages, and what huey calls them


def build_huey(settings: Settings) -> Any:
    """The queue named by ``STORIES_QUEUE_URL``: a SQLite file, Redis or PostgreSQL."""
    url = settings["QUEUE_URL"]
    scheme = urlsplit(url).scheme.split("+")[0]
    if scheme == "memory":
        return _library().MemoryHuey(NAME, results=False)  # for one process: nobody else is woken
    if scheme in {"redis", "rediss"}:
        return _library("redis").RedisHuey(NAME, url=url, results=False)
    if scheme in {"postgresql", "postgres"}:
        dsn = url.replace("+psycopg", "")
        return _library("psycopg").PostgresHuey(NAME, dsn=dsn, results=False)
    file = url.removeprefix("sqlite:///")
    return _library().SqliteHuey(NAME, filename=file, results=False, fsync=True)


def _library(driver: str | None = None) -> Any:
    """huey, which loads every driver it finds: here it finds the one that is needed."""
    with leave_out(*DRIVERS.keys() - {driver}):
        found = importlib.import_module("huey")
    if driver and getattr(found.storage, DRIVERS[driver]) is None:  # another house of this process
        for part in (found.storage, found.api, found):
            importlib.reload(part)
    return found


def init_app(app: Flask, settings: Settings) -> None:
    """Register the two tasks: do a piece of work, and look round for forgotten ones."""
    from stories.foundation import rounds

    huey = build_huey(settings)
    from huey import crontab

    @huey.task(name="perform")
    def perform_task(work_id: str) -> None:
        from stories.foundation import lanes

        log.debug("woken", work=work_id)
        lane: lanes.HeavyLane | None = app.extensions.get("heavy_lane")
        with app.app_context():
            if lane is None:
                return lanes.go_on()
            lane.wake()
            return lanes.do_light(app.extensions["huey_stopping"].is_set)

    @huey.periodic_task(crontab(minute="*"), name="look_round")
    def look_round_task() -> None:
        with app.app_context():
            look_round()
            rounds.go()

    app.extensions["huey"] = huey
    app.extensions["huey_perform"] = perform_task


def wake(work_id: uuid.UUID) -> None:
    """Tell a worker about a row; a failure is harmless, the row is found by the next round."""
    task: Any = current_app.extensions["huey_perform"]
    task(str(work_id))


def look_round() -> None:
    """Wake a worker for every piece of work nobody holds."""
    from stories.foundation import work
    from stories.foundation.db import unit_of_work

    with unit_of_work(write=False):
        forgotten = work.waiting()
    for work_id in forgotten:
        wake(work_id)


def run_worker(app: Flask, workers: int = 2) -> None:
    """Run huey's consumer in this process's main thread until it is told to stop.

    ``workers`` threads do what is quick; each of this machine's slots has one more for what is not.
    """
    from huey.consumer import Consumer

    from stories.foundation import lanes

    lane = lanes.HeavyLane(app)
    consumer = Consumer(
        app.extensions["huey"],
        workers=workers,
        worker_type="thread",
        initial_delay=0.1,
        max_delay=1,
    )
    app.extensions |= {"heavy_lane": lane, "huey_stopping": consumer.stop_flag}
    with app.app_context():
        look_round()
    lane.start()
    try:
        consumer.run()
    finally:
        lane.stop()
