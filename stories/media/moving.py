"""One file after another goes to another store, and is compared there."""

from dataclasses import asdict, dataclass, field

import obstore
from obstore.exceptions import BaseError

from stories.foundation.blobs import Blobs, Lying

BESIDE = "moving/"  # where a file waits at its target until it is known to be whole


@dataclass
class Moved:
    """What was done: files copied, files that were there already, bytes, and keys that failed."""

    copied: int = 0
    there: int = 0
    bytes: int = 0
    failed: list[str] = field(default_factory=list)

    def as_facts(self) -> dict[str, object]:
        return asdict(self)


def move(here: Blobs, there: Blobs, thing: Lying, done: Moved) -> None:
    """Copy one file unless it is there with the same bytes; what it says is added to ``done``.

    It lies under its key only when it has been read back and is equal, so a move that is stopped at
    any moment can be begun again. A file that went meanwhile is no failure.
    """
    try:
        _move(here, there, thing, done)
    except FileNotFoundError:
        return  # erased while we were on our way
    except (OSError, BaseError):
        done.failed.append(thing.key)


def _move(here: Blobs, there: Blobs, thing: Lying, done: Moved) -> None:
    if _lies(there, thing) and there.digest(thing.key) == here.digest(thing.key):
        done.there += 1
        return
    beside = f"{BESIDE}{thing.key}"
    there.delete(beside)
    sent = there.put_pieces(beside, here.stream(thing.key))
    if there.digest(beside) != sent:
        there.delete(beside)
        done.failed.append(thing.key)
        return
    obstore.rename(there.store, beside, thing.key, overwrite=True)
    done.copied += 1
    done.bytes += thing.bytes


def _lies(store: Blobs, thing: Lying) -> bool:
    return store.exists(thing.key) and store.size(thing.key) == thing.bytes
