"""Audio tools: what a file is, copies for playing, the waveform, digests."""

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
from stories.media.tools.pcm import read_samples
from stories.media.tools.peaks import Outlines, outlines, peaks

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
    "peaks",
    "probe",
    "read_samples",
    "sha256_file",
]
