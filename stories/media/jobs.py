"""``media.prepare``: what a worker does with a recording that arrived."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app

from stories.foundation import work
from stories.foundation.access import OPERATOR
from stories.foundation.blobs import blobs
from stories.foundation.db import unit_of_work
from stories.foundation.settings import Settings
from stories.media import queries, services
from stories.media.deriving import draw, forget, make_copies
from stories.media.models import RecordingState
from stories.media.room import wants_room
from stories.media.tools import UnusableAudio, measure, probe

MEASURED, COPIED = 0.2, 0.9  # how much of the whole work is done by then
HEARTBEAT_SECONDS = 2.0
WAITS_FOR_ROOM: dict[str, Any] = {"waits": "room"}


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
    if _still_no_room(task):
        raise work.NotYet
    try:
        with blobs().as_path(standing.master_key) as master:
            _prepare(task, master, has_copies=standing.has_copies)
    except UnusableAudio as verdict:
        with unit_of_work():
            recording = queries.recording_by_id(task.subject_id)
            services.set_aside(OPERATOR, recording, verdict.reason.value)
    except Exception as error:
        if not wants_room(error):
            raise
        _wait_for_room(task)


def quieten(task: work.Task) -> None:
    """A copy with less noise; whatever stands in the way, the recording can be heard as it is."""
    with unit_of_work(write=False):
        row = queries.ready_recording(task.subject_id)
        if row is None or row.quieter_opus:
            return
        master_key = row.master_key
    try:
        with blobs().as_path(master_key) as master:
            tell = _heartbeat(task, 0.0, COPIED)
            copies = make_copies(task.subject_id, master, tell, quieter=True)
    except UnusableAudio as verdict:
        raise work.GiveUp("unusable_sound") from verdict
    except Exception as error:
        if not wants_room(error):
            raise
        raise work.NotYet from error
    with unit_of_work():
        row = queries.ready_recording(task.subject_id)
        if row is not None:
            services.keep_quieter(OPERATOR, row, copies)
    if row is None:  # erased meanwhile
        forget(copies)


def _wait_for_room(task: work.Task) -> None:
    """Leave it waiting, with the reason on its page; the rounds try again, however often."""
    with unit_of_work():
        task.remember(0.0, **WAITS_FOR_ROOM)
    raise work.NotYet


def _still_no_room(task: work.Task) -> bool:
    settings: Settings = current_app.extensions["settings"]
    spare = settings.number("SPARE_DISK_MB") << 20
    waited = WAITS_FOR_ROOM.items() <= task.memory.items()
    return waited and shutil.disk_usage(settings.home).free < spare


def _standing(recording_id: UUID) -> _Standing:
    with unit_of_work(write=False):
        row = queries.recording_by_id(recording_id)
        has_copies = bool(row.playback_opus and row.playback_aac)
        return _Standing(row.state, row.master_key, has_copies)


def _prepare(task: work.Task, master: Path, *, has_copies: bool) -> None:
    if not has_copies:
        _know(task, master)
        _copy(task, master)
    task.beat(COPIED)
    drawn = draw(task.subject_id, master)
    with unit_of_work():
        services.finish(OPERATOR, queries.recording_by_id(task.subject_id), drawn)


def _know(task: work.Task, master: Path) -> None:
    settings: Settings = current_app.extensions["settings"]
    facts = probe(master, max_seconds=settings.number("MAX_HOURS") * 3600)
    tell = _heartbeat(task, 0.0, MEASURED)
    loudness = measure(master, facts.duration, tell=lambda at: tell(at / facts.duration))
    with unit_of_work():
        recording = queries.recording_by_id(task.subject_id)
        services.keep_facts(OPERATOR, recording, facts, loudness)
        task.remember(MEASURED)


def _copy(task: work.Task, master: Path) -> None:
    copies = make_copies(task.subject_id, master, _heartbeat(task, MEASURED, COPIED))
    with unit_of_work():
        services.keep_copies(OPERATOR, queries.recording_by_id(task.subject_id), copies)
        task.remember(COPIED)


def _heartbeat(task: work.Task, begin: float, end: float) -> Callable[[float], None]:
    last = time.monotonic()

    def tell(share: float) -> None:
        nonlocal last
        if time.monotonic() - last < HEARTBEAT_SECONDS:
            return
        last = time.monotonic()
        task.beat(begin + (end - begin) * min(share, 1.0))

    return tell
