"""What the pages of series draw: a line for each session to be, and for each that is."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flask_babel import gettext as _

from stories.foundation.i18n import day, weekday
from stories.sessions.forms import SKIPPED, TWICE_TIME
from stories.sessions.models import StorytellingSession
from stories.sessions.outside import Free, free_of
from stories.sessions.plans import Plan
from stories.sessions.series.days_off import day_off, unknown_years
from stories.sessions.series.foresight import Foreseen
from stories.sessions.series.words import OWN, day_off_told
from stories.sessions.shown import Tags
from stories.sessions.times import OddTime, day_of
from stories.sessions.views.offering import overlaps_told
from stories.sessions.words import STATES


@dataclass(frozen=True)
class Line:
    """A session to be: its key, when, what stands against it, and what is said of its day."""

    key: str
    when: str
    against: list[str]
    tags: Tags = field(default_factory=list)
    left: bool = False
    outside: str = ""


def lines(plan: Plan, foreseen: Iterable[Foreseen], left_out: Iterable[str]) -> list[Line]:
    """A line for each session to be."""
    out = set(left_out)
    free = free_of(plan)
    return [_line(plan, one, free, left=one.key in out) for one in foreseen]


def _line(plan: Plan, one: Foreseen, free: Free, *, left: bool) -> Line:
    when = f"{weekday(one.wall.date())}, {day(one.wall.date())}, {one.wall:%H:%M}"
    against = overlaps_told(plan, one.overlaps)
    if one.odd:
        against.append(str(SKIPPED if one.odd is OddTime.SKIPPED else TWICE_TIME))
    tags: Tags = [(_("Taken"), "stop")] if one.overlaps else []
    tags += [(_("No such time"), "stop")] if one.odd else []
    tags += [(day_off_told(one.off), "wait")] if one.off else []
    tags += [(_("This day has passed"), "wait")] if one.past else []
    outside = free.told(one.starts_at, plan.minutes, plan.zone) if one.starts_at else ""
    return Line(one.key, when, against, tags, left, outside)


def unknown_told(foreseen: Iterable[Foreseen]) -> list[str]:
    """«2026/27»: school years whose holidays are not known yet."""
    years = unknown_years(one.wall.date() for one in foreseen)
    return [f"{year}/{(year + 1) % 100:02}" for year in years]


def kept_tags(row: StorytellingSession) -> Tags:
    """State, what is its own, and why its day is a day off."""
    word, kind = STATES[row.state]
    found: Tags = [(str(word), kind)]
    found += [(str(OWN[group]), "info") for group in row.own if group in OWN]
    off = day_off(day_of(row.starts_at, row.zone))
    return found + ([(day_off_told(off), "wait")] if off else [])
