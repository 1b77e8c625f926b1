"""Audio tools: what a file is, copies for playing, the waveform, digests."""

from stories.media.tools.access_copy import make_access_copy
from stories.media.tools.binary import ffmpeg_binary
from stories.media.tools.digest import sha256_file
from stories.media.tools.facts import (
    AccessCopy,
    AudioFacts,
    Reason,
    ToolFailed,
    ToolTimedOut,
    UnusableAudio,
)
from stories.media.tools.pcm import read_samples
from stories.media.tools.peaks import peaks
from stories.media.tools.probe import MAX_SECONDS, probe

__all__ = [
    "MAX_SECONDS",
    "AccessCopy",
    "AudioFacts",
    "Reason",
    "ToolFailed",
    "ToolTimedOut",
    "UnusableAudio",
    "ffmpeg_binary",
    "make_access_copy",
    "peaks",
    "probe",
    "read_samples",
    "sha256_file",
]
