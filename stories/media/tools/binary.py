"""Where ffmpeg is."""

import shutil
from functools import cache

import imageio_ffmpeg


@cache
def ffmpeg_binary() -> str:
    """Return the path of the system's ffmpeg, or of the one installed with the package."""
    return shutil.which("ffmpeg") or str(imageio_ffmpeg.get_ffmpeg_exe())
