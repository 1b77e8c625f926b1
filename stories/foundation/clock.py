"""The only place that asks what time it is, so that rules stay pure and time can be held still."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HOME_ZONE = "Asia/Almaty"  # UTC+5 since 2024-03-01, UTC+6 before (DOMAIN S10)

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """The present moment, in UTC."""
    return _held.get() or datetime.now(UTC)


def today(zone: str = HOME_ZONE) -> date:
    """The calendar day at a place; ``zone`` is an IANA name."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def held_at(moment: datetime) -> Iterator[None]:
    """Let the block believe it is ``moment`` (aware); the demo's past weeks happen in it."""
    token = _held.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _held.reset(token)
