"""How loud a sound is, by EBU R128, as ffmpeg measures it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stories.media.tools.binary import ffmpeg_binary
from stories.media.tools.process import QUIET, Progress, run_ffmpeg
from stories.media.tools.source import sound_of

if TYPE_CHECKING:
    import ffmpeg

PATIENCE_SECONDS = 120.0
_NOTHING_HEARD_LUFS = -69.9  # what the meter says of silence is -70
_SAID = {
    "integrated": re.compile(r"\bI:\s+(\S+) LUFS"),
    "range": re.compile(r"\bLRA:\s+(\S+) LU\b"),
    "true_peak": re.compile(r"\bPeak:\s+(\S+) dBFS"),
}


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness in LUFS, its range in LU, the true peak in dBTP; None for silence."""

    integrated: float | None
    range: float | None
    true_peak: float | None


def metered(stream: "ffmpeg.Stream", *, peak: bool = True) -> "ffmpeg.Stream":
    """The stream behind a meter whose summary ``read_summary`` understands."""
    return stream.filter("ebur128", peak="true" if peak else "none", framelog="verbose")


def read_summary(said: str) -> Loudness:
    """What ffmpeg's meter said at its end."""
    found = {name: pattern.findall(said) for name, pattern in _SAID.items()}
    numbers = {name: float(values[-1]) if values else None for name, values in found.items()}
    heard = numbers["integrated"]
    if heard is None or not heard > _NOTHING_HEARD_LUFS:
        return Loudness(None, None, None)
    return Loudness(**numbers)


def measure(path: Path | str, seconds: float, *, tell: Progress | None = None) -> Loudness:
    """Measure a whole file in its own channels; ``tell`` hears the seconds that are done.

    ``seconds`` is its length, by which it is known how long to wait. Raises ``UnusableAudio``,
    ``ToolFailed`` or ``ToolTimedOut``.
    """
    output = metered(sound_of(Path(path))).output("-", format="null")
    command = output.global_args(*QUIET, "-progress", "pipe:1").compile(cmd=ffmpeg_binary())
    return read_summary(run_ffmpeg(command, limit=PATIENCE_SECONDS + seconds, tell=tell))
