"""Files that are packed folders: what is in one, before any of it is unpacked.

A file says beforehand how large its parts are when unpacked, and zipfile unpacks no more than
that; so a bomb is refused before it is opened.
"""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

MOST_PARTS = 300
MOST_UNPACKED = 16 << 20


class NotPacked(ValueError):
    """No folder was packed here, or what was is damaged."""


class TooMuch(ValueError):
    """Unpacked, it would be larger than such a file ever is."""


def parts_of(data: bytes, *, most: int = MOST_UNPACKED) -> set[str]:
    """The names of its parts; raises NotPacked or TooMuch (``most`` bytes unpacked)."""
    try:
        with ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise NotPacked from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most:
        raise TooMuch
    return {part.filename for part in parts}
