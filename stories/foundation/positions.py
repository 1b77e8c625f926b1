"""Places in a recording as people write them: minutes, seconds and parts of a second."""

import re

from stories.foundation.i18n import playtime

WRITTEN = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)(?:[.,](\d{1,3}))?", re.ASCII)


def position(milliseconds: int) -> str:
    """«2:14.5» for a place in a recording; parts of a second only where there are any."""
    rest = milliseconds % 1000
    return playtime(milliseconds / 1000) + (f".{rest:03d}".rstrip("0") if rest else "")


def read_position(text: str) -> int | None:
    """Milliseconds of «2:14», «2:14.5» or «1:02:14»; None for anything else."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds, part = found.groups()
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((part or "0").ljust(3, "0"))
