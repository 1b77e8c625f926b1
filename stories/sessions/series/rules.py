"""How a series comes again: on the clock on the wall, never without end. Pure (RFC 5545).

The hour on the wall stays the same whatever a zone does meanwhile (DOMAIN S10), so a rule gives
naive times and each becomes a moment by itself.
"""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from dateutil.rrule import rrulestr

MOST, USUAL_TIMES, MOST_INTERVAL = 60, 8, 12
AHEAD = timedelta(days=731)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKS_OF_A_MONTH = 4
DAY = rf"(?:[1-4]|-1)?(?:{'|'.join(DAYS)})"
SHAPE = re.compile(
    rf"FREQ=(WEEKLY|MONTHLY);INTERVAL=([0-9]{{1,2}});BYDAY=({DAY}(?:,{DAY}){{0,6}});COUNT=([0-9]{{1,2}})"
)


class Frequency(enum.StrEnum):
    """How often: by weeks on chosen weekdays, or by months on a weekday such as the second."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Scope(enum.StrEnum):
    """How far a change reaches."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


class BadRule(ValueError):
    """A rule this house does not follow: without an end, too often, too long, or unreadable."""


@dataclass(frozen=True)
class Repeat:
    """What a planner chose. ``weekdays`` count from Monday, 0; ``times`` 1–60."""

    frequency: Frequency = Frequency.WEEKLY
    interval: int = 1
    weekdays: frozenset[int] = frozenset()
    times: int = USUAL_TIMES


def rule_of(repeat: Repeat, starts: datetime) -> str:
    """The rule in RFC 5545's words; a month's weekday is counted, the fifth is «the last»."""
    if repeat.frequency is Frequency.MONTHLY:
        place = (starts.day - 1) // 7 + 1
        days = f"{place if place <= WEEKS_OF_A_MONTH else -1}{DAYS[starts.weekday()]}"
    else:
        chosen = repeat.weekdays or {starts.weekday()}
        days = ",".join(DAYS[each] for each in sorted(chosen))
    how_often = f"FREQ={repeat.frequency.upper()};INTERVAL={repeat.interval}"
    return f"{how_often};BYDAY={days};COUNT={repeat.times}"


def expand(rule: str, starts: datetime) -> list[datetime]:
    """Every time on the wall a rule gives, earliest first; at most sixty, over two years.

    Raises BadRule for anything else, before a rule without end could run away.
    """
    shape = SHAPE.fullmatch(rule)
    if shape is None or not 1 <= int(shape[4]) <= MOST or not 1 <= int(shape[2]) <= MOST_INTERVAL:
        raise BadRule(rule[:80])
    try:
        found = list(islice(rrulestr(rule, dtstart=starts), MOST))
    except (ValueError, OverflowError):
        raise BadRule(rule[:80]) from None
    if not found or found[-1] - starts > AHEAD:
        raise BadRule(rule[:80])
    return found


def with_count(rule: str, times: int) -> str:
    """The same rule with another number of times."""
    return re.sub(r"COUNT=[0-9]+", f"COUNT={max(times, 1)}", rule)


def key_of(wall: datetime) -> str:
    """A time on the wall as it is kept: «2026-12-03T15:00»."""
    return wall.strftime("%Y-%m-%dT%H:%M")


def wall_of(key: str) -> datetime:
    """The time on the wall a key stands for."""
    return datetime.fromisoformat(key[:16])


@dataclass(frozen=True)
class Shift:
    """How a time on the wall moves: by whole days, and to another hour."""

    days: int
    hour: int
    minute: int

    def of(self, wall: datetime) -> datetime:
        """A time moved; its own day decides, its own hour is replaced."""
        return (wall + timedelta(days=self.days)).replace(hour=self.hour, minute=self.minute)


def shift_between(before: datetime, after: datetime) -> Shift:
    """The shift that leads from one time on the wall to another."""
    return Shift((after.date() - before.date()).days, after.hour, after.minute)


def shifted(rule: str, shift: Shift, starts: datetime) -> str:
    """The rule after its times moved; ``starts`` is its first time on the wall since."""
    shape = SHAPE.fullmatch(rule)
    if shape is None or not shift.days:
        return rule
    if shape[1] == "MONTHLY":
        return rule_of(Repeat(Frequency.MONTHLY, int(shape[2]), times=int(shape[4])), starts)
    days = frozenset((DAYS.index(each) + shift.days) % 7 for each in shape[3].split(","))
    return rule_of(Repeat(Frequency.WEEKLY, int(shape[2]), days, int(shape[4])), starts)


# What a planner changes at once, and what of it belongs together.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "when": ("starts_at", "zone"),
    "minutes": ("minutes",),
    "where": ("place", "room", "remote", "travel_minutes", "centre_id"),
    "people": ("narrators", "listeners"),
    "facilitator": ("facilitator_id",),
    "theme": ("theme",),
    "languages": ("languages",),
    "interpreter": ("interpreter",),
    "prompts": ("prompts",),
    "note": ("note",),
}


def changed_groups(before: object, after: object) -> frozenset[str]:
    """What differs between two plans; the order of people, languages and questions is nothing."""
    return frozenset(
        group
        for group, names in GROUPS.items()
        if any(_told(getattr(before, name)) != _told(getattr(after, name)) for name in names)
    )


def _told(value: object) -> object:
    if isinstance(value, tuple):
        return frozenset(value)
    return value.strip() if isinstance(value, str) else value


def own_after(own: frozenset[str], changed: frozenset[str], scope: Scope) -> frozenset[str]:
    """What of a session stays its own after it was changed.

    What was changed for it alone is its own; what all share now is not, but for its day.
    """
    if scope is Scope.THIS:
        return own | changed
    return own - (changed - {"when"})
