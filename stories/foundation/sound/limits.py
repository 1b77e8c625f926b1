"""What ffmpeg and PyAV may touch: these containers, these codecs, this one file.

A playlist, a concat script or a crafted track could name other files or hosts. We therefore
name the demuxer ourselves (`sniff`), and libav gets allow-lists as well.
"""

from pathlib import Path

from stories.foundation.sound.sniff import Container

PROTOCOLS = "file"
DECODERS = frozenset(
    {
        *("aac", "aac_latm", "ac3", "eac3", "alac", "flac", "opus", "speex", "vorbis"),
        *("amrnb", "amrwb", "libopencore_amrnb", "libopencore_amrwb", "gsm", "gsm_ms"),
        *("mp1", "mp1float", "mp2", "mp2float", "mp3", "mp3float"),
        *("libopus", "libspeex", "libvorbis"),
        *("adpcm_ima_qt", "adpcm_ima_wav", "adpcm_ms", "pcm_alaw", "pcm_mulaw", "pcm_s8", "pcm_u8"),
        *("pcm_s16be", "pcm_s16le", "pcm_s24be", "pcm_s24le", "pcm_s32be", "pcm_s32le"),
        *("pcm_f32be", "pcm_f32le", "pcm_f64be", "pcm_f64le"),
    }
)


def file_url(path: Path) -> str:
    """Return the path so that no file name can be read as a protocol or an option."""
    return f"file:{path.resolve()}"


def input_options(container: Container) -> dict[str, str]:
    """Return the libav options that fence an input in."""
    options = {
        "protocol_whitelist": PROTOCOLS,
        "format_whitelist": container.demuxer,
        "codec_whitelist": ",".join(sorted(DECODERS)),
    }
    # A track of a film may lie in another file, and name it: such references are never followed.
    films = {"enable_drefs": "0", "use_absolute_path": "0"}
    return options | films if container.demuxer == "mov" else options
