"""Who speaks, and how far a turn reaches. Pure."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

LONG_PAUSE_MS = 2_000
"""After a pause this long somebody else may be speaking."""
MOST_NUMBERED = 9
_NUMBERED = re.compile(rf"n:([1-{MOST_NUMBERED}])")
_PERSON = re.compile(r"p:([0-9a-f-]{36})")


@dataclass(frozen=True)
class Speaker:
    """A participant, or a number for a voice nobody can name; neither is nobody."""

    person_id: uuid.UUID | None = None
    number: int | None = None

    @property
    def key(self) -> str:
        """The speaker as a form names it; empty for nobody."""
        if self.person_id is not None:
            return f"p:{self.person_id}"
        return f"n:{self.number}" if self.number is not None else ""


NOBODY = Speaker()


def speaker_of(key: str) -> Speaker | None:
    """The speaker a form names; None if it names none of the kinds there are."""
    if not key:
        return NOBODY
    if found := _NUMBERED.fullmatch(key):
        return Speaker(number=int(found[1]))
    if found := _PERSON.fullmatch(key):
        try:
            return Speaker(person_id=uuid.UUID(found[1]))
        except ValueError:
            return None
    return None


class Spoken(Protocol):
    """A segment as far as turns go; milliseconds, ISO 639."""

    @property
    def start_ms(self) -> int: ...
    @property
    def end_ms(self) -> int: ...
    @property
    def language(self) -> str: ...
    @property
    def speaker(self) -> Speaker: ...


One = TypeVar("One", bound=Spoken)


def rest_of_turn(first: One, following: Sequence[One]) -> list[One]:
    """The segments after one, in order, that are likely said by the same person.

    Ends before a segment that has a speaker already, after a long pause, or where the language
    changes.
    """
    turn: list[One] = []
    last = first
    for one in following:
        pause = one.start_ms - last.end_ms >= LONG_PAUSE_MS
        if one.speaker != NOBODY or pause or one.language != first.language:
            break
        turn.append(one)
        last = one
    return turn


def beginnings(speakers: Sequence[Speaker]) -> list[bool]:
    """Whether each segment is the first of somebody's turn, so that their name stands there."""
    return [
        one != NOBODY and (place == 0 or speakers[place - 1] != one)
        for place, one in enumerate(speakers)
    ]
