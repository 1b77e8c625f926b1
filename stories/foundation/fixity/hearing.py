"""Rooms that want to hear of each look at their files."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from stories.foundation.fixity.looking import Found


@dataclass(frozen=True)
class Heard:
    """A look at a file: its key, the table and row that name it, and what was found."""

    key: str
    source: str
    row_id: uuid.UUID
    organisation_id: uuid.UUID
    found: Found


Ear = Callable[[Heard], object]
_ears: list[Ear] = []


def hear(ear: Ear) -> None:
    """A room wants to hear, once; it is told inside the unit that keeps the finding."""
    if ear not in _ears:
        _ears.append(ear)


def tell(heard: Heard) -> None:
    """Tell every room."""
    for ear in _ears:
        ear(heard)
