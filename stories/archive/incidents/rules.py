"""The clock of a breach, and which requests wait. Pure (DOMAIN X9; KZ 94-V Art. 25)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from stories.foundation.clock import HOME_ZONE

SATURDAY = 5
SOON = timedelta(days=3)  # a request whose answer is due within these days waits


def works(day: date) -> bool:
    """Whether offices of Kazakhstan work on a day: Monday to Friday, no public holiday."""
    from holidays import country_holidays

    return day.weekday() < SATURDAY and day not in country_holidays("KZ", years=day.year)


def due(noticed_at: datetime) -> datetime:
    """When a breach must have been told: the end of the working day after it was noticed."""
    home = ZoneInfo(HOME_ZONE)
    day = noticed_at.astimezone(home).date() + timedelta(days=1)
    while not works(day):
        day += timedelta(days=1)
    midnight = datetime.combine(day + timedelta(days=1), time(), home)
    return midnight.astimezone(UTC)


def hours_left(noticed_at: datetime, now: datetime) -> int:
    """Whole hours until then; below nought once it is over."""
    return int((due(noticed_at) - now) / timedelta(hours=1) // 1)


def presses(due_on: date | None, today: date) -> bool:
    """Whether a request's answer is due within days, or is overdue."""
    return due_on is not None and due_on - today <= SOON
