"""Small real audio files of every kind, made once a test process with ffmpeg."""

import struct
import subprocess
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from stories.media.tools.binary import ffmpeg_binary

SECONDS = 4.0
_VOICE = "aevalsrc=0.3*sin(2*PI*220*t)*(1+sin(2*PI*3*t))/2:s={rate}:d={seconds}"
_PICTURE = ["-f", "lavfi", "-i", "testsrc=s=160x120:r=10:d={seconds}"]
_TO_PIPE = "pipe"

# name: (file name, sample rate, channels, ffmpeg's output options, has a picture)
GOOD: dict[str, tuple[str, int, int, list[str], bool]] = {
    "wav": ("a.wav", 44_100, 2, ["-c:a", "pcm_s16le"], False),
    "mp3": ("a.mp3", 44_100, 1, ["-q:a", "5"], False),
    "mp3_bare": ("b.mp3", 22_050, 1, ["-write_xing", "0", "-id3v2_version", "0"], False),
    "m4a": ("a.m4a", 44_100, 1, ["-c:a", "aac", "-movflags", "+faststart"], False),
    "aac": ("a.aac", 44_100, 1, ["-c:a", "aac", "-f", "adts"], False),
    "opus": ("a.opus", 48_000, 1, ["-c:a", "libopus", "-b:a", "24k"], False),
    "vorbis": ("a.ogg", 44_100, 1, ["-c:a", "libvorbis"], False),
    "webm": ("a.webm", 48_000, 1, ["-c:a", "libopus", "-b:a", "24k"], False),
    "webm_live": ("pipe.webm", 48_000, 1, ["-c:a", "libopus", "-f", "webm"], False),
    "flac": ("a.flac", 44_100, 1, [], False),
    "flac_live": ("pipe.flac", 44_100, 1, ["-f", "flac"], False),
    "wav_live": ("pipe.wav", 44_100, 1, ["-f", "wav"], False),
    "mp4": ("a.mp4", 44_100, 2, ["-c:v", "mpeg4", "-c:a", "aac"], True),
    "mov": ("a.mov", 44_100, 1, ["-c:v", "mpeg4", "-c:a", "aac"], True),
    "3gp": ("a.3gp", 44_100, 1, ["-c:a", "aac"], False),
    "webm_video": ("v.webm", 48_000, 1, ["-c:v", "libvpx", "-c:a", "libopus"], True),
    "fragmented": (
        "pipe.mp4",
        44_100,
        1,
        ["-c:a", "aac", "-movflags", "frag_keyframe+empty_moov", "-f", "mp4"],
        False,
    ),
}


@cache
def folder() -> Path:
    """Return this process's folder for samples; it goes when the process ends."""
    keep = tempfile.TemporaryDirectory(prefix="samples-")
    _kept.append(keep)
    return Path(keep.name)


_kept: list[tempfile.TemporaryDirectory[str]] = []


def ffmpeg(*arguments: str, output: Path) -> Path:
    """Run ffmpeg; a name that begins with `pipe` is written without seeking back."""
    through = output.name.startswith(_TO_PIPE)
    command = [ffmpeg_binary(), "-hide_banner", "-loglevel", "error", "-nostdin", "-y", *arguments]
    command.append("pipe:1" if through else str(output))
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE if through else None)
    if through:
        output.write_bytes(done.stdout)
    return output


def voice(seconds: float = SECONDS, rate: int = 44_100) -> list[str]:
    """Return the input options of a tone that swells like speech."""
    return ["-f", "lavfi", "-i", _VOICE.format(rate=rate, seconds=seconds)]


@cache
def sample(kind: str) -> Path:
    """Return a good file of four seconds, one of the keys of `GOOD`."""
    name, rate, channels, options, picture = GOOD[kind]
    inputs = voice(rate=rate)
    if picture:
        inputs += [part.format(seconds=SECONDS) for part in _PICTURE]
    return ffmpeg(*inputs, "-ac", str(channels), *options, output=folder() / name)


@cache
def silence(seconds: int, suffix: str = ".flac") -> Path:
    """Return a file of nothing but silence, mono, 8 kHz."""
    source = ["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", str(seconds)]
    return ffmpeg(*source, output=folder() / f"silence{seconds}{suffix}")


def cut_off(kind: str, share: float = 0.4) -> Path:
    """Return a good file of which only the first `share` arrived."""
    whole = sample(kind)
    part = folder() / f"cut-{whole.name}"
    part.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    return part


def zeroed(kind: str, keep: float = 0.4) -> Path:
    """Return a good file whose end was never written and is all zero bytes."""
    data = sample(kind).read_bytes()
    kept = int(len(data) * keep)
    path = folder() / f"zeroed-{sample(kind).name}"
    path.write_bytes(data[:kept] + bytes(len(data) - kept))
    return path


def named(name: str, data: bytes) -> Path:
    """Write `data` under a name that may lie."""
    path = folder() / name
    path.write_bytes(data)
    return path


def text_file() -> Path:
    return named("text.mp3", "Нан — ас атасы. The bread of the house.\n".encode() * 200)


def html_file() -> Path:
    return named("page.wav", b"<!doctype html><html><body><p>Hello</p></body></html>")


def pdf_file() -> Path:
    return named("paper.m4a", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n")


def zip_file() -> Path:
    path = folder() / "pack.ogg"
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("a.txt", "text")
    return path


@cache
def jpeg_file() -> Path:
    picture = [part.format(seconds=1) for part in _PICTURE]
    made = ffmpeg(*picture, "-frames:v", "1", output=folder() / "picture.jpg")
    return named("picture.mp3", made.read_bytes())


@cache
def silent_film(suffix: str = ".mp4") -> Path:
    picture = [part.format(seconds=2) for part in _PICTURE]
    codec = "libvpx" if suffix == ".webm" else "mpeg4"
    return ffmpeg(*picture, "-c:v", codec, output=folder() / f"film{suffix}")


def heic_file() -> Path:
    return named("photo.m4a", struct.pack(">I", 24) + b"ftypheic" + bytes(12) + bytes(200))


def header_only_wav() -> Path:
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 16_000, 2, 16)
    return named("nothing.wav", b"RIFF\x24\0\0\0WAVE" + form + b"data" + bytes(4))
