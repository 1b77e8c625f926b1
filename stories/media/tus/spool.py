"""Where bytes lie until a file is whole: one file for each upload, held by one writer at a time."""

import fcntl
import hashlib
import os
import shutil
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import IO, Any
from uuid import UUID

from flask import current_app

from stories.media.tus.problems import Busy

CHUNK = 1 << 20


def folder() -> Path:
    """The spool on this machine; closed to everybody else."""
    place = Path(current_app.extensions["settings"].home) / "uploads"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def path_of(upload_id: UUID) -> Path:
    """Where an upload's bytes lie."""
    return folder() / str(upload_id)


def free_bytes() -> int:
    """What the disk of the spool has left."""
    return shutil.disk_usage(folder()).free


@contextmanager
def held(upload_id: UUID, *, write: bool) -> Iterator[IO[bytes]]:
    """An upload's file, held against any other writer; a killed process lets go by itself.

    Raises Busy while somebody else holds it, and FileNotFoundError unless ``write``.
    """
    path = path_of(upload_id)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT if write else os.O_RDONLY, 0o600)
    except PermissionError:  # it has become an original that nobody writes, and is being entered
        raise Busy from None
    with os.fdopen(handle, "r+b" if write else "rb", buffering=0) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        yield file


def forget(upload_id: UUID) -> None:
    """Remove an upload's bytes; missing ones are no error."""
    with suppress(FileNotFoundError):
        path_of(upload_id).unlink()
    _running.pop(upload_id)


def cut(file: IO[bytes], at: int) -> int:
    """Take away what was never acknowledged; returns where the file ends, at most ``at``."""
    size = os.fstat(file.fileno()).st_size
    if size > at:
        file.truncate(at)
    return min(size, at)


def write(file: IO[bytes], view: memoryview) -> None:
    """The whole piece, however little the system takes at once."""
    while view:
        view = view[file.write(view) :]


def settle(file: IO[bytes], *, first: bool) -> None:
    """What was written survives a power cut; for the first bytes so does the file's name."""
    os.fdatasync(file.fileno())
    if first:
        handle = os.open(folder(), os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class _Running:
    """SHA-256 so far, in memory alone: after a restart the bytes on the disk are read again."""

    MOST = 64

    def __init__(self) -> None:
        self._kept: OrderedDict[UUID, tuple[int, Any]] = OrderedDict()
        self._lock = Lock()

    def at(self, upload_id: UUID, offset: int, file: IO[bytes]) -> Any:
        """A digest that has eaten the first ``offset`` bytes of a file."""
        with self._lock:
            start, digest = self._kept.get(upload_id, (0, None))
        if digest is None or start > offset:
            start, digest = 0, hashlib.sha256()
        digest = digest.copy()
        file.seek(start)
        while start < offset and (piece := file.read(min(CHUNK, offset - start))):
            digest.update(piece)
            start += len(piece)
        return digest

    def keep(self, upload_id: UUID, offset: int, digest: Any) -> None:
        """Remember a digest as it is now; whoever gave it may go on with it."""
        with self._lock:
            self._kept[upload_id] = offset, digest.copy()
            self._kept.move_to_end(upload_id)
            while len(self._kept) > self.MOST:
                self._kept.popitem(last=False)

    def pop(self, upload_id: UUID) -> None:
        with self._lock:
            self._kept.pop(upload_id, None)


_running = _Running()
digest_at = _running.at
keep_digest = _running.keep
