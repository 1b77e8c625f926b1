"""The only place that asks what time it is, so that rules stay pure and tests can hold it still."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HOME_ZONE = "Asia/Almaty"  # UTC+5 since 2024-03-01, UTC+6 before (DOMAIN S10)


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def today(zone: str = HOME_ZONE) -> date:
    """The calendar day at a place; ``zone`` is an IANA name."""
    return now().astimezone(ZoneInfo(zone)).date()
