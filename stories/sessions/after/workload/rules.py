"""Months, quarters and years, and how counts become bars. Pure."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta

from stories.sessions.times import shift_month

FULL = 84.0  # per cent of the picture's width for the longest bar; the rest is its number's


class Span(enum.StrEnum):
    """How long a stretch of time is looked at."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}


@dataclass(frozen=True)
class Stretch:
    """A whole month, quarter or year, by its first day."""

    span: Span
    first: date

    @classmethod
    def around(cls, span: Span, day: date) -> "Stretch":
        """The one that holds a day."""
        months = MONTHS[span]
        month = (day.month - 1) // months * months + 1
        return cls(span, date(day.year, month, 1))

    @property
    def last(self) -> date:
        return self.shifted(1).first - timedelta(days=1)

    @property
    def quarter(self) -> int:
        return (self.first.month - 1) // 3 + 1

    def shifted(self, by: int) -> "Stretch":
        """So many stretches later, or earlier."""
        return Stretch(self.span, shift_month(self.first, by * MONTHS[self.span]))


@dataclass(frozen=True)
class Load:
    """What is counted of a facilitator. ``coming`` are sessions neither held nor cancelled."""

    coming: int = 0
    held: int = 0
    cancelled: int = 0
    minutes: int = 0
    people: int = 0
    lacking: int = 0
    follow_ups: int = 0

    def __add__(self, other: "Load") -> "Load":
        names = (item.name for item in fields(self))
        return Load(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def planned(self) -> int:
        """Every session that was planned and not cancelled."""
        return self.coming + self.held

    @property
    def sessions(self) -> int:
        return self.planned + self.cancelled


@dataclass(frozen=True)
class Piece:
    """A piece of a bar, in per cent of the picture's width."""

    kind: str
    start: float
    width: float


@dataclass(frozen=True)
class Bar:
    """A facilitator's sessions as a bar: held, still to come, cancelled."""

    name: str
    count: int
    pieces: tuple[Piece, ...] = field(default=())

    @property
    def end(self) -> float:
        """Where the bar ends."""
        return max((one.start + one.width for one in self.pieces), default=0.0)


def bars(loads: Sequence[tuple[str, Load]]) -> list[Bar]:
    """One bar each; the longest takes the whole room there is."""
    most = max((load.sessions for _name, load in loads), default=0)
    return [Bar(name, load.sessions, _pieces(load, most)) for name, load in loads]


def _pieces(load: Load, most: int) -> tuple[Piece, ...]:
    found, start = [], 0.0
    counts = (("held", load.held), ("coming", load.coming), ("cancelled", load.cancelled))
    for kind, count in counts:
        width = count * FULL / most if most else 0.0
        if count:
            found.append(Piece(kind, round(start, 2), round(width, 2)))
        start += width
    return tuple(found)
