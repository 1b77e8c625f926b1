"""One look at a file: read it, compare, mend it from its second copy. Opens no unit of work."""

import uuid
from contextlib import suppress
from dataclasses import dataclass

import obstore
import structlog
from obstore.exceptions import BaseError

from stories.foundation.blobs import Blobs, blobs
from stories.foundation.fixity.models import FileState

log = structlog.get_logger()
PROBE = "doctor/probe"
MENDING = "mending/"  # where bytes wait until they are known to be the right ones


@dataclass(frozen=True)
class Found:
    """What a look found. ``sha256`` is of what lay there when we came; None if nothing did."""

    outcome: FileState
    sha256: str | None

    @property
    def well(self) -> bool:
        return self.outcome in {FileState.INTACT, FileState.REPAIRED}


def look(key: str, expected: str | None) -> Found:
    """Read a file, compare it with its digest (hex; None takes what lies there for right).

    A damaged or missing one is mended from the second copy if that is right, and the second copy
    from this one. What cannot be mended is left as it is: even damaged, it may be all there is.
    """
    first = blobs()
    second = first.second
    found = digest_in(first, key)
    expected = expected or found
    if expected is None:
        return Found(FileState.MISSING, None)
    if found == expected:
        if second is not None:
            _bring(first, second, key, expected)
        return Found(FileState.INTACT, found)
    if second is not None and _mended(second, first, key, expected):
        return Found(FileState.REPAIRED, found)
    return Found(FileState.MISSING if found is None else FileState.CHANGED, found)


def digest_in(store: Blobs, key: str) -> str | None:
    """SHA-256 of what lies under a key; None if nothing does that can be read to its end.

    A file on a bad place of a disk is as good as missing. Raises only if the store itself does not
    answer: that says nothing about the file.
    """
    try:
        return store.digest(key)
    except FileNotFoundError:
        return None
    except (OSError, BaseError) as error:
        store.exists(PROBE)
        log.warning("file_unreadable", key=key, error=type(error).__name__)
        return None


def _mended(second: Blobs, first: Blobs, key: str, expected: str) -> bool:
    return digest_in(second, key) == expected and _replaced(second, first, key, expected)


def _bring(first: Blobs, second: Blobs, key: str, expected: str) -> None:
    # A second copy that cannot be reached keeps nothing from being looked at.
    try:
        if digest_in(second, key) != expected:
            _replaced(first, second, key, expected)
    except Exception as error:  # noqa: BLE001 - whatever the other store's trouble is
        log.warning("second_copy_unreached", error=type(error).__name__)


def _replaced(source: Blobs, target: Blobs, key: str, expected: str) -> bool:
    """Write beside, compare, and only then put it in its place; whether it went well."""
    beside = f"{MENDING}{uuid.uuid4()}"
    try:
        target.put_pieces(beside, source.stream(key))
        if target.digest(beside) != expected:
            return False
        obstore.rename(target.store, beside, key, overwrite=True)
    finally:
        with suppress(FileNotFoundError):
            obstore.delete(target.store, beside)
    return digest_in(target, key) == expected
