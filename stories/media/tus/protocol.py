"""The words of tus 1.0. Pure: headers in, values out (https://tus.io/protocols/resumable-upload)."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Any

from stories.media.tus.problems import Unreadable

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,termination,checksum"
ALGORITHMS = ("sha1", "sha256")
STRETCH_TYPE = "application/offset+octet-stream"
MOST_PAUSES = 500
_PAUSE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\+(\d{1,6}(?:\.\d{1,3})?)", re.ASCII)
MOST_DIGITS = 18  # an offset has to fit a database's whole number


@dataclass(frozen=True)
class Checksum:
    """What a stretch should come to, by one of ``ALGORITHMS``."""

    algorithm: str
    digest: bytes

    def begin(self) -> Any:
        """A running digest of its kind."""
        return hashlib.new(self.algorithm, usedforsecurity=False)


def read_number(header: str | None) -> int:
    """A whole number of bytes, 0 or more; raises Unreadable."""
    given = (header or "").strip()
    if not (given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS):
        raise Unreadable
    return int(given)


def read_metadata(header: str | None) -> dict[str, str]:
    """``Upload-Metadata``: keys with base64 values, commas between; raises Unreadable."""
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in (header or "").split(","))):
        key, _space, value = pair.partition(" ")
        if key in found or not key.isascii():
            raise Unreadable
        found[key] = _decoded(value.strip()).decode(errors="replace")
    return found


def read_pauses(told: str) -> list[list[float]]:
    """Where a recording was paused, and for how long, in seconds: ``12.5+30 61.0+4.2``.

    What makes no sense is left out: no recording is refused over a remark about it.
    """
    pairs = (_PAUSE.fullmatch(word) for word in told.split())
    return [[float(pair[1]), float(pair[2])] for pair in pairs if pair][:MOST_PAUSES]


def read_checksum(header: str | None) -> Checksum | None:
    """``Upload-Checksum``: an algorithm and a digest in base64; raises Unreadable."""
    if header is None:
        return None
    algorithm, _space, value = header.strip().partition(" ")
    if algorithm not in ALGORITHMS:
        raise Unreadable
    wanted = Checksum(algorithm, _decoded(value.strip()))
    if len(wanted.digest) != wanted.begin().digest_size:
        raise Unreadable
    return wanted


def _decoded(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable from None
