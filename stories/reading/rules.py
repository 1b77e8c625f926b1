"""What makes a link open. Pure (DOMAIN X4)."""

from datetime import datetime, timedelta

from stories.foundation import links
from stories.foundation.links import MOST_DAYS, TOKEN_LENGTH, LinkState, link_state

__all__ = ["MOST_DAYS", "TOKEN_LENGTH", "VISIT", "LinkState", "link_state", "visit_goes_on"]

VISIT = timedelta(hours=12)


def visit_goes_on(entered: float | None, at: datetime) -> bool:
    """Whether the PIN that was given (seconds since the epoch) still counts."""
    return links.visit_goes_on(entered, at, VISIT)
