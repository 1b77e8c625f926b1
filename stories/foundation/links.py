"""Ways in without an account: a long secret in an address, and a PIN (DOMAIN X4)."""

import enum
import hashlib
import secrets
from datetime import datetime, timedelta

TOKEN_BYTES = 24  # 192 random bits; DOMAIN asks for at least 128
TOKEN_LENGTH = 32
PIN_DIGITS = 6
MOST_DAYS = 366
LONGEST = timedelta(days=MOST_DAYS)


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


def visit_goes_on(entered: float | None, at: datetime, visit: timedelta) -> bool:
    """Whether the PIN that was given (seconds since the epoch) still counts."""
    return entered is not None and 0 <= at.timestamp() - entered < visit.total_seconds()


def new_token() -> str:
    """The secret of an address, told once."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_pin() -> str:
    """Six digits for a card, told once."""
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"


def hash_token(token: str) -> str:
    """What is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def ends_at(at: datetime, days: int) -> datetime:
    """The moment a link closes that is given now for so many days (1 to 366)."""
    return at + timedelta(days=max(1, min(days, MOST_DAYS)))
