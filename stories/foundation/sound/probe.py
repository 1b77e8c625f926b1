"""What a strange file is, asked of a process of its own: a codec that dies takes nobody along."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

import structlog

import stories
from stories.foundation.sound.facts import AudioFacts, Reason, ToolFailed, UnusableAudio
from stories.foundation.sound.fenced import end, surroundings
from stories.foundation.sound.sniff import broken, sniff

log = structlog.get_logger()
MAX_SECONDS = 6 * 3600.0
_GRACE = 60.0  # seconds beyond its patience after which a process that reads is ended
_MESSAGE_BYTES = 2000
# What a codec dies of when a file makes it: never SIGKILL, by which others end a process.
_CRASHES = {
    -number
    for number in (
        *(signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL),
        *(signal.SIGXCPU, signal.SIGTRAP, signal.SIGSYS),
    )
}


def probe(
    path: Path | str, *, max_seconds: float = MAX_SECONDS, patience: float = 60.0
) -> AudioFacts:
    """Return what the file's sound is, judged by its content (DOMAIN R4).

    The reading is `reading.read_facts`, fenced in: it opens nothing but this file, and a crash, a
    hang or a hunger for memory is one more way of being broken. Raises `UnusableAudio` with its
    `Reason`; longer than `max_seconds` seconds is `TOO_LONG`. `ToolFailed` means that the house
    itself is at fault.
    """
    path = Path(path).absolute()
    container = sniff(path)  # what is plainly no sound needs no process
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as errors:
        status = _asked(path, max_seconds, patience, said, errors)
        if status in _CRASHES or status is None:
            log.warning("sound_unreadable", status=status, container=container.name)
            raise UnusableAudio(broken(container))
        if status:
            raise ToolFailed(f"probing ended with {status}: {_text(errors)}")
        return _understood(said)


def _asked(
    path: Path, max_seconds: float, patience: float, said: IO[bytes], errors: IO[bytes]
) -> int | None:
    """How the process ended; None if it had to be."""
    asked = (str(os.getpid()), str(path), str(max_seconds), str(patience))
    child = subprocess.Popen(
        [sys.executable, "-S", "-m", "stories.foundation.sound.probing", *asked],
        start_new_session=True,
        env=surroundings() | {"PYTHONPATH": os.pathsep.join(_where_code_lies())},
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=errors,
    )
    try:
        return child.wait(timeout=patience + _GRACE)
    except subprocess.TimeoutExpired:
        return None
    finally:
        end(child)


def _where_code_lies() -> list[str]:
    house = str(Path(stories.__file__).resolve().parent.parent)
    return [house, *(str(Path(place).absolute()) for place in sys.path if place)]


def _understood(said: IO[bytes]) -> AudioFacts:
    said.seek(0)
    try:
        answer: dict[str, Any] = json.load(said)
        if "reason" in answer:
            raise UnusableAudio(Reason(answer["reason"]))
        return AudioFacts(**answer["facts"])
    except (ValueError, KeyError, TypeError) as error:
        raise ToolFailed("probing gave no answer") from error


def _text(errors: IO[bytes]) -> str:
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(size - _MESSAGE_BYTES, 0))
    return errors.read().decode(errors="replace").strip()
