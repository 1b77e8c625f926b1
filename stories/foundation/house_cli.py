"""Commands of the house itself: serve, worker, db, doctor, access."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from stories.foundation import shape
from stories.foundation.settings import SETTINGS, Settings
from stories.foundation.shape import require_schema

DEMO = (
    "WARNING: STORIES_SECOND_FACTOR=optional lets staff in by a passphrase alone. "
    "That is for a demo; never put real people into this house."
)


def settings() -> Settings:
    """The settings of the running application."""
    found: Settings = current_app.extensions["settings"]
    return found


@click.command()
@click.option("--worker/--no-worker", default=True, help="Start one worker beside the server.")
@with_appcontext
def serve(worker: bool) -> None:
    """Serve the pages, with one worker beside."""
    from stories.foundation.server import run_server

    require_schema()
    if settings().demo:
        click.echo(DEMO, err=True)
    signal.signal(signal.SIGTERM, _stop)
    helper = _start_worker() if worker else None
    try:
        run_server(_app(), settings())
    finally:
        if helper is not None:
            _end(helper)


def _end(helper: subprocess.Popen[bytes]) -> None:
    """Let the worker finish its step; one that takes too long loses nothing, the row remembers."""
    helper.send_signal(signal.SIGTERM)
    try:
        helper.wait(timeout=20)
    except subprocess.TimeoutExpired:
        helper.kill()


def _stop(_number: int, _frame: object) -> None:
    # The default would end the server at once and leave its worker behind.
    raise SystemExit


def _start_worker() -> subprocess.Popen[bytes]:
    beside = ["--beside", str(os.getpid())]
    return subprocess.Popen([sys.executable, "-m", "stories", "worker", *beside])


@click.command()
@click.option("--workers", default=2, show_default=True, help="Pieces of work done at a time.")
@click.option("--beside", type=int, hidden=True, help="Stop when this process is gone.")
@with_appcontext
def worker(workers: int, beside: int | None) -> None:
    """Do the work that is waiting: prepare and write down recordings, build files."""
    from stories.foundation.queue import run_worker

    require_schema()
    if beside is not None:
        threading.Thread(target=_leave_with, args=(beside,), daemon=True).start()
    run_worker(_app(), workers)


def _leave_with(parent: int) -> None:
    """Stop this process when its `parent` was killed and could not do so itself."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def _app() -> Flask:
    app: Any = current_app
    real: Flask = app._get_current_object()  # noqa: SLF001 - Flask's documented way
    return real


@click.group("db")
def database() -> None:
    """The database's shape."""


@database.command()
@click.argument("revision", default="head")
@with_appcontext
def upgrade(revision: str) -> None:
    """Bring the database to the newest shape; keeps every row."""
    shape.upgrade(revision)
    click.echo("The database is up to date.")


@database.command()
@click.argument("revision", default="-1")
@with_appcontext
def downgrade(revision: str) -> None:
    """Go back one shape, or to REVISION."""
    shape.downgrade(revision)
    click.echo("The database went back.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@with_appcontext
def access(as_json: bool) -> None:
    """Print the access table: route × role."""
    from stories.foundation.access_table import access_rows, as_text

    rows = access_rows(_app())
    click.echo(json.dumps(rows, indent=2) if as_json else as_text(rows))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@with_appcontext
def doctor(as_json: bool) -> None:
    """Say what is set, what is found, and what is missing."""
    from stories.foundation.doctor import examine, findings_as_text

    findings = examine(settings(), SETTINGS)
    click.echo(json.dumps(findings, indent=2) if as_json else findings_as_text(findings))
    if any(not item["ok"] and not item["demo"] for item in findings["checks"]):
        sys.exit(1)


COMMANDS = (serve, worker, database, access, doctor)
