"""A manual as it arrives: judged by its content, whatever its name says (DOMAIN R4)."""

import os
from dataclasses import dataclass
from typing import IO

from werkzeug.datastructures import FileStorage

from stories.foundation.blobs import digest_of
from stories.sessions.library.errors import (
    BrokenManual,
    EmptyManual,
    LockedManual,
    ManualTooLarge,
    NoPdf,
    RestlessManual,
)

MOST_BYTES = 30_000_000
HEAD = b"%PDF-"


@dataclass(frozen=True)
class ArrivedManual:
    """A PDF fit to be kept, with its number of pages, bytes and digest."""

    source: IO[bytes]
    pages: int
    size: int
    sha256: str


def arrive(upload: FileStorage) -> ArrivedManual:
    """Judge a file that should be a manual; raises UnusableManual or another of its kind."""
    source: IO[bytes] = upload.stream
    size = source.seek(0, os.SEEK_END)
    if not size:
        raise EmptyManual
    if size > MOST_BYTES:
        raise ManualTooLarge
    source.seek(0)
    if not source.read(len(HEAD)).startswith(HEAD):
        raise NoPdf
    source.seek(0)
    pages = _pages(source)
    source.seek(0)
    digest = digest_of(source)
    source.seek(0)
    return ArrivedManual(source, pages, size, digest)


def _pages(source: IO[bytes]) -> int:
    from pypdf import PdfReader

    from stories.people.evidence.scans import acts

    try:
        reader = PdfReader(source, strict=False)
        locked = reader.is_encrypted
        pages = 0 if locked else len(reader.pages)
        restless = not locked and acts(reader)
    except Exception:  # noqa: BLE001 - a stranger's file may break a parser in any way
        raise BrokenManual from None
    if locked:
        raise LockedManual
    if not pages:
        raise BrokenManual
    if restless:
        raise RestlessManual
    return pages
