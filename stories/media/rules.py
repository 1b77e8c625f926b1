"""Decisions about recordings. Pure: no clock, no database, no files."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from stories.media.models import RecordingState
from stories.people.models import Use
from stories.people.rules import Permission
from stories.sessions.models import SessionState

TAKES_RECORDINGS = frozenset({SessionState.OPEN, SessionState.HELD})
NAME_LENGTH = 255
MOVES: dict[RecordingState, frozenset[RecordingState]] = {
    RecordingState.ARRIVED: frozenset({RecordingState.READY, RecordingState.SET_ASIDE}),
    RecordingState.READY: frozenset(),
    RecordingState.SET_ASIDE: frozenset({RecordingState.ARRIVED}),
}
EXTENSIONS = {
    "wav": "wav",
    "mp3": "mp3",
    "aac": "aac",
    "ogg": "ogg",
    "flac": "flac",
    "webm": "webm",
    "matroska": "mkv",
    "m4a": "m4a",
    "mp4": "mp4",
    "3gp": "3gp",
    "mov": "mov",
}


def may_move(before: RecordingState, after: RecordingState) -> bool:
    """Whether the state table has such a move."""
    return after in MOVES[before]


def takes_recordings(state: SessionState) -> bool:
    """Whether a session is far enough for a recording of it to exist."""
    return state in TAKES_RECORDINGS


def is_open(permission: Permission) -> bool:
    """Whether the team may hear a recording: everyone audible agreed to it (DOMAIN C5, C8)."""
    return Use.RECORD in permission.uses


def may_write_down(permission: Permission) -> bool:
    """Whether a machine may write a recording down (DOMAIN C2)."""
    return is_open(permission) and Use.TRANSCRIBE in permission.uses


def tidy_name(given: str | None) -> str:
    """The name a file came with, fit for a page: no folders, no control characters."""
    name = unicodedata.normalize("NFC", given or "").replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    return " ".join(name.split())[:NAME_LENGTH]


def generated_name(recording_id: UUID, day: date, container: str) -> str:
    """The name an original is handed out under: it tells nothing about anybody (DOMAIN P3)."""
    ending = EXTENSIONS.get(container, "bin")
    return f"recording-{day.isoformat()}-{recording_id.hex[:8]}.{ending}"


def thinned(peaks: Sequence[int], most: int = 250) -> list[float]:
    """Peaks (0 to 100) as at most ``most`` heights 0 to 1, each the highest of its neighbours."""
    if not peaks:
        return []
    size = -(-len(peaks) // most)
    return [max(peaks[at : at + size]) / 100 for at in range(0, len(peaks), size)]
