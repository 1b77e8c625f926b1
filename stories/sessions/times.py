"""From the clock on a wall to UTC and back. Pure (DOMAIN S10)."""

import enum
import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONES = (
    "Asia/Almaty",
    "Asia/Aqtau",
    "Asia/Aqtobe",
    "Asia/Atyrau",
    "Asia/Oral",
    "Asia/Qostanay",
    "Asia/Qyzylorda",
    "Asia/Bishkek",
    "Asia/Tashkent",
    "Europe/Istanbul",
    "Europe/Moscow",
    "Europe/Berlin",
)
YEARS_BACK, YEARS_AHEAD = 5, 2
MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
MONTHS_NEAR = 10 * 12


class OddTime(enum.StrEnum):
    """Why a wall clock's time is no moment."""

    SKIPPED = "skipped"
    TWICE = "twice"


def to_utc(day: date, clock: time, zone: str) -> datetime | OddTime:
    """The moment a wall clock shows a time, or why there is none or are two of them.

    ``zone`` is an IANA name. Clocks that are set forward skip an hour, set back repeat one.
    """
    place = ZoneInfo(zone)
    first = datetime.combine(day, clock, place)
    moment = first.astimezone(UTC)
    if moment.astimezone(place).replace(tzinfo=None) != first.replace(tzinfo=None):
        return OddTime.SKIPPED
    if first.utcoffset() != first.replace(fold=1).utcoffset():
        return OddTime.TWICE
    return moment


def local(moment: datetime, zone: str) -> datetime:
    """A moment as the clock at the place shows it."""
    return moment.astimezone(ZoneInfo(zone))


def day_of(moment: datetime, zone: str) -> date:
    """The calendar day of a moment at the place."""
    return local(moment, zone).date()


def within_reach(day: date, today: date) -> bool:
    """A session is planned at most two years ahead and entered at most five years late."""
    return today.year - YEARS_BACK <= day.year and day <= _years_later(today, YEARS_AHEAD)


def _years_later(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))


def week_of(day: date) -> list[date]:
    """Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=place) for place in range(7)]


def weeks_of(first: date) -> list[list[date]]:
    """The whole weeks that hold a month; ``first`` is its first day."""
    last = shift_month(first, 1) - timedelta(days=1)
    days = [*week_of(first)]
    while days[-1] < last:
        days += week_of(days[-1] + timedelta(days=1))
    return [days[place : place + 7] for place in range(0, len(days), 7)]


def shift_month(first: date, months: int) -> date:
    """The first day of the month so many months later (or earlier)."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def read_month(text: str, today: date) -> date | None:
    """The first day of «2026-11»; None for nonsense and for months beyond ten years."""
    match = MONTH.fullmatch(text.strip())
    if match is None:
        return None
    year, month = int(match[1]), int(match[2])
    far = abs((year - today.year) * 12 + month - today.month) > MONTHS_NEAR
    return None if far or not 1 <= month <= 12 else date(year, month, 1)  # noqa: PLR2004


def span(first: date, last: date) -> tuple[datetime, datetime]:
    """Moments that surely hold both days and all between, whatever the zone of a place."""
    margin = timedelta(hours=14)
    start = datetime.combine(first, time(), UTC) - margin
    return start, datetime.combine(last, time(), UTC) + timedelta(days=1) + margin
