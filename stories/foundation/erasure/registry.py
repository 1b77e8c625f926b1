"""Where rooms tell what an erasure touches, and how their answers become one plan."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from stories.foundation.erasure.plan import Deed, Erasing, Plan, Touch
from stories.foundation.erasure.rows import followers, with_files

Planner = Callable[[Erasing], Iterable[Touch]]
Hold = Callable[[uuid.UUID], object | None]
_planners: list[Planner] = []
_holds: list[Hold] = []
_files: dict[str, tuple[str, ...]] = {}


def tell(planner: Planner) -> None:
    """A room adds its planner, once."""
    if planner not in _planners:
        _planners.append(planner)


def hold(reason: Hold) -> None:
    """A room says, in a sentence, why nothing of a person may go just now; None if it may."""
    if reason not in _holds:
        _holds.append(reason)


def held_back(person_id: uuid.UUID) -> object | None:
    """The first sentence that keeps a person's data where they are."""
    return next((why for reason in _holds if (why := reason(person_id)) is not None), None)


def keeps_files(table: str, *columns: str) -> None:
    """A room says which columns of a table hold keys of the blob store."""
    _files[table] = columns


def file_columns() -> dict[str, tuple[str, ...]]:
    """Columns that hold keys of the blob store, by table."""
    return dict(_files)


def plan_for(erasing: Erasing) -> Plan:
    """Everything rooms tell, with whatever hangs on rows that go, in the order of the tables.

    A row that goes needs no other change; of two changes to one row both are made.
    """
    told = [touch for planner in _planners for touch in planner(erasing)]
    gone = followers([touch for touch in told if touch.deed is Deed.DELETE])
    rest: dict[tuple[str, str], Touch] = {}
    for touch in told:
        if touch.name not in gone and touch.deed is not Deed.DELETE:
            rest[touch.name] = _both(rest.get(touch.name), touch)
    touches = [with_files(touch, _files.get(touch.table, ())) for touch in gone.values()]
    return Plan(erasing, tuple(sorted([*touches, *rest.values()], key=_order)))


def _both(one: Touch | None, other: Touch) -> Touch:
    if one is None:
        return other
    # What stays says why, even where its words change.
    why = other.why if other.deed is Deed.KEEP else one.why
    values = {**one.values, **other.values}
    return Touch(one.table, one.key, Deed.CHANGE if values else Deed.KEEP, why, values)


def _order(touch: Touch) -> tuple[Any, ...]:
    return touch.name
