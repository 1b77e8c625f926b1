"""Which days a view of the calendar holds, and where the next one lies. Pure."""

import enum
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from stories.sessions.rules import LONGEST, SHORTEST
from stories.sessions.times import MONTHS_NEAR, shift_month, week_of, weeks_of

AGENDA_DAYS = 14
# How many sessions of a day a view has room for; the others stand behind «and 12 more».
ROOM = {"month": 3, "week": 12, "agenda": 12, "day": 400}


class Step(enum.StrEnum):
    """What a button of the page of moving does; the last two look and keep."""

    EARLIER_DAY = "earlier_day"
    LATER_DAY = "later_day"
    EARLIER = "earlier"
    LATER = "later"
    SHORTER = "shorter"
    LONGER = "longer"
    LOOK = "look"
    KEEP = "keep"


@dataclass(frozen=True)
class Slot:
    """A moment and a length in minutes."""

    starts_at: datetime
    minutes: int


QUARTER = 15
STEPS: dict[Step, tuple[int, int, int]] = {  # days, minutes, and how much longer
    Step.EARLIER_DAY: (-1, 0, 0),
    Step.LATER_DAY: (1, 0, 0),
    Step.EARLIER: (0, -QUARTER, 0),
    Step.LATER: (0, QUARTER, 0),
    Step.SHORTER: (0, 0, -QUARTER),
    Step.LONGER: (0, 0, QUARTER),
}


def stepped(wall: datetime, minutes: int, step: Step) -> tuple[datetime, int]:
    """The time on the wall and the length after a step; a length stays within its bounds."""
    days, later, longer = STEPS.get(step, (0, 0, 0))
    length = min(LONGEST, max(SHORTEST, minutes + longer)) if longer else minutes
    return wall + timedelta(days=days, minutes=later), length


class View(enum.StrEnum):
    """The four ways to look at the calendar."""

    MONTH = "month"
    WEEK = "week"
    AGENDA = "agenda"
    DAY = "day"


@dataclass(frozen=True)
class Page:
    """A view around a day: its days in order, and a day on the pages before and after."""

    view: View
    day: date
    days: tuple[date, ...]
    before: date
    after: date

    def has(self, day: date) -> bool:
        """Whether the page is about a day; a month's grid also shows some beside it."""
        if self.view is View.MONTH:
            return (day.year, day.month) == (self.day.year, self.day.month)
        return self.days[0] <= day <= self.days[-1]


def page_of(view: View, day: date) -> Page:
    """The page of a view that holds a day."""
    if view is View.MONTH:
        first = day.replace(day=1)
        days = tuple(each for week in weeks_of(first) for each in week)
        return Page(view, day, days, shift_month(first, -1), shift_month(first, 1))
    if view is View.WEEK:
        first, length = week_of(day)[0], 7
    else:
        first, length = day, AGENDA_DAYS if view is View.AGENDA else 1
    days = tuple(first + timedelta(days=place) for place in range(length))
    step = timedelta(days=length)
    return Page(view, day, days, first - step, first + step)


def read_view(text: str) -> View | None:
    """A view by its name in the address; a month without one; None for nonsense."""
    try:
        return View(text) if text else View.MONTH
    except ValueError:
        return None


def read_day(text: str, today: date) -> date | None:
    """The day of «2026-11-28»; None for nonsense and for days beyond ten years."""
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-11-28") else None
    except ValueError:
        return None
    if day is None:
        return None
    far = abs((day.year - today.year) * 12 + day.month - today.month) > MONTHS_NEAR
    return None if far else day
