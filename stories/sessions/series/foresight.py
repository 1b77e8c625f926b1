"""What a series would be before it is kept: each session with what stands against it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from stories.foundation import clock
from stories.sessions.filling import booking_for, taken
from stories.sessions.plans import Plan
from stories.sessions.rules import Overlap
from stories.sessions.series.days_off import DayOff, day_off
from stories.sessions.series.rules import Repeat, expand, key_of, rule_of
from stories.sessions.times import OddTime, local, to_utc


@dataclass(frozen=True)
class Foreseen:
    """One session to be: its time on the wall, the moment, and why it may not be.

    ``starts_at`` is None and ``odd`` says why where the clock on the wall shows no such time.
    """

    key: str
    wall: datetime
    starts_at: datetime | None
    odd: OddTime | None = None
    overlaps: list[Overlap] = field(default_factory=list)
    off: DayOff | None = None
    past: bool = False

    @property
    def blocked(self) -> bool:
        return self.odd is not None or bool(self.overlaps)


def foresee(plan: Plan, repeat: Repeat, owner: uuid.UUID) -> list[Foreseen]:
    """Every session a plan would become, earliest first; raises BadRule.

    ``plan.starts_at`` is the first; ``owner`` is the organisation they would belong to.
    """
    starts = local(plan.starts_at, plan.zone).replace(tzinfo=None)
    walls = expand(rule_of(repeat, starts), starts)
    moments = {wall: to_utc(wall.date(), wall.time(), plan.zone) for wall in walls}
    real = {wall: each for wall, each in moments.items() if isinstance(each, datetime)}
    against = _against(plan, real, owner)
    return [_foreseen(wall, moments[wall], against.get(wall, [])) for wall in walls]


def _against(
    plan: Plan, moments: dict[datetime, datetime], owner: uuid.UUID
) -> dict[datetime, list[Overlap]]:
    ids = {wall: uuid.uuid4() for wall in moments}
    batch = {
        ids[wall]: booking_for(replace(plan, starts_at=moment), owner, ids[wall])
        for wall, moment in moments.items()
    }
    found = taken(batch)
    return {wall: found[ids[wall]] for wall in moments if ids[wall] in found}


def _foreseen(wall: datetime, moment: datetime | OddTime, overlaps: list[Overlap]) -> Foreseen:
    odd = moment if isinstance(moment, OddTime) else None
    starts_at = moment if isinstance(moment, datetime) else None
    past = starts_at is not None and starts_at < clock.now()
    return Foreseen(key_of(wall), wall, starts_at, odd, overlaps, day_off(wall.date()), past)


def kept_of(foreseen: Iterable[Foreseen], left_out: Iterable[str]) -> list[Foreseen]:
    """Those that are not left out."""
    out = set(left_out)
    return [each for each in foreseen if each.key not in out]
