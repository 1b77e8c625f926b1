"""The duration a file's header promises, where such a promise means anything."""

from pathlib import Path
from typing import BinaryIO

from stories.foundation.sound.frames import first_mp3_frame
from stories.foundation.sound.sniff import HEAD_BYTES, Container

_UNKNOWN_SIZE = 0xFFFF_F000
_MAX_CHUNKS = 64
_FMT_BYTES = 16
_XING_REACH = 256


def _wav_chunks(file: BinaryIO) -> dict[bytes, tuple[int, bytes]]:
    chunks: dict[bytes, tuple[int, bytes]] = {}
    file.seek(12)
    for _ in range(_MAX_CHUNKS):
        head = file.read(8)
        size = int.from_bytes(head[4:8], "little")
        start = file.tell()
        chunks[head[:4]] = (size, file.read(min(size, 28)))
        if len(head) < 8 or head[:4] == b"data":  # noqa: PLR2004
            break
        file.seek(start + size + size % 2)
    return chunks


def _wav_seconds(path: Path) -> float | None:
    with path.open("rb") as file:
        chunks = _wav_chunks(file)
    size, _ = chunks.get(b"data", (0, b""))
    _, fmt = chunks.get(b"fmt ", (0, b""))
    if size >= _UNKNOWN_SIZE:
        # RF64 keeps the true size elsewhere; a recorder that wrote into a pipe never knew it.
        _, large = chunks.get(b"ds64", (0, b""))
        size = int.from_bytes(large[8:16], "little")
    rate = int.from_bytes(fmt[8:12], "little") if len(fmt) >= _FMT_BYTES else 0
    return size / rate if rate and size else None


def _mp3_counts_frames(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(10)
        size = 0
        if head[:3] == b"ID3":
            size = 10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9])
        file.seek(size)
        data = file.read(HEAD_BYTES)
    start = max(first_mp3_frame(data), 0)
    first = data[start : start + _XING_REACH]
    return any(mark in first for mark in (b"Xing", b"Info", b"VBRI"))


def promised_seconds(
    path: Path, container: Container, *, declared: float | None, has_video: bool
) -> float | None:
    """Return the header's duration in seconds, or None where it is absent or an estimate.

    `declared` is what the demuxer reports; for WAV it already follows the file's size, for
    MP3 without a frame count, ADTS and Ogg it is derived from what is there, and in Matroska
    it covers the picture as well.
    """
    match container.name:
        case "wav":
            return _wav_seconds(path)
        case "mp3":
            return declared if _mp3_counts_frames(path) else None
        case "aac" | "ogg":
            return None
        case "webm" | "matroska" if has_video:
            return None
        case _:
            return declared or None
