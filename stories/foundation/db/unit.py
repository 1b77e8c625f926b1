"""One unit of work per request, job or command: one commit, and effects that follow it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

import structlog

log = structlog.get_logger()
Effect = Callable[[], object]


@dataclass
class Unit:
    """The running unit: whether it writes, whether it failed, what follows it."""

    write: bool
    failed: bool = False
    broken: bool = False
    at_last: list[Effect] = field(default_factory=list)
    on_commit: list[Effect] = field(default_factory=list)
    on_refusal: list[Effect] = field(default_factory=list)
    always: list[Effect] = field(default_factory=list)

    def fail(self) -> None:
        """Nothing of this unit is kept, although no exception was raised."""
        self.failed = True

    def effects(self) -> list[Effect]:
        """What follows the unit, in order."""
        if self.broken:
            return self.always
        kept = self.on_commit if self.write else []
        return (self.on_refusal if self.failed else kept) + self.always


_current: ContextVar[Unit | None] = ContextVar("unit", default=None)


def is_writing() -> bool:
    """Whether the running unit may write; outside any unit the answer is yes, to be safe."""
    unit = _current.get()
    return unit.write if unit else True


def in_writing_unit() -> bool:
    """Whether a unit runs that will be committed."""
    unit = _current.get()
    return unit is not None and unit.write


@contextmanager
def unit_of_work(*, write: bool = True) -> Iterator[Unit]:
    """Run a block as one transaction: committed if it ends well, else rolled back.

    A unit inside a unit joins the outer one. A reading unit is always rolled back, so a writing
    one inside it would lose what it wrote and is refused.
    """
    outer = _current.get()
    if outer is not None:
        if write and not outer.write:
            raise RuntimeError("A writing unit of work cannot stand inside a reading one.")
        yield outer
        return
    unit = Unit(write)
    try:
        with _transaction(unit):
            yield unit
    finally:
        _follow(unit.effects())


@contextmanager
def _transaction(unit: Unit) -> Iterator[None]:
    from stories.foundation.db.base import db

    token = _current.set(unit)
    try:
        yield
        if unit.write and not unit.failed:
            for effect in unit.at_last:
                effect()
            db.session.commit()
    except BaseException:
        unit.failed = unit.broken = True
        raise
    finally:
        db.session.remove()  # rolls back whatever was not committed
        _current.reset(token)


def before_commit(effect: Effect) -> None:
    """Do this inside the unit, as the last thing before its commit; what it raises stops that."""
    unit = _current.get()
    if unit is None:
        raise RuntimeError("Only a unit of work has a commit to come before.")
    unit.at_last.append(effect)


def after_commit(effect: Effect) -> None:
    """Do this once the unit is safely in the database; dropped if the unit fails."""
    unit = _current.get()
    if unit is None:
        effect()
    else:
        unit.on_commit.append(effect)


def after_refusal(effect: Effect) -> None:
    """Do this if the unit is called failed but its answer goes out (a refused form's page)."""
    unit = _current.get()
    if unit is not None:
        unit.on_refusal.append(effect)


def after_unit(effect: Effect) -> None:
    """Do this when the unit is over, kept or not (counting a failed attempt, noting a view)."""
    unit = _current.get()
    if unit is None:
        effect()
    else:
        unit.always.append(effect)


def _follow(effects: list[Effect]) -> None:
    for effect in effects:
        try:
            effect()
        except Exception:
            # The row is the truth: a lost wake-up is found again by the worker's round.
            log.exception("after_commit_failed", effect=getattr(effect, "__qualname__", "?"))
