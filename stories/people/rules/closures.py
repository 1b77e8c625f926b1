"""Closing something until a day, for a reason (DOMAIN C9)."""

from datetime import date

MOST_REASON = 300


def tidy_reason(because: str) -> str:
    """A reason on one line."""
    return " ".join(because.split())


def may_close(until: date, reason: str, on: date) -> bool:
    """A closure needs a day to come and a reason."""
    return until > on and 0 < len(reason) <= MOST_REASON


def is_over(until: date | None, on: date) -> bool:
    """Whether the day of a closure has come, so that somebody may look and end it."""
    return until is not None and on >= until
