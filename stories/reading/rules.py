"""What makes a link open. Pure (DOMAIN X4)."""

import enum
from datetime import datetime, timedelta

TOKEN_BYTES = 24  # 192 random bits; DOMAIN asks for at least 128
TOKEN_LENGTH = 32
PIN_DIGITS = 6
MOST_DAYS = 366
VISIT = timedelta(hours=12)


class LinkState(enum.StrEnum):
    """A link is open until it is revoked or its day has come."""

    OPEN = "open"
    EXPIRED = "expired"
    REVOKED = "revoked"


def link_state(expires_at: datetime, revoked_at: datetime | None, at: datetime) -> LinkState:
    """Where a link stands at a moment."""
    if revoked_at is not None:
        return LinkState.REVOKED
    return LinkState.EXPIRED if at >= expires_at else LinkState.OPEN


def visit_goes_on(entered: float | None, at: datetime) -> bool:
    """Whether the PIN that was given (seconds since the epoch) still counts."""
    return entered is not None and 0 <= at.timestamp() - entered < VISIT.total_seconds()
