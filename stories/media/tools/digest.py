"""Digests for fixity (DOMAIN R1, R7)."""

import hashlib
from pathlib import Path


def sha256_file(path: Path | str) -> str:
    """Return the file's SHA-256 in lower-case hex, reading it in pieces."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
