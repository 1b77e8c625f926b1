"""What a sound file is, judged by its content: for recordings, and for agreements by voice."""

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

__all__ = [
    "MAX_SECONDS",
    "AccessCopy",
    "AudioFacts",
    "NoSpace",
    "Reason",
    "ToolFailed",
    "ToolTimedOut",
    "UnusableAudio",
    "probe",
]
