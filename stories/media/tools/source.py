"""The one way in which ffmpeg opens a file: as one fenced-in sound, whatever else it holds."""

from pathlib import Path
from typing import TYPE_CHECKING

from stories.foundation.sound.limits import file_url, input_options
from stories.foundation.sound.sniff import sniff

if TYPE_CHECKING:
    import ffmpeg


def sound_of(path: Path) -> "ffmpeg.Stream":
    """The first sound of a file; no picture, no subtitles, no data. Raises ``UnusableAudio``."""
    import ffmpeg

    container = sniff(path)
    stream = ffmpeg.input(
        file_url(path), format=container.demuxer, vn=None, sn=None, dn=None,
        **input_options(container),
    )  # fmt: skip
    return stream["a:0"]
