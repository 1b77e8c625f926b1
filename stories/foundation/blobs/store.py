"""One store: keys are ``room/uuid/name``; what lies under a key never changes."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urlsplit

import obstore
from obstore.store import LocalStore, MemoryStore, from_url

from stories.foundation.workshop import bench

CHUNK = 1 << 20
ORIGINALS = ("masters/", "evidence/", "manuals/")
TYPES = {"webm": "audio/webm", "m4a": "audio/mp4"}
_STAGED = re.compile(r"#\d+$")  # what an interrupted write to a folder leaves behind


class AlreadyKept(FileExistsError):
    """An original lies under this key: it is written once (DOMAIN R1)."""


@dataclass(frozen=True)
class Lying:
    """A thing as the store lists it. ``since`` is when it was written, in UTC."""

    key: str
    bytes: int
    since: datetime


def digest_of(source: IO[bytes]) -> str:
    """SHA-256 of an open file from its beginning, as hex; reads it in pieces."""
    source.seek(0)
    digest = hashlib.sha256()
    while piece := source.read(CHUNK):
        digest.update(piece)
    return digest.hexdigest()


def _pieces(file: Path, start: int, stop: int) -> Iterator[bytes]:
    with file.open("rb", buffering=0) as source:
        source.seek(start)
        while start < stop and (piece := source.read(min(CHUNK, stop - start))):
            yield piece
            start += len(piece)


class Blobs:
    """A folder, a bucket or memory. An original is written once and then only read or deleted.

    ``second`` keeps everything once more (DOMAIN R7): the rounds bring it there and compare.
    """

    def __init__(self, url: str, second: "Blobs | None" = None) -> None:
        self.second = second
        self.folder = Path(unquote(urlsplit(url).path)) if url.startswith("file:") else None
        self.signs = url.startswith("s3:")
        self.store: Any = self._open(url)

    def _open(self, url: str) -> Any:
        if url.startswith("memory:"):
            return MemoryStore()
        if self.folder is None:
            return from_url(url)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return LocalStore(str(self.folder))

    def put_file(self, key: str, path: Path) -> str:
        """Keep a file under a key; returns its SHA-256 as hex. Memory stays flat."""
        with path.open("rb") as source:
            digest = digest_of(source)
            self.put_stream(key, source)
        return digest

    def put_stream(self, key: str, source: IO[bytes]) -> None:
        """Keep what an open file holds, from its beginning; raises AlreadyKept for an original.

        Memory stays flat.
        """
        source.seek(0)
        self._put(key, source)

    def put_from(self, key: str, path: Path) -> None:
        """Keep a finished file of this machine; raises AlreadyKept for an original.

        A folder on the same disk shares the bytes, so that nothing is copied: whoever wrote the
        file must write no more. Memory stays flat.
        """
        self._refuse_second(key)
        if self.folder is None or not self._share(path, self.folder / key):
            with path.open("rb") as source:
                obstore.put(self.store, key, source, attributes=self._attributes(key))
        self._settle(key)

    def _share(self, path: Path, target: Path) -> bool:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.hardlink_to(path)
        except OSError:  # another disk, or one that shares nothing
            return False
        return True

    def put_bytes(self, key: str, data: bytes) -> None:
        """Keep a small thing; raises AlreadyKept for an original."""
        self._put(key, data)

    def put_pieces(self, key: str, pieces: Iterator[bytes]) -> str:
        """Keep what comes in pieces, perhaps from another store; returns its SHA-256 as hex.

        Raises AlreadyKept for an original. Memory stays flat; nothing lies under the key if the
        pieces end in an error.
        """
        self._refuse_second(key)
        digest = hashlib.sha256()
        with obstore.open_writer(self.store, key, attributes=self._attributes(key)) as writer:
            for piece in pieces:
                digest.update(piece)
                writer.write(piece)
        self._settle(key)
        return digest.hexdigest()

    def _put(self, key: str, what: Any) -> None:
        self._refuse_second(key)
        obstore.put(self.store, key, what, attributes=self._attributes(key))
        self._settle(key)

    def _refuse_second(self, key: str) -> None:
        if key.startswith(ORIGINALS) and self.exists(key):
            raise AlreadyKept(key)

    def _attributes(self, key: str) -> dict[str, str] | None:
        kind = TYPES.get(key.rpartition(".")[2]) if self.signs else None
        return {"Content-Type": kind} if kind else None

    def _settle(self, key: str) -> None:
        # A confirmed recording must survive a power cut: file and folder reach the disk.
        if self.folder is None:
            return
        for path in (self.folder / key, (self.folder / key).parent):
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        (self.folder / key).chmod(0o400)

    def read(self, key: str) -> bytes:
        """The whole of a small thing; raises FileNotFoundError."""
        return bytes(obstore.get(self.store, key).bytes())

    def size(self, key: str) -> int:
        """Bytes under a key; raises FileNotFoundError."""
        if self.folder is not None:
            return self._file(key).stat().st_size
        return int(obstore.head(self.store, key)["size"])

    def exists(self, key: str) -> bool:
        try:
            self.size(key)
        except FileNotFoundError:
            return False
        return True

    def stream(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Bytes from ``start`` up to but not including ``end``, in pieces of a megabyte."""
        stop = self.size(key) if end is None else end
        if self.folder is not None:
            yield from _pieces(self._file(key), start, stop)
            return
        while start < stop:
            piece = bytes(
                obstore.get_range(self.store, key, start=start, end=min(start + CHUNK, stop))
            )
            yield piece
            start += len(piece)

    def _file(self, key: str) -> Path:
        """Where a thing lies in a folder; raises FileNotFoundError. Quicker than by the store."""
        file = (self.folder or Path()) / key
        if not file.is_file():
            raise FileNotFoundError(key)
        return file

    def digest(self, key: str) -> str:
        """SHA-256 of what lies under a key now, as hex; raises FileNotFoundError."""
        digest = hashlib.sha256()
        for piece in self.stream(key):
            digest.update(piece)
        return digest.hexdigest()

    def delete(self, key: str) -> None:
        """Remove a thing, from the second copy too; a missing one is no error.

        A second copy that cannot be reached raises: what was erased must not come back from it.
        """
        if self.exists(key):
            obstore.delete(self.store, key)
        if self.second is not None:
            self.second.delete(key)

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Every key below a prefix."""
        for thing in self.things(prefix):
            yield thing.key

    def things(self, prefix: str = "") -> Iterator[Lying]:
        """Everything below a prefix, in no particular order."""
        for batch in obstore.list(self.store, prefix=prefix or None):
            for item in batch:
                yield Lying(str(item["path"]), int(item["size"]), item["last_modified"])

    def signed(self, key: str, lasts: timedelta) -> str:
        """An address that opens this one thing for a while, at the store itself (S3 alone)."""
        return str(obstore.sign(self.store, "GET", key, lasts))

    @cached_property
    def origin(self) -> str | None:
        """Where signed addresses lead: scheme and host; None for a store that signs none."""
        if not self.signs:
            return None
        parts = urlsplit(self.signed("x", timedelta(seconds=1)))
        return f"{parts.scheme}://{parts.netloc}"

    def sweep(self, before: datetime) -> int:
        """Remove what interrupted writes left in a folder before that time; returns how many."""
        if self.folder is None:
            return 0
        count = 0
        for place, _folders, names in os.walk(self.folder):
            for name in filter(_STAGED.search, names):
                with suppress(FileNotFoundError):  # just finished, or somebody else was quicker
                    path = Path(place, name)
                    if path.stat().st_mtime < before.timestamp():
                        path.unlink()
                        count += 1
        return count

    @contextmanager
    def as_path(self, key: str) -> Iterator[Path]:
        """A path that tools such as ffmpeg can read; a passing copy where the store is remote."""
        if self.folder is not None:
            yield self.folder / key
            return
        with bench() as folder:
            passing = folder / f"passing{Path(key).suffix}"
            with passing.open("wb") as file:
                for piece in self.stream(key):
                    file.write(piece)
            yield passing
