"""Whether work failed for want of room alone: then nothing is wrong with the recording."""

import errno

from stories.media.tools import NoSpace

FULL = {errno.ENOSPC, errno.EDQUOT}
_WORDS = ("No space left on device", "Disk quota exceeded", "os error 28", "os error 122")


def wants_room(error: BaseException) -> bool:
    """Whether an error, or what it came of, is a full disk or a full store."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, NoSpace) or (isinstance(seen, OSError) and seen.errno in FULL):
            return True
        if any(word in str(seen) for word in _WORDS):  # a store tells it in words
            return True
        seen = seen.__cause__ or seen.__context__
    return False
