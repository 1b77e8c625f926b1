"""A story's stretches, cut from the master without metadata (DOMAIN R2, R3). Opens no unit."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from stories.foundation.blobs import blobs
from stories.foundation.workshop import bench
from stories.media.tools import make_access_copy
from stories.moderation.models import Story
from stories.moderation.redaction.applying import NOTHING, Silent, silent_of
from stories.moderation.timeline import Span


@dataclass(frozen=True)
class Cutting:
    """A master's key, what is heard of it, and what of that is hidden: milliseconds, in order."""

    master: str
    spans: tuple[Span, ...]
    hidden: Silent = NOTHING


def cutting_of(story: Story) -> Cutting:
    """What is to be heard of a story as it stands now."""
    return Cutting(story.recording.master_key, story.spans, silent_of(story))


@dataclass(frozen=True)
class Copies:
    """Keys of both copies, and the digest of each."""

    opus: str
    aac: str
    digests: dict[str, str]


def cut(what: Cutting, tell: Callable[[float], None] | None = None) -> Copies:
    """Make and keep both copies of what is heard, under names that tell nothing.

    Raises as ``make_access_copy``, and FileNotFoundError without a master.
    """
    name = uuid.uuid4()
    digests: dict[str, str] = {}
    keys = {kind: f"copies/{name}/sound.{kind}" for kind in ("webm", "m4a")}
    with bench() as folder:
        with blobs().as_path(what.master) as master:
            made = make_access_copy(
                master,
                folder,
                spans=what.spans,
                silence=what.hidden.silence,
                tones=what.hidden.tones,
                tell=tell,
            )
        for kind, key in keys.items():
            digests[key] = blobs().put_file(key, made[kind].path)
    return Copies(keys["webm"], keys["m4a"], digests)
