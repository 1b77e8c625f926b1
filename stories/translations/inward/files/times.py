"""Times as files write them. Pure."""

import re
from typing import Final

CLOCK: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3})\d*)?")
"""01:02:03.004, 1:02:03,004, 02:03.004 and 2:03."""
_HOUR, _MINUTE, _SECOND = 3_600_000, 60_000, 1000
_SIXTY = 60


def milliseconds(text: str) -> int | None:
    """A time in milliseconds; below nought with a sign in front; None for what is no time."""
    text = text.strip()
    below = text.startswith(("-", "−"))
    found = CLOCK.fullmatch(text[1:].strip() if below else text)
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[:3])
    if (minutes >= _SIXTY and hours) or seconds >= _SIXTY:
        return None
    rest = int((found[4] or "0").ljust(3, "0"))
    at = hours * _HOUR + minutes * _MINUTE + seconds * _SECOND + rest
    return -at if below else at
