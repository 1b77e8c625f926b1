"""What is made from an original: copies for playing, and outlines. Opens no unit of work.

The same original gives the same bytes, and a file's name comes from its bytes: whoever was stopped
and begins again writes the same files, and what lies under a name never changes.
"""

import hashlib
import uuid
from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path

from stories.foundation.blobs import blobs
from stories.foundation.workshop import bench
from stories.media.tools import make_access_copy

Tell = Callable[[float], None]


@dataclass(frozen=True)
class Copies:
    """Keys of both copies for playing, the digest of each, and how many seconds they play."""

    opus: str
    aac: str
    seconds: float
    digests: dict[str, str]


@dataclass(frozen=True)
class Drawn:
    """A sound's outline: points for an overview; the key of the finer one, and its digest."""

    overview: list[int]
    fine: str
    digests: dict[str, str]


def make_copies(
    recording_id: uuid.UUID, master: Path, tell: Tell | None = None, *, quieter: bool = False
) -> Copies:
    """Make and keep both copies; raises as ``make_access_copy``, and OSError on a full disk."""
    kind = "quieter" if quieter else "sound"
    keys, digests = {}, {}
    with bench() as folder:
        copies = make_access_copy(master, folder, quieter=quieter, tell=tell)
        for name, made in copies.items():
            key = keys[name] = _key(recording_id, f"{kind}-{made.sha256[:16]}.{name}")
            blobs().put_file(key, made.path)
            digests[key] = made.sha256
    return Copies(keys["webm"], keys["m4a"], copies["webm"].duration, digests)


def draw(recording_id: uuid.UUID, master: Path) -> Drawn:
    """Draw and keep the outlines; raises as ``outlines``."""
    from stories.media.tools import outlines

    drawn = outlines(master)
    digest = hashlib.sha256(drawn.fine).hexdigest()
    key = _key(recording_id, f"outline-{digest[:16]}.bin")
    blobs().put_bytes(key, drawn.fine)
    return Drawn(drawn.overview, key, {key: digest})


def forget_others(recording_id: uuid.UUID, named: Container[str]) -> None:
    """Remove what was made of a recording once and is named no more."""
    for key in list(blobs().keys(f"playback/{recording_id}/")):
        if key not in named:
            blobs().delete(key)


def forget(copies: Copies) -> None:
    """Remove copies nobody wants any more."""
    for key in copies.digests:
        blobs().delete(key)


def _key(recording_id: uuid.UUID, name: str) -> str:
    return f"playback/{recording_id}/{name}"
