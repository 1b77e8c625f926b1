"""What the audio tools say about a file, and why they may refuse it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Reason(StrEnum):
    """Why a file cannot be used as a recording (DOMAIN R4)."""

    EMPTY = "empty"
    NOT_MEDIA = "not_media"
    NO_SOUND = "no_sound"
    TRUNCATED = "truncated"
    TOO_LONG = "too_long"
    UNSUPPORTED_FORMAT = "unsupported_format"


class UnusableAudio(Exception):
    """The file cannot be used; `reason` picks the sentence that people read."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class ToolFailed(RuntimeError):
    """Ffmpeg ended with an error; the message is for the log, not for people."""


class NoSpace(ToolFailed):
    """There was no room for what ffmpeg writes: nothing is wrong with the file."""


class ToolTimedOut(ToolFailed):
    """Ffmpeg hung or took too long and was ended."""


@dataclass(frozen=True, slots=True)
class AudioFacts:
    """One file's sound: rates in Hz, duration in seconds."""

    container: str
    codec: str
    channels: int
    sample_rate: int
    duration: float
    bytes: int
    has_video: bool
    content_type: str


@dataclass(frozen=True, slots=True)
class AccessCopy:
    """A playable copy without metadata (DOMAIN R2, R3); duration in seconds."""

    path: Path
    content_type: str
    bytes: int
    sha256: str
    duration: float
