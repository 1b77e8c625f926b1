"""``moderation.make_copy``: cut a story's stretch from the master, without metadata."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stories.foundation import work
from stories.foundation.blobs import blobs
from stories.foundation.db import unit_of_work
from stories.foundation.workshop import bench
from stories.media.tools import UnusableAudio, make_access_copy
from stories.moderation import queries, services
from stories.moderation.services.propose import COPY

MOST_ROUNDS = 5  # the stretch may be changed while its copy is being made
HEARTBEAT_SECONDS = 5.0


@dataclass(frozen=True)
class _Wanted:
    master: str
    start_ms: int
    end_ms: int


@work.handles(COPY)
def make_copy(task: work.Task) -> None:
    """Make the copies for the present stretch, until they are those of the present stretch."""
    for _round in range(MOST_ROUNDS):
        wanted = _wanted(task.subject_id)
        if wanted is None or _make(task, wanted):
            return
    raise work.GiveUp("stretch_unsteady")


def _wanted(story_id: uuid.UUID) -> _Wanted | None:
    with unit_of_work(write=False):
        story = queries.stories_by_ids([story_id]).get(story_id)
        if story is None or (story.copy_opus and story.copy_revision == story.revision):
            return None
        return _Wanted(story.recording.master_key, story.start_ms, story.end_ms)


def _make(task: work.Task, wanted: _Wanted) -> bool:
    name = uuid.uuid4()
    keys = {kind: f"copies/{name}/sound.{kind}" for kind in ("webm", "m4a")}
    with bench() as folder:
        _cut(task, wanted, folder, keys)
    with unit_of_work():
        stretch = (wanted.start_ms, wanted.end_ms)
        return services.keep_copies(task.subject_id, stretch, keys["webm"], keys["m4a"])


def _cut(task: work.Task, wanted: _Wanted, folder: Path, keys: dict[str, str]) -> None:
    try:
        with blobs().as_path(wanted.master) as master:
            copies = make_access_copy(
                master,
                folder,
                start_ms=wanted.start_ms,
                end_ms=wanted.end_ms,
                tell=_heartbeat(task),
            )
    except (UnusableAudio, ValueError, FileNotFoundError) as problem:
        raise work.GiveUp("unusable_sound") from problem
    for kind, key in keys.items():
        blobs().put_file(key, copies[kind].path)


def _heartbeat(task: work.Task) -> Callable[[float], None]:
    last = time.monotonic()

    def tell(share: float) -> None:
        nonlocal last
        if time.monotonic() - last >= HEARTBEAT_SECONDS:
            last = time.monotonic()
            task.beat(share)

    return tell
