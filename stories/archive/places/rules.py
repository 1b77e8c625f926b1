"""Figures of places that give nobody away: small cells go, and what would lead back to them. Pure.

Cells under five are suppressed (DOMAIN, figures the field trusts). A table with sums needs more: a
sum minus what is shown gives a hidden cell back, so a second one is hidden beside it, and where
that is not enough the sum itself.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from stories.archive.rules import LEAST_CELL

Hidden = set[int]


class Period(enum.StrEnum):
    """Which sessions count."""

    ALL = "all"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


def first_day(period: Period, today: date) -> date | None:
    """The day a period begins that holds today; None for all time."""
    months = {Period.YEAR: 1, Period.QUARTER: 3 * ((today.month - 1) // 3) + 1}
    if period is Period.ALL:
        return None
    return today.replace(day=1, month=months.get(period, today.month))


@dataclass(frozen=True)
class Counts:
    """What is counted of a place; ``expected`` and ``came`` are seats of sessions held."""

    elders: int = 0
    youth: int = 0
    planned: int = 0
    held: int = 0
    cancelled: int = 0
    minutes: int = 0
    expected: int = 0
    came: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        names = (item.name for item in fields(self))
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in names})


OF_PEOPLE = ("elders", "youth", "expected")  # what would give somebody away


@dataclass(frozen=True)
class Line:
    """One line of the table; ``hidden`` names the counts that are not told."""

    name: str
    counts: Counts
    hidden: frozenset[str] = frozenset()

    def told(self, name: str) -> int | None:
        """A count as it may be told; None stands for one that is kept back."""
        return None if name in self.hidden else int(getattr(self.counts, name))

    @property
    def attendance(self) -> float | None:
        """Who came of those expected, between 0 and 1; None where it is not told."""
        if "expected" in self.hidden or not self.counts.expected:
            return None
        return self.counts.came / self.counts.expected


@dataclass(frozen=True)
class Region:
    """A region with its sum, and the places in it."""

    whole: Line
    places: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Figures:
    """The whole table."""

    whole: Line
    regions: tuple[Region, ...] = field(default=())


def small(value: int) -> bool:
    """Whether a count is too small to be told; nought is told."""
    return 0 < value < LEAST_CELL


def kept_back(cells: Sequence[int], forced: Hidden | None = None) -> tuple[Hidden, bool]:
    """Which cells of a sum are hidden, and whether the sum must be hidden too.

    With the sum told, what is hidden adds up to a known number: one hidden cell would be that
    number, and if it is no more than one for each, every hidden cell would be one.
    """
    hidden = {at for at, value in enumerate(cells) if small(value)} | (forced or set())
    if not hidden:
        return hidden, False
    for at in sorted(range(len(cells)), key=lambda at: cells[at]):
        if _vague(cells, hidden):
            return hidden, small(sum(cells))
        if cells[at] and at not in hidden:
            hidden.add(at)
    return hidden, not _vague(cells, hidden) or small(sum(cells))


def _vague(cells: Sequence[int], hidden: Hidden) -> bool:
    real = [cells[at] for at in hidden if cells[at]]
    return len(real) > 1 and sum(real) > len(real)


def tabled(by_region: Mapping[str, Mapping[str, Counts]]) -> Figures:
    """The table of regions and the places in them, with everything kept back that must be."""
    regions = [(name, list(places.items())) for name, places in by_region.items()]
    sums = [_sum(counts for _place, counts in places) for _name, places in regions]
    hidden = {name: _hidden(name, regions, sums) for name in OF_PEOPLE}
    lines = tuple(
        Region(
            Line(name, sums[at], _names(hidden, (at, None))),
            tuple(
                Line(place, counts, _names(hidden, (at, each)))
                for each, (place, counts) in enumerate(places)
            ),
        )
        for at, (name, places) in enumerate(regions)
    )
    return Figures(Line("", _sum(sums), _names(hidden, (None, None))), lines)


Cell = tuple[int | None, int | None]  # region and place in it; None for their sum
Places = list[tuple[str, Counts]]


def _sum(counts: object) -> Counts:
    return sum(counts, Counts())  # type: ignore[call-overload, no-any-return]


def _names(hidden: Mapping[str, set[Cell]], cell: Cell) -> frozenset[str]:
    return frozenset(name for name, cells in hidden.items() if cell in cells)


def _hidden(name: str, regions: list[tuple[str, Places]], sums: list[Counts]) -> set[Cell]:
    found: set[Cell] = set()
    forced: Hidden = set()
    for at, (_region, places) in enumerate(regions):
        cells, whole = kept_back([getattr(counts, name) for _place, counts in places])
        found |= {(at, each) for each in cells}
        if whole:
            forced.add(at)
    cells, whole = kept_back([getattr(one, name) for one in sums], forced)
    for at in cells:
        found.add((at, None))
        # A hidden sum must not be put together again from what is told of its places.
        found |= {(at, each) for each in range(len(regions[at][1]))}
    return found | ({(None, None)} if whole else set())
