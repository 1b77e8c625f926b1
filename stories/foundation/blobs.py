"""Sound and other large things, behind one interface: a folder, S3 or memory (obstore)."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urlsplit

import obstore
from flask import Flask, current_app
from obstore.store import LocalStore, MemoryStore, from_url

CHUNK = 1 << 20


def digest_of(source: IO[bytes]) -> str:
    """SHA-256 of an open file from its beginning, as hex; reads it in pieces."""
    source.seek(0)
    digest = hashlib.sha256()
    while piece := source.read(CHUNK):
        digest.update(piece)
    return digest.hexdigest()


class Blobs:
    """Keys are ``room/uuid/name``; a key is written once and then only read or deleted."""

    def __init__(self, url: str) -> None:
        self.folder = Path(unquote(urlsplit(url).path)) if url.startswith("file:") else None
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
        """Keep what an open file holds, from its beginning. Memory stays flat."""
        source.seek(0)
        obstore.put(self.store, key, source)
        self._settle(key)

    def put_bytes(self, key: str, data: bytes) -> None:
        """Keep a small thing."""
        obstore.put(self.store, key, data)
        self._settle(key)

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

    def read(self, key: str) -> bytes:
        """The whole of a small thing; raises FileNotFoundError."""
        return bytes(obstore.get(self.store, key).bytes())

    def size(self, key: str) -> int:
        """Bytes under a key; raises FileNotFoundError."""
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
        while start < stop:
            piece = bytes(
                obstore.get_range(self.store, key, start=start, end=min(start + CHUNK, stop))
            )
            yield piece
            start += len(piece)

    def digest(self, key: str) -> str:
        """SHA-256 of what lies under a key now, as hex."""
        digest = hashlib.sha256()
        for piece in self.stream(key):
            digest.update(piece)
        return digest.hexdigest()

    def delete(self, key: str) -> None:
        """Remove a thing; a missing one is no error."""
        if self.exists(key):
            obstore.delete(self.store, key)

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Every key below a prefix."""
        for batch in obstore.list(self.store, prefix=prefix or None):
            for item in batch:
                yield str(item["path"])

    @contextmanager
    def as_path(self, key: str) -> Iterator[Path]:
        """A path that tools such as ffmpeg can read; a passing copy where the store is remote."""
        if self.folder is not None:
            yield self.folder / key
            return
        with tempfile.NamedTemporaryFile(suffix=Path(key).suffix) as file:
            for piece in self.stream(key):
                file.write(piece)
            file.flush()
            yield Path(file.name)


def init_app(app: Flask, url: str) -> None:
    """Open the store named by ``STORIES_BLOBS_URL``."""
    app.extensions["blobs"] = Blobs(url)


def blobs() -> Blobs:
    """The running application's store."""
    store: Blobs = current_app.extensions["blobs"]
    return store
