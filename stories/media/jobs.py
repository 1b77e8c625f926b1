"""``media.prepare``: what a worker does with a recording that arrived."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from flask import current_app

from stories.foundation import work
from stories.foundation.access import OPERATOR
from stories.foundation.blobs import blobs
from stories.foundation.db import unit_of_work
from stories.foundation.settings import Settings
from stories.media import queries, services
from stories.media.models import RecordingState
from stories.media.tools import UnusableAudio, make_access_copy, peaks, probe

COPIES = 0.1, 0.9  # where in the whole work the copying begins and ends
HEARTBEAT_SECONDS = 2.0


@dataclass(frozen=True)
class _Standing:
    state: RecordingState
    master_key: str
    has_copies: bool


def prepare(task: work.Task) -> None:
    """Facts, copies for playing, outline; each step is committed and not done twice."""
    standing = _standing(task.subject_id)
    if standing.state is not RecordingState.ARRIVED:
        return
    try:
        with blobs().as_path(standing.master_key) as master:
            _prepare(task, master, has_copies=standing.has_copies)
    except UnusableAudio as verdict:
        with unit_of_work():
            recording = queries.recording_by_id(task.subject_id)
            services.set_aside(OPERATOR, recording, verdict.reason.value)


def _standing(recording_id: UUID) -> _Standing:
    with unit_of_work(write=False):
        row = queries.recording_by_id(recording_id)
        has_copies = bool(row.playback_opus and row.playback_aac)
        return _Standing(row.state, row.master_key, has_copies)


def _prepare(task: work.Task, master: Path, *, has_copies: bool) -> None:
    if not has_copies:
        _know(task, master)
        _copy(task, master)
    task.beat(COPIES[1])
    outline = peaks(master)
    with unit_of_work():
        services.finish(OPERATOR, queries.recording_by_id(task.subject_id), outline)


def _know(task: work.Task, master: Path) -> None:
    settings: Settings = current_app.extensions["settings"]
    facts = probe(master, max_seconds=settings.number("MAX_HOURS") * 3600)
    with unit_of_work():
        services.keep_facts(OPERATOR, queries.recording_by_id(task.subject_id), facts)
        task.remember(COPIES[0])


def _copy(task: work.Task, master: Path) -> None:
    keys = {name: f"playback/{task.subject_id}/sound.{name}" for name in ("webm", "m4a")}
    with tempfile.TemporaryDirectory(prefix="stories-") as folder:
        copies = make_access_copy(master, folder, tell=_heartbeat(task))
        for name, key in keys.items():
            blobs().put_file(key, copies[name].path)
    with unit_of_work():
        recording = queries.recording_by_id(task.subject_id)
        services.keep_copies(OPERATOR, recording, keys["webm"], keys["m4a"])
        task.remember(COPIES[1])


def _heartbeat(task: work.Task) -> Callable[[float], None]:
    begin, end = COPIES
    last = time.monotonic()

    def tell(share: float) -> None:
        nonlocal last
        if time.monotonic() - last < HEARTBEAT_SECONDS:
            return
        last = time.monotonic()
        task.beat(begin + (end - begin) * share)

    return tell
