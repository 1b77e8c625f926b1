"""What is looked after each minute: rooms tell, the worker's round goes through it."""

from collections.abc import Callable

import structlog

from stories.foundation.db import unit_of_work

log = structlog.get_logger()
Chore = Callable[[], object]
_chores: list[Chore] = []


def tell(chore: Chore) -> None:
    """A room adds something small to be done, once; it runs in a unit of its own."""
    if chore not in _chores:
        _chores.append(chore)


def go() -> None:
    """Do every chore; one that fails keeps no other from being done."""
    for chore in _chores:
        try:
            with unit_of_work():
                chore()
        except Exception:
            log.exception("chore_failed", chore=getattr(chore, "__qualname__", "?"))
