"""Stamps: what a step was made from and what it left, so that it is not done twice."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from tools.house.paths import ROOT, VENV

STAMPS = VENV / "house"


def digest(files: Iterable[Path], *facts: str) -> str:
    """SHA-256 over the names and contents of `files` and over `facts`."""
    total = hashlib.sha256()
    for fact in (str(ROOT), *facts):
        total.update(fact.encode() + b"\0")
    for path in files:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def inventory(files: Iterable[Path]) -> str:
    """SHA-256 over the names and sizes of `files`: cheap, and sees what is gone or cut short."""
    lines = [f"{path.relative_to(ROOT)} {path.stat().st_size}" for path in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else "nothing"


def read(key: str) -> list[str]:
    """The lines of the stamp `key`; none where there is none."""
    try:
        return (STAMPS / key).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def write(key: str, *lines: str) -> None:
    """Set the stamp `key`."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / key).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
