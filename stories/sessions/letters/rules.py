"""Which letter is due to one receiver of one session. Pure: no clock, no database.

What somebody knows is what they were told last, or what a confirmed session promised them. A
reminder is promised when the session is confirmed and sent in its time; when what is known no
longer holds, that is told instead.
"""

import enum
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from stories.sessions.models import SessionState

WEEK, DAY = timedelta(days=7), timedelta(days=1)
TOO_LATE_FOR_THE_WEEK = timedelta(days=2)  # the day's reminder follows soon enough
SETTLED = timedelta(minutes=5)  # somebody who plans often changes things twice
PRINT = 16  # signs of a digest


class Kind(enum.StrEnum):
    """What a letter is about."""

    WEEK = "sessions.week"
    DAY = "sessions.day"
    MOVED = "sessions.moved"
    CANCELLED = "sessions.cancelled"


PROMISED = frozenset({Kind.WEEK, Kind.DAY})
TAKES_PLACE = frozenset({SessionState.PLANNED, SessionState.CONFIRMED})


class Way(enum.StrEnum):
    """What became of a letter."""

    WAITING = "waiting"
    GONE = "gone"  # handed over, whatever the answer
    OVERTAKEN = "overtaken"
    LOST = "lost"  # it never left, or was refused


@dataclass(frozen=True)
class Appointment:
    """When and where: what a letter tells of a session."""

    starts_at: datetime
    minutes: int
    zone: str
    place: str

    @property
    def print(self) -> str:
        """A short digest: the same as long as a guest has to be at the same place and hour."""
        told = f"{self.starts_at:%Y%m%dT%H%M%S%z}|{self.minutes}|{self.zone}|{self.place}"
        return hashlib.sha256(told.encode()).hexdigest()[:PRINT]


@dataclass(frozen=True)
class Told:
    """A letter that was put down earlier; ``at`` is the beginning it named."""

    kind: Kind
    print: str
    at: datetime
    way: Way


@dataclass(frozen=True)
class Due:
    """A letter to put down; it is not sent before its time."""

    kind: Kind
    not_before: datetime
    at: datetime


def known(told: Sequence[Told]) -> Told | None:
    """What a receiver goes by: the last letter that left, or what was promised since."""
    return next((one for one in reversed(told) if _counts(one)), None)


def _counts(one: Told) -> bool:
    if one.way is Way.GONE:
        return True
    return one.kind in PROMISED and one.way in {Way.WAITING, Way.OVERTAKEN}


def due(
    state: SessionState, now_is: Appointment, told: Sequence[Told], at: datetime, *, invited: bool
) -> Iterator[Due]:
    """What is to be put down. ``told`` is in order; ``invited`` says who still takes part."""
    knows = known(told)
    if state is SessionState.CANCELLED or not invited:
        if knows and knows.kind is not Kind.CANCELLED and knows.at > at:
            yield from _once(Due(Kind.CANCELLED, at, knows.at), told, knows.print)
        return
    if state not in TAKES_PLACE:
        return
    here = now_is.print
    corrects = knows is not None and (knows.print != here or knows.kind is Kind.CANCELLED)
    if knows and corrects and max(knows.at, now_is.starts_at) > at:
        yield from _once(Due(Kind.MOVED, at, now_is.starts_at), told, here)
        if not _lost(told, here):
            return  # the reminders of the new hour follow once it is told
    if state is SessionState.CONFIRMED and now_is.starts_at > at:
        yield from _promises(now_is, told, at, fresh=_moved_here(told, here))


def _lost(told: Sequence[Told], here: str) -> bool:
    moves = [one.way for one in told if one.kind is Kind.MOVED and one.print == here]
    return bool(moves) and moves[-1] is Way.LOST


def _moved_here(told: Sequence[Told], here: str) -> bool:
    """Whether the last that left was word of a move to this very hour, or a reminder of it."""
    for one in reversed(told):
        if one.way is Way.GONE and one.kind is Kind.MOVED:
            return one.print == here
    return False


def _promises(
    now_is: Appointment, told: Sequence[Told], at: datetime, *, fresh: bool
) -> Iterator[Due]:
    """Both reminders; one whose time has passed is left out where the move was just told."""
    week, day = now_is.starts_at - WEEK, now_is.starts_at - DAY
    if at < now_is.starts_at - TOO_LATE_FOR_THE_WEEK and not (fresh and at >= week):
        yield from _once(Due(Kind.WEEK, max(week, at), now_is.starts_at), told, now_is.print)
    if not (fresh and at >= day):
        yield from _once(Due(Kind.DAY, max(day, at), now_is.starts_at), told, now_is.print)


def _once(one: Due, told: Sequence[Told], print_: str) -> Iterator[Due]:
    """Nothing that waits, was lost or went out since somebody was last told otherwise."""
    for earlier in reversed(told):
        same = earlier.print == print_ and earlier.kind is one.kind
        if same and earlier.way is not Way.OVERTAKEN:
            return
        if earlier.way is Way.GONE and _otherwise(earlier, one.kind, print_):
            break
    yield one


def _otherwise(earlier: Told, kind: Kind, print_: str) -> bool:
    cancels = (earlier.kind is Kind.CANCELLED) != (kind is Kind.CANCELLED)
    return earlier.print != print_ or cancels


def holds(
    kind: Kind, print_: str, state: SessionState, now_is: Appointment, *, invited: bool
) -> bool:
    """Whether what a letter would say is still so, asked when it is about to leave."""
    if kind is Kind.CANCELLED:
        return state is SessionState.CANCELLED or not invited
    if not invited or print_ != now_is.print:
        return False
    return state is SessionState.CONFIRMED if kind in PROMISED else state in TAKES_PLACE
