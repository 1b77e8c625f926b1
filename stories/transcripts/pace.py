"""How long it will take still, from what this recording's own windows took. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FEWEST = 1  # windows that have to be measured before anything is said


@dataclass(frozen=True, slots=True)
class Pace:
    """``spent`` seconds went by while ``windows`` windows were written; pauses do not count."""

    spent: float = 0.0
    windows: int = 0

    def after(self, seconds: float) -> "Pace":
        """With one more window that took so long."""
        return Pace(self.spent + max(seconds, 0.0), self.windows + 1)

    def kept(self) -> dict[str, Any]:
        """For the work's memory."""
        return {"spent": round(self.spent, 3), "paced": self.windows}


def pace_from(memory: Mapping[str, Any]) -> Pace:
    """The pace as `Pace.kept` gave it; nothing measured yet if it is not there."""
    return Pace(float(memory.get("spent", 0.0)), int(memory.get("paced", 0)))


def seconds_left(pace: Pace, windows_left: int) -> float | None:
    """Seconds until the end at this pace; None before anything was measured."""
    if pace.windows < FEWEST:
        return None
    return pace.spent / pace.windows * max(windows_left, 0)


@dataclass(frozen=True, slots=True)
class Roughly:
    """A time as people say it: whole minutes, or else whole hours; both 0 for «in a moment»."""

    minutes: int = 0
    hours: int = 0


A_MOMENT = 0.75
STEPS = ((10.5, 1), (32.5, 5), (105.0, 15))
"""Up to so many minutes a time is told in steps of so many."""


def roughly(seconds: float) -> Roughly:
    """To the minute up to ten, then to five, then to a quarter; from two hours on to the hour."""
    minutes = seconds / 60
    if minutes < A_MOMENT:
        return Roughly()
    for below, step in STEPS:
        if minutes < below:
            return Roughly(minutes=max(1, _nearest(minutes / step) * step))
    return Roughly(hours=max(2, _nearest(minutes / 60)))


def _nearest(value: float) -> int:
    return math.floor(value + 0.5)
