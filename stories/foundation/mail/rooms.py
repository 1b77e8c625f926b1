"""What rooms tell the post: where somebody is reached, and who writes a kind of letter."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from stories.foundation.mail.letter import Letter
from stories.foundation.mail.models import Dropped


@dataclass(frozen=True)
class Receiver:
    """Where a letter goes, and in which language."""

    address: str
    language: str


@dataclass(frozen=True)
class Slip:
    """What a row says about the letter that is to be written."""

    kind: str
    about_id: uuid.UUID | None
    about_sequence: int
    about_at: datetime | None
    about_print: str
    user_id: uuid.UUID | None
    person_id: uuid.UUID | None


Finder = Callable[[uuid.UUID], Receiver | Dropped]
Writer = Callable[[Slip], Letter | Dropped]
_finders: dict[str, Finder] = {}
_writers: dict[str, Writer] = {}


def reached_by(kind: str, finder: Finder) -> None:
    """A room says where ``users`` or ``people`` are reached; inside a unit."""
    _finders[kind] = finder


def written_by(kind: str, writer: Writer) -> None:
    """A room writes a kind of letter, in the receiver's language, at the moment it is sent.

    So it speaks of what is true then; what no longer holds is dropped. Runs inside a unit, once
    before the conversation with the server and once right before the letter is handed over.
    """
    _writers[kind] = writer


def receiver_of(slip: Slip) -> Receiver | Dropped:
    """Where the letter goes, or why it goes nowhere."""
    if slip.user_id is not None:
        return _finders["users"](slip.user_id)
    assert slip.person_id is not None  # noqa: S101 - the table's own rule
    return _finders["people"](slip.person_id)


def written(slip: Slip) -> Letter | Dropped | None:
    """The letter as it has to be now; None for a kind that was written when it was put down."""
    writer = _writers.get(slip.kind)
    return writer(slip) if writer else None
