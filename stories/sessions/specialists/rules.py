"""Whom a search of the directory finds. Pure."""

from dataclasses import dataclass

from stories.foundation.hours import Hours
from stories.foundation.search import fold
from stories.sessions.specialists.models import Specialist, SpecialistKind

NOON, DAY = 12 * 60, 24 * 60
HALVES = {"morning": (0, NOON), "afternoon": (NOON, DAY)}


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; what is empty is all the same to them. Monday is 0."""

    kind: SpecialistKind | None = None
    centre: str = ""
    region: str = ""
    language: str = ""
    weekday: int | None = None
    half: str = ""


def fits(row: Specialist, wanted: Wanted) -> bool:
    """Whether a specialist is what is looked for. Hours nobody knows fit no day (DOMAIN C7)."""
    return (
        wanted.kind in {None, row.kind}
        and _alike(wanted.centre, row.centre)
        and _alike(wanted.region, row.region)
        and (not wanted.language or wanted.language in row.languages)
        and (wanted.weekday is None or _is_free(row.free, wanted.weekday, wanted.half))
    )


def _alike(wanted: str, here: str) -> bool:
    return not wanted or fold(wanted) == fold(here)


def _is_free(hours: Hours | None, weekday: int, half: str) -> bool:
    first, last = HALVES.get(half, (0, DAY))
    windows = hours.on(weekday) if hours else ()
    return any(window.start < last and window.end > first for window in windows)
