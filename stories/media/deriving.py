"""What is made from an original: copies for playing, and outlines. Opens no unit of work."""

import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stories.foundation.blobs import blobs
from stories.media.tools import make_access_copy, outlines

Tell = Callable[[float], None]


@dataclass(frozen=True)
class Copies:
    """Keys of both copies for playing."""

    opus: str
    aac: str


@dataclass(frozen=True)
class Drawn:
    """A sound's outline: points for an overview, and the key of the finer one."""

    overview: list[int]
    fine: str


def make_copies(recording_id: uuid.UUID, master: Path, tell: Tell | None = None) -> Copies:
    """Make and keep both copies; raises as ``make_access_copy``, and OSError on a full disk."""
    keys = {name: f"playback/{recording_id}/sound.{name}" for name in ("webm", "m4a")}
    with tempfile.TemporaryDirectory(prefix="stories-") as folder:
        made = make_access_copy(master, folder, tell=tell)
        for name, key in keys.items():
            blobs().put_file(key, made[name].path)
    return Copies(keys["webm"], keys["m4a"])


def draw(recording_id: uuid.UUID, master: Path) -> Drawn:
    """Draw and keep the outlines; raises as ``outlines``."""
    drawn = outlines(master)
    key = f"playback/{recording_id}/outline.bin"
    blobs().put_bytes(key, drawn.fine)
    return Drawn(drawn.overview, key)
