"""A file as it arrives: measured, then kept under a generated name (DOMAIN R1, R4)."""

import os
import uuid
from dataclasses import dataclass
from typing import IO

from obstore.exceptions import BaseError
from werkzeug.datastructures import FileStorage

from stories.foundation.blobs import blobs, digest_of
from stories.foundation.sound.sniff import HEAD_BYTES, sniff_bytes
from stories.media.errors import EmptyFile, NoRoom
from stories.media.rules import tidy_name
from stories.media.tools import UnusableAudio

TAGGED = b"ID3"  # the sound begins behind the tag, further than the head reaches


@dataclass(frozen=True)
class Arrival:
    """What is known of a file before anybody judges it."""

    name: str
    size: int
    sha256: str
    key: str
    head: bytes

    @property
    def early_verdict(self) -> str | None:
        """Why the first bytes already tell that this is no recording; None if they may be one."""
        if self.head.startswith(TAGGED):
            return None
        try:
            sniff_bytes(self.head)
        except UnusableAudio as verdict:
            return verdict.reason.value
        return None


def measure(upload: FileStorage) -> Arrival:
    """Size, SHA-256 and first bytes of an upload; raises EmptyFile for nought bytes."""
    source: IO[bytes] = upload.stream
    size = source.seek(0, os.SEEK_END)
    if not size:
        raise EmptyFile
    digest = digest_of(source)
    source.seek(0)
    head = source.read(HEAD_BYTES)
    return Arrival(tidy_name(upload.filename), size, digest, f"masters/{uuid.uuid4()}", head)


def keep(arrival: Arrival, upload: FileStorage) -> None:
    """Write the master, once; raises NoRoom when the store refuses."""
    try:
        blobs().put_stream(arrival.key, upload.stream)
    except (OSError, BaseError) as error:
        raise NoRoom from error


def lies_at(key: str, size: int) -> bool:
    """Whether a master of so many bytes still lies under a key."""
    try:
        return blobs().size(key) == size
    except FileNotFoundError:
        return False


def forget(arrival: Arrival) -> None:
    """Take back a master that no row came to name."""
    blobs().delete(arrival.key)
