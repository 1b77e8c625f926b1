"""Folders for passing work: gone when the work is done, swept when whoever used one was killed."""

import fcntl
import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, current_app, has_app_context

A_MOMENT = 60.0  # seconds in which a new folder is surely held


def init_app(app: Flask) -> None:  # noqa: ARG001 - every room opens alike
    """Let the rounds sweep."""
    from stories.foundation import rounds

    rounds.tell_long(sweep)


def _place() -> Path:
    if not has_app_context():
        return Path(tempfile.gettempdir())
    place = Path(current_app.extensions["settings"].home) / "working"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


@contextmanager
def bench() -> Iterator[Path]:
    """A folder of one's own, closed to everybody else, until the work is done."""
    path = _place() / f"stories-{uuid.uuid4().hex}"
    path.mkdir(mode=0o700)
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)  # a killed process lets go by itself
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        os.close(handle)


def sweep() -> int:
    """Remove folders that nobody holds; returns how many."""
    count = 0
    for path in _place().glob("stories-*"):
        count += _swept(path)
    return count


def _swept(path: Path) -> bool:
    try:
        if time.time() - path.stat().st_mtime < A_MOMENT:
            return False
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:  # just done
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        shutil.rmtree(path, ignore_errors=True)
        return True
    finally:
        os.close(handle)
