"""Which days a view of the calendar holds, and where the next one lies. Pure."""

import enum
from dataclasses import dataclass
from datetime import date, timedelta

from stories.sessions.times import MONTHS_NEAR, shift_month, week_of, weeks_of

AGENDA_DAYS = 14
# How many sessions of a day a view has room for; the others stand behind «and 12 more».
ROOM = {"month": 3, "week": 12, "agenda": 12, "day": 400}


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
