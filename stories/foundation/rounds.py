"""What is looked after each minute: rooms tell, the worker's round goes through it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

from stories.foundation.db import unit_of_work

log = structlog.get_logger()
Chore = Callable[[], object]
_chores: list[Chore] = []
_long: list[Chore] = []


def tell(chore: Chore) -> None:
    """A room adds something small to be done, once; it runs in a unit of its own."""
    if chore not in _chores:
        _chores.append(chore)


def tell_long(chore: Chore) -> None:
    """Add something that talks to the outside, once; it comes last and keeps its own units."""
    if chore not in _long:
        _long.append(chore)


def go() -> None:
    """Do every chore; one that fails keeps no other from being done."""
    for chore in _chores:
        with _watched(chore), unit_of_work():
            chore()
    for chore in _long:
        with _watched(chore):
            chore()


@contextmanager
def _watched(chore: Chore) -> Iterator[None]:
    try:
        yield
    except Exception:
        log.exception("chore_failed", chore=getattr(chore, "__qualname__", "?"))
