"""Audio tools: what a file is, copies for playing, the waveform, digests."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from stories.foundation.sound.facts import (
    AccessCopy,
    AudioFacts,
    NoSpace,
    Reason,
    ToolFailed,
    ToolTimedOut,
    UnusableAudio,
)
from stories.foundation.sound.probe import MAX_SECONDS, probe
from stories.media.tools.access_copy import RECIPE, make_access_copy
from stories.media.tools.binary import ffmpeg_binary
from stories.media.tools.digest import sha256_file
from stories.media.tools.loudness import Loudness, measure

if TYPE_CHECKING:
    from stories.media.tools.pcm import read_samples
    from stories.media.tools.peaks import Outlines, outlines

__all__ = [
    "MAX_SECONDS",
    "RECIPE",
    "AccessCopy",
    "AudioFacts",
    "Loudness",
    "NoSpace",
    "Outlines",
    "Reason",
    "ToolFailed",
    "ToolTimedOut",
    "UnusableAudio",
    "ffmpeg_binary",
    "make_access_copy",
    "measure",
    "outlines",
    "probe",
    "read_samples",
    "sha256_file",
]

_BY_NUMBERS = {"Outlines": "peaks", "outlines": "peaks", "read_samples": "pcm"}


def __getattr__(name: str) -> Any:
    # What draws and reads samples needs numpy, which a process that serves pages never does.
    if name not in _BY_NUMBERS:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_BY_NUMBERS[name]}"), name)
