"""Where ffmpeg is."""

import shutil
from functools import cache


@cache
def ffmpeg_binary() -> str:
    """Return the path of the system's ffmpeg, or of the one installed with the package."""
    if found := shutil.which("ffmpeg"):
        return found
    import imageio_ffmpeg

    return str(imageio_ffmpeg.get_ffmpeg_exe())
