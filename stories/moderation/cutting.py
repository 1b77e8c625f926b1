"""A story's stretch, cut from the master without metadata (DOMAIN R2, R3). Opens no unit."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from stories.foundation.blobs import blobs
from stories.foundation.workshop import bench
from stories.media.tools import make_access_copy


@dataclass(frozen=True)
class Stretch:
    """A master's key, and milliseconds of it."""

    master: str
    start_ms: int
    end_ms: int

    @property
    def bounds(self) -> tuple[int, int]:
        return self.start_ms, self.end_ms


@dataclass(frozen=True)
class Copies:
    """Keys of both copies, and the digest of each."""

    opus: str
    aac: str
    digests: dict[str, str]


def cut(stretch: Stretch, tell: Callable[[float], None] | None = None) -> Copies:
    """Make and keep both copies of a stretch, under names that tell nothing.

    Raises as ``make_access_copy``, and FileNotFoundError without a master.
    """
    name = uuid.uuid4()
    digests: dict[str, str] = {}
    keys = {kind: f"copies/{name}/sound.{kind}" for kind in ("webm", "m4a")}
    with bench() as folder:
        with blobs().as_path(stretch.master) as master:
            made = make_access_copy(
                master, folder, start_ms=stretch.start_ms, end_ms=stretch.end_ms, tell=tell
            )
        for kind, key in keys.items():
            digests[key] = blobs().put_file(key, made[kind].path)
    return Copies(keys["webm"], keys["m4a"], digests)
