"""Files nobody would send on purpose, or somebody just did: made when a test asks."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.media import samples

HOURS = 48
Make = Callable[[], bytes]


def of(make: Callable[[], Path]) -> Make:
    """The bytes of a sample."""
    return lambda: make().read_bytes()


def cut(kind: str) -> Make:
    return of(lambda: samples.cut_off(kind))


@cache
def forty_eight_hours() -> bytes:
    """Two days of silence as ADTS: one second of 8 kHz, again and again; 17 MB."""
    source = ["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "1.024"]
    options = ["-c:a", "aac", "-b:a", "8k", "-f", "adts"]
    second = samples.ffmpeg(*source, *options, output=samples.folder() / "second.aac").read_bytes()
    return second * (HOURS * 3600)


def a_header_of_forty_eight_hours() -> bytes:
    """A WAV that says two days and brings a second."""
    size = HOURS * 3600 * 16_000
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 16_000, 2, 16)
    head = b"RIFF" + struct.pack("<I", size + 36) + b"WAVE" + form
    return head + struct.pack("<4sI", b"data", size) + bytes(16_000)


@cache
def zip_bomb() -> bytes:
    """A megabyte that unpacks to a gigabyte."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as pack, pack.open("a", "w") as inside:
        for _ in range(1024):
            inside.write(bytes(1 << 20))
    return whole.getvalue()


@cache
def film_bomb() -> bytes:
    """A QuickTime film whose packed header unpacks to four gigabytes, as it says itself."""
    packed = zlib.compress(bytes(64 << 20))
    unpacked = struct.pack(">I", 0xFFFF_FFF0)
    cmov = box(b"cmov", box(b"dcom", b"zlib") + box(b"cmvd", unpacked + packed))
    return box(b"ftyp", b"qt  " + bytes(4) + b"qt  ") + box(b"moov", cmov) + box(b"mdat", bytes(99))


def box(name: bytes, inside: bytes) -> bytes:
    return struct.pack(">I4s", len(inside) + 8, name) + inside


def film_that_names_another(other: Path) -> bytes:
    """A film whose only track lies, it says, in another file: by an alias, as QuickTime writes."""
    whole = samples.sample("m4a").read_bytes()
    folder = str(other).encode()
    alias = bytes(10) + bytes([4]) + b"disk".ljust(27, b"\0") + bytes(12)
    alias += bytes([len(other.name)]) + other.name.encode().ljust(63, b"\0") + bytes(16)
    alias += struct.pack(">hh", 1, 1) + bytes(16)
    alias += struct.pack(">hh", 2, len(folder)) + folder + bytes(len(folder) % 2)
    alias += struct.pack(">hh", 18, len(folder)) + folder + bytes(len(folder) % 2)
    entry = box(b"alis", bytes(4) + alias + struct.pack(">hh", -1, 0))
    dref = box(b"dref", struct.pack(">II", 0, 1) + entry)
    return _replaced(whole, [b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"], dref)


def _replaced(data: bytes, path: list[bytes], new: bytes) -> bytes:
    """The boxes with the one at a path replaced; lengths around it follow."""
    made, at = b"", 0
    while at < len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        inside = data[at + 8 : at + size]
        if name != path[0]:
            made += data[at : at + size]
        elif len(path) == 1:
            made += new
        else:
            made += box(name, _replaced(inside, path[1:], new))
        at += size
    return made


def many_channels(layout: str) -> Make:
    """A tone in so many channels."""
    options = ["-af", f"aformat=channel_layouts={layout}"]
    name = samples.folder() / f"many{layout}.flac"
    return of(lambda: samples.ffmpeg(*samples.voice(), *options, output=name))


def telephone(codec: str) -> Make:
    """Eight thousand samples a second, as a telephone line has them."""
    name = samples.folder() / f"telephone-{codec}.wav"
    return of(lambda: samples.ffmpeg(*samples.voice(rate=8000), "-c:a", codec, output=name))


def unsteady_film() -> bytes:
    """An MP4 whose picture comes now fast and now slow, and whose sound has a gap."""
    picture = ["-f", "lavfi", "-i", f"testsrc=s=160x120:r=30:d={samples.SECONDS}"]
    unsteady = ["-vf", "select='if(lt(t,1),1,not(mod(n,7)))'", "-fps_mode", "vfr"]
    gap = ["-af", "aselect='lt(t,1)+gt(t,1.5)'", "-c:v", "mpeg4", "-c:a", "aac"]
    name = samples.folder() / "unsteady.mp4"
    inputs = [*samples.voice(), *picture, "-map", "1:v", "-map", "0:a"]
    return samples.ffmpeg(*inputs, *unsteady, *gap, output=name).read_bytes()
