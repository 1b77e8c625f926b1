"""What is found, and what is known beforehand."""

import enum
import uuid
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """What a place in a text may be; the first of two that overlap is the one suggested."""

    PERSON = "person"  # of the session, or somebody close to its people
    PHONE = "phone"
    NUMBER = "number"  # like an IIN
    BIRTH = "birth"
    ADDRESS = "address"
    SCHOOL = "school"
    PLACE = "place"
    NAME = "name"  # anybody else's
    HARD = "hard"  # often goes with trauma: a content note rather than hiding


class Theme(enum.StrEnum):
    """What a content note would name."""

    LOSS = "loss"
    WAR = "war"
    HUNGER = "hunger"
    VIOLENCE = "violence"
    SELF_HARM = "self_harm"
    CAPTIVITY = "captivity"
    FEAR = "fear"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the session or close to its people, by all the names they are known by."""

    name: str
    person_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What a reader of names took for one: characters of the text, and natasha's PER or LOC."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Found:
    """Characters ``start`` to ``end`` of a text, and what they may be."""

    start: int
    end: int
    kind: Kind
    person_id: uuid.UUID | None = None
    theme: Theme | None = None

    def overlaps(self, other: "Found") -> bool:
        """Whether both share a letter."""
        return self.start < other.end and other.start < self.end
