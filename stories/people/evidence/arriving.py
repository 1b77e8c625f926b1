"""One file of evidence as it arrives: measured, then judged (DOMAIN C6, R4)."""

import os
from dataclasses import dataclass
from typing import IO

from werkzeug.datastructures import FileStorage

from stories.foundation.blobs import digest_of
from stories.people.evidence import spoken
from stories.people.models import EvidenceKind
from stories.people.problems import EmptyFile, FileTooLarge

MOST_FILES = 12
MEGABYTE = 1_000_000
MOST_BYTES = {EvidenceKind.SCAN: 20 * MEGABYTE, EvidenceKind.VOICE: 60 * MEGABYTE}


@dataclass(frozen=True)
class Arrived:
    """A file fit to be kept. ``shown`` is a JPEG without a camera's notes, of a photograph."""

    kind: EvidenceKind
    content_type: str
    size: int
    sha256: str
    source: IO[bytes]
    shown: bytes | None = None


def arrive(upload: FileStorage, kind: EvidenceKind) -> Arrived:
    """Judge a file that should be a scan or a voice; raises UnusableFile or another of its kind."""
    from stories.people.evidence import scans

    source: IO[bytes] = upload.stream
    size = source.seek(0, os.SEEK_END)
    if not size:
        raise EmptyFile
    if size > MOST_BYTES[kind]:
        raise FileTooLarge
    digest = digest_of(source)
    source.seek(0)
    if kind is EvidenceKind.VOICE:
        return Arrived(kind, spoken.listen(source), size, digest, source)
    content_type, shown = scans.look(source)
    return Arrived(kind, content_type, size, digest, source, shown)
