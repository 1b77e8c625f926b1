"""When a sign-in goes on, and what an address is (DOMAIN X1)."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

PENDING_LIFE = timedelta(minutes=10)


@dataclass(frozen=True)
class Limits:
    """How long somebody may be quiet, and how long they may stay in any case."""

    idle: timedelta
    most: timedelta


@dataclass(frozen=True)
class Times:
    """What a sign-in's row tells: ``opened`` is None until the code was shown too."""

    started: datetime
    opened: datetime | None
    seen: datetime
    ended: datetime | None


def goes_on(times: Times, at: datetime, limits: Limits) -> bool:
    """Whether a sign-in still opens the house."""
    if times.ended is not None or times.opened is None:
        return False
    return at - times.seen <= limits.idle and at - times.opened <= limits.most


def waits(times: Times, at: datetime) -> bool:
    """Whether the passphrase was shown just now, and the code not yet."""
    return times.ended is None and times.opened is None and at - times.started <= PENDING_LIFE


def as_kept(email: str) -> str:
    """An address in the one form it is kept, looked up and counted in, however it was typed."""
    folded = unicodedata.normalize("NFC", email).casefold()
    return unicodedata.normalize("NFC", folded).strip()
