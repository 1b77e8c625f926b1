"""Memory of one run stays what it is, however long the recording.

A model takes and leaves arrays of many megabytes, each of another size. Left to itself glibc raises
the size from which it takes such memory from the system and gives it back at once; then it keeps
holes instead, and a process grows by the hour. Measured in `docs/performance.md`.
"""

import ctypes
from contextlib import suppress
from typing import Final

_ARENA_MAX: Final = -8  # names of <malloc.h>
_MMAP_THRESHOLD: Final = -3
ARENAS: Final = 2
AT_ONCE_BYTES: Final = 1 << 20


def give_back_at_once() -> None:
    """From here on, whatever takes over a mebibyte goes back to the system when it is let go.

    For a process of its own, before a model is loaded. Does nothing where the system's C library
    has no ``mallopt``.
    """
    with suppress(AttributeError, OSError):
        library = ctypes.CDLL(None)
        library.mallopt(_MMAP_THRESHOLD, AT_ONCE_BYTES)
        library.mallopt(_ARENA_MAX, ARENAS)
