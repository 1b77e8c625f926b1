"""Free hours in a week: when somebody can be met, by the clock on the wall of their place. Pure.

«Not known» is ``None``, never an empty week: ``NEVER`` says that somebody has no free hour.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

DAY = 24 * 60
WEEK = 7
MOST_A_DAY = 6
ALL_DAYS = frozenset(range(WEEK))
MIDNIGHT = "24:00"


class Window(NamedTuple):
    """A stretch of one weekday (Monday is 0), in minutes after midnight; ``end`` is not in it."""

    weekday: int
    start: int
    end: int

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Hours:
    """The free hours of a week: windows in order that neither overlap nor touch."""

    windows: tuple[Window, ...] = ()

    @classmethod
    def of(cls, windows: Iterable[Sequence[int]]) -> "Hours":
        """Windows in any order, those that overlap or touch made one.

        Raises ``ValueError`` for a day that is none, an end that is not after the start, and
        more than ``MOST_A_DAY`` windows left on a day.
        """
        merged: list[Window] = []
        for window in sorted(_sound(*window) for window in windows):
            last = merged[-1] if merged else None
            if last and last.weekday == window.weekday and window.start <= last.end:
                merged[-1] = last._replace(end=max(last.end, window.end))
            else:
                merged.append(window)
        hours = cls(tuple(merged))
        if any(len(hours.on(day)) > MOST_A_DAY for day in ALL_DAYS):
            raise ValueError("too many windows on a day")
        return hours

    def on(self, weekday: int) -> tuple[Window, ...]:
        """The windows of one weekday."""
        return tuple(window for window in self.windows if window.weekday == weekday)

    @property
    def minutes(self) -> int:
        """All free minutes of a week."""
        return sum(window.minutes for window in self.windows)

    def merged(self, other: "Hours") -> "Hours":
        """When either is free."""
        return Hours.of((*self.windows, *other.windows))

    def shared(self, other: "Hours") -> "Hours":
        """When both are free."""
        return Hours(
            tuple(
                Window(one.weekday, max(one.start, two.start), min(one.end, two.end))
                for one in self.windows
                for two in other.windows
                if one.weekday == two.weekday and max(one.start, two.start) < min(one.end, two.end)
            )
        )

    def free_for(self, minutes: int, days: Collection[int] = ALL_DAYS) -> tuple[Window, ...]:
        """The windows on some weekdays that are at least so many minutes long."""
        return tuple(
            window
            for window in self.windows
            if window.weekday in days and window.minutes >= minutes
        )

    def openings(self, minutes: int) -> int:
        """Every minute of the week at which so many free minutes begin, as the bits of a number.

        Two people share a window at least so long exactly where their openings have a bit in
        common: comparing many pairs this way costs next to nothing.
        """
        bits = 0
        for window in self.free_for(minutes):
            begins = window.weekday * DAY + window.start
            bits |= ((1 << (window.minutes - minutes + 1)) - 1) << begins
        return bits

    def contains(self, start: datetime, end: datetime) -> bool:
        """Whether a stretch by the clock at the place is free from beginning to end.

        What goes over midnight is looked at day by day.
        """
        return all(self._holds(part) for part in _by_day(start, end))

    def _holds(self, part: Window) -> bool:
        same = self.on(part.weekday)
        return any(window.start <= part.start and part.end <= window.end for window in same)


NEVER = Hours()


def _sound(weekday: int, start: int, end: int) -> Window:
    if weekday not in ALL_DAYS or not 0 <= start < end <= DAY:
        raise ValueError("no stretch of a day")
    return Window(weekday, start, end)


def _by_day(start: datetime, end: datetime) -> list[Window]:
    """A stretch in pieces that end at midnight; the zone, if any, is left aside."""
    parts, here, last = [], start.replace(tzinfo=None), end.replace(tzinfo=None)
    while here < last:
        midnight = here.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        until = min(last, midnight)
        begun = here.hour * 60 + here.minute
        # A second that has begun is a minute that is needed.
        needed = -(-int((until - here).total_seconds()) // 60)
        parts.append(Window(here.weekday(), begun, min(DAY, begun + needed)))
        here = until
    return parts


def kept(hours: Hours | None) -> list[list[int]] | None:
    """As a JSON column keeps them: [weekday, start, end] for each window; None is not known."""
    return None if hours is None else [list(window) for window in hours.windows]


def hours_of(column: Iterable[Any] | None) -> Hours | None:
    """What ``kept`` made. Raises ``ValueError`` where it is nothing of the kind."""
    if column is None:
        return None
    try:
        return Hours.of([int(part) for part in window] for window in column)
    except (TypeError, ValueError):
        raise ValueError("no hours of a week") from None


def days_alike(hours: Hours) -> list[tuple[list[int], list[Window]]]:
    """Weekdays that have the same windows, together, by their first day."""
    alike: dict[tuple[tuple[int, int], ...], list[int]] = defaultdict(list)
    for day in range(WEEK):
        if windows := hours.on(day):
            alike[tuple((window.start, window.end) for window in windows)].append(day)
    return [(days, list(hours.on(days[0]))) for days in alike.values()]


def clock_of(minute: int) -> str:
    """«14:05» for a minute of the day; the end of a day is «24:00»."""
    return MIDNIGHT if minute == DAY else f"{minute // 60:02d}:{minute % 60:02d}"
