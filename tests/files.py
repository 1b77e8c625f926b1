"""Files for tests: photographs, scans and what should never be taken for one."""

import io
import struct
import zlib
from typing import Any

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from stories.foundation.typeset import typeset

PLACE = {1: "N", 2: (IFDRational(49), IFDRational(48), IFDRational(0))}  # in Karaganda


def photograph(size: tuple[int, int] = (60, 80), kind: str = "JPEG", **saved: Any) -> bytes:
    """A small picture with a dark corner."""
    image = Image.new("RGB", size, "white")
    image.paste("black", (0, 0, size[0] // 2, size[1] // 4))
    kept = io.BytesIO()
    image.save(kept, kind, **saved)
    return kept.getvalue()


def photograph_with_place() -> bytes:
    """As a telephone takes it: turned on its side, with the place and the telephone's name."""
    notes = Image.Exif()
    notes[0x0112] = 6  # to be turned by a quarter
    notes[0x0110] = "Telephone of Aigul"
    notes.get_ifd(0x8825).update(PLACE)
    return photograph((80, 60), exif=notes, comment=b"Aigul")


def scanned(pages: int = 1) -> bytes:
    """A PDF."""
    breaks = "#pagebreak()".join(["x"] * pages)
    return typeset(breaks, {})


def bomb(side: int = 50_000) -> bytes:
    """A PNG of some hundred bytes that says it is side × side points large."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\0" * 99))


def _chunk(name: bytes, data: bytes) -> bytes:
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
