"""A time zone as a calendar file tells it (RFC 5545, 3.6.5): every change of the clock by itself.

Pure. Written from the time-zone data that the sessions' own hours come from, so that no reader has
to know when Kazakhstan changed its clocks (DOMAIN S10).
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@lru_cache(maxsize=64)
def vtimezone(zone: str, first: int, last: int) -> "Timezone":
    """The zone from the beginning of one year to the end of another."""
    from icalendar import Timezone

    place, found = ZoneInfo(zone), Timezone()
    found.add("tzid", zone)
    start = datetime(first, 1, 1, tzinfo=UTC)
    found.add_component(_observance(place, start, start))
    for moment in changes(place, start, datetime(last + 1, 1, 1, tzinfo=UTC)):
        found.add_component(_observance(place, moment - SECOND, moment))
    return found


def changes(place: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The moments (UTC, to the second) at which a zone's clock is set."""
    day = start
    while day < end:
        if _sign(place, day) != _sign(place, day + DAY):
            yield _between(place, day, day + DAY)
        day += DAY


def _sign(place: ZoneInfo, moment: datetime) -> tuple[object, ...]:
    local = moment.astimezone(place)
    return local.utcoffset(), local.dst(), local.tzname()


def _between(place: ZoneInfo, before: datetime, after: datetime) -> datetime:
    old = _sign(place, before)
    while after - before > SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if _sign(place, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _observance(
    place: ZoneInfo, before: datetime, at: datetime
) -> "TimezoneStandard | TimezoneDaylight":
    from icalendar import TimezoneDaylight, TimezoneStandard

    old, new = before.astimezone(place), at.astimezone(place)
    offset = old.utcoffset() or timedelta()
    part = TimezoneDaylight() if new.dst() else TimezoneStandard()
    # The clock that is about to be set says when (RFC 5545: DTSTART in TZOFFSETFROM).
    part.add("dtstart", (at + offset).replace(tzinfo=None))
    part.add("tzoffsetfrom", offset)
    part.add("tzoffsetto", new.utcoffset() or timedelta())
    part.add("tzname", new.tzname() or str(new.utcoffset()))
    return part
