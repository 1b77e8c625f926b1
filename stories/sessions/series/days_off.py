"""Days on which schools and offices of Kazakhstan are closed. Pure, and told, never forbidden.

Public holidays come from the library ``holidays``; days the government moves at short notice may
be missing there. School holidays are our own table: for 2025/26 by the order of the Minister of
Education of 5 August 2025 on the beginning, length and holidays of the school year (1 September
to 25 May; first forms have a further week, 9–15 February 2026, which is not entered, for older
children are at school). A later school year is entered once its order is out; until then the
pages say that it is not known.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache


class Break(enum.StrEnum):
    """Which holidays of the school year."""

    AUTUMN = "autumn"
    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"


@dataclass(frozen=True)
class Stretch:
    """Days in a row, the last one included."""

    kind: Break
    first: date
    last: date


# by the calendar year in which a school year begins
SCHOOL_YEARS: dict[int, tuple[Stretch, ...]] = {
    2025: (
        Stretch(Break.AUTUMN, date(2025, 10, 27), date(2025, 11, 2)),
        Stretch(Break.WINTER, date(2025, 12, 29), date(2026, 1, 7)),
        Stretch(Break.SPRING, date(2026, 3, 19), date(2026, 3, 29)),
        Stretch(Break.SUMMER, date(2026, 5, 26), date(2026, 8, 31)),
    ),
}
SEPTEMBER = 9


@dataclass(frozen=True)
class DayOff:
    """Why a day is a day off: a public holiday by its English name, or a school holiday."""

    public: str = ""
    school: Break | None = None
    estimated: bool = False


def school_year_of(day: date) -> int:
    """The calendar year in which the school year of a day began."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def school_known(day: date) -> bool:
    """Whether the school holidays around a day are known."""
    return school_year_of(day) in SCHOOL_YEARS


def unknown_years(days: Iterable[date]) -> list[int]:
    """School years among some days whose holidays are not known yet, by their first year."""
    return sorted({school_year_of(day) for day in days if not school_known(day)})


def day_off(day: date) -> DayOff | None:
    """What keeps people from coming on a day; None on an ordinary one."""
    name = _public(day.year).get(day, "")
    school = _school(day)
    if not name and school is None:
        return None
    plain = name.partition(" (")[0]
    return DayOff(plain, school, estimated=name.endswith("(estimated)"))


@lru_cache(maxsize=16)
def _public(year: int) -> dict[date, str]:
    from holidays import country_holidays

    return dict(country_holidays("KZ", years=year, language="en_US"))


def _school(day: date) -> Break | None:
    for stretch in SCHOOL_YEARS.get(school_year_of(day), ()):
        if stretch.first <= day <= stretch.last:
            return stretch.kind
    return None
