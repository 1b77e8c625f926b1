"""Where in a whole text the next place is that somebody should look at. Pure."""

import enum
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from stories.transcripts.remarks import remarks_in
from stories.transcripts.rules import doubtful_words
from stories.transcripts.words import FLAGS


class Sought(enum.StrEnum):
    """What is looked for: a word the machine was unsure of, a flag, or a mark people put in."""

    DOUBT = "doubt"
    FLAG = "flag"
    REMARK = "remark"


class Place(Protocol):
    """A segment as far as it says what is to be looked at; ``checked`` silences the machine."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def start_ms(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def words(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def flags(self) -> Sequence[str]: ...
    @property
    def checked_at(self) -> object: ...


def next_place(places: Iterable[Place], what: Sought, after: uuid.UUID | None) -> Place | None:
    """The first segment behind ``after``, in order, that has it; all count where that is gone."""
    rows = list(places)
    behind = next((at + 1 for at, row in enumerate(rows) if row.id == after), 0)
    return next((row for row in rows[behind:] if _has(row, what)), None)


def _has(row: Place, what: Sought) -> bool:
    if what is Sought.REMARK:
        return bool(remarks_in(row.text))
    if row.checked_at is not None:
        return False
    if what is Sought.FLAG:
        return any(flag in FLAGS for flag in row.flags)
    return bool(doubtful_words(list(row.words), row.text))
