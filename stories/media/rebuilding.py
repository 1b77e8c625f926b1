"""What is made from an original is made again where it is lost, damaged or of an older recipe."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from stories.foundation.access import OPERATOR
from stories.foundation.blobs import blobs
from stories.foundation.db import unit_of_work
from stories.foundation.fixity import digest_in
from stories.media import queries, services
from stories.media.deriving import Tell, draw, forget_others, make_copies
from stories.media.tools import RECIPE, ToolFailed, UnusableAudio, measure, probe

MADE = 3  # two copies and the finer outline


@dataclass(frozen=True)
class Kept:
    """What a row and the ledger say of a recording. ``made`` are keys with their digests."""

    master: str
    sha256: str
    recipe: int | None
    made: dict[str, str | None]
    quieter: bool

    @property
    def whole(self) -> bool:
        """Whether everything made from it lies there as it was, by the present recipe."""
        return self.recipe == RECIPE and all_lie(self.made)


@dataclass
class Rebuilt:
    """What was done: recordings made anew, those that were well, and why others failed.

    What rooms above made of a recording is named by its kind and id: ``story 6f1c…``.
    """

    made: list[str] = field(default_factory=list)
    well: int = 0
    failed: dict[str, str] = field(default_factory=dict)

    def as_facts(self) -> dict[str, Any]:
        return {"made": self.made, "well": self.well, "failed": self.failed}


class Fails(Exception):
    """Why something cannot be made anew, in a sentence."""


Remake = Callable[[uuid.UUID, bool, Rebuilt], None]
_further: list[Remake] = []


def also(remake: Remake) -> None:
    """Rooms above tell here how they make anew what they once cut out of a recording.

    They are given its id, whether what was made of it is of an older recipe, and what was done.
    """
    if remake not in _further:
        _further.append(remake)


def rebuild(recording_id: uuid.UUID, done: Rebuilt, tell: Tell | None = None) -> None:
    """Make copies and outlines of one recording again, and what was cut out of it, unless well.

    Stopped at any moment it can be begun again: the row names new files only when they are kept
    and have been read back. What it finds is added to ``done``; ``tell`` hears the share done.
    """
    kept = _kept(recording_id)
    if kept is None:
        return  # erased, or not ready to be heard
    # First, for only the recording's row knows the recipe: whoever is stopped begins here again.
    for remake in _further:
        remake(recording_id, kept.recipe != RECIPE, done)
    with attempt(done, str(recording_id)):
        if kept.whole:
            done.well += 1
        else:
            _make_anew(recording_id, kept, tell)
            done.made.append(str(recording_id))


@contextmanager
def attempt(done: Rebuilt, name: str) -> Iterator[None]:
    """What stands in the way of one thing is told, and the next is tried."""
    try:
        yield
    except Fails as why:
        done.failed[name] = str(why)
    except (ToolFailed, UnusableAudio, OSError) as error:
        done.failed[name] = f"could not be made anew ({error})"


def _kept(recording_id: uuid.UUID) -> Kept | None:
    with unit_of_work(write=False):
        row = queries.ready_recording(recording_id)
        if row is None:
            return None
        keys = [key for key in (row.playback_opus, row.playback_aac, row.fine_outline) if key]
        recipe = row.recipe if len(keys) == MADE else None
        asked = [key for key in (row.quieter_opus, row.quieter_aac) if key]
        made = queries.known_digests(keys + asked)
        return Kept(row.master_key, row.sha256, recipe, made, quieter=bool(asked))


def all_lie(made: dict[str, str | None]) -> bool:
    """Whether all of these keys lie there, and are what the ledger knows of them."""
    return all(_lies(key, sha256) for key, sha256 in made.items())


def _lies(key: str, sha256: str | None) -> bool:
    found = digest_in(blobs(), key)
    return found is not None and sha256 in {None, found}


def require_original(key: str, sha256: str) -> None:
    """Raise Fails unless an original is what arrived."""
    if digest_in(blobs(), key) != sha256:
        raise Fails("the original is missing or is not what arrived; see `stories fixity`")


def _make_anew(recording_id: uuid.UUID, kept: Kept, tell: Tell | None) -> None:
    require_original(kept.master, kept.sha256)
    with blobs().as_path(kept.master) as master:
        facts = probe(master, max_seconds=float("inf"))
        heard = facts, measure(master, facts.duration)
        copies = make_copies(recording_id, master, tell)
        drawn = draw(recording_id, master)
        quieter = make_copies(recording_id, master, quieter=True) if kept.quieter else None
    named = copies.digests | drawn.digests | (quieter.digests if quieter else {})
    if any(digest_in(blobs(), key) != sha256 for key, sha256 in named.items()):
        raise Fails("what was made did not arrive whole in the store")
    with unit_of_work():
        row = queries.ready_recording(recording_id)
        if row is not None:
            services.renew(OPERATOR, row, heard, (copies, quieter), drawn)
    forget_others(recording_id, named if row else ())  # erased meanwhile: nothing may stay
