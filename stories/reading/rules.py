"""What makes a link open. Pure (DOMAIN X4)."""

from datetime import datetime, timedelta

from stories.foundation import links
from stories.foundation.links import MOST_DAYS, TOKEN_LENGTH, LinkState, link_state

__all__ = [
    "KEEPING",
    "MOST_DAYS",
    "TOKEN_LENGTH",
    "VISIT",
    "LinkState",
    "keeping_goes_on",
    "kept_seconds",
    "link_state",
    "visit_goes_on",
]

VISIT = timedelta(hours=12)
KEEPING = timedelta(days=7)  # what a phone keeps is played no longer after the PIN was given


def visit_goes_on(entered: float | None, at: datetime) -> bool:
    """Whether the PIN that was given (seconds since the epoch) still counts."""
    return links.visit_goes_on(entered, at, VISIT)


def keeping_goes_on(entered: float | None, at: datetime) -> bool:
    """Whether a phone where the PIN was given at a moment may still keep something."""
    return links.visit_goes_on(entered, at, KEEPING)


def kept_seconds(entered: float, expires_at: datetime, at: datetime) -> int:
    """For how long from now a phone may play what it keeps without asking; never past the link."""
    until = min(entered + KEEPING.total_seconds(), expires_at.timestamp())
    return max(0, int(until - at.timestamp()))
