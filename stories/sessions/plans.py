"""What a planner enters, before it is a row."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from stories.sessions.models import StorytellingSession
from stories.sessions.rules import USUAL


@dataclass(frozen=True)
class Plan:
    """Everything that is planned about a session.

    ``starts_at`` is aware; ``minutes`` 20–90; ``travel_minutes`` 0–240, the way from another place.
    """

    starts_at: datetime
    zone: str
    facilitator_id: uuid.UUID
    narrators: tuple[uuid.UUID, ...]
    listeners: tuple[uuid.UUID, ...] = ()
    theme: str = ""
    place: str = ""
    room: str = ""
    remote: bool = False
    minutes: int = USUAL
    languages: tuple[str, ...] = ("kk",)
    interpreter: str = ""
    prompts: tuple[str, ...] = ()
    note: str = ""
    travel_minutes: int = 0
    centre_id: uuid.UUID | None = None

    @property
    def person_ids(self) -> tuple[uuid.UUID, ...]:
        return (*self.narrators, *self.listeners)


def plan_of(row: StorytellingSession) -> Plan:
    """The plan a session stands for now."""
    return Plan(
        starts_at=row.starts_at,
        zone=row.zone,
        facilitator_id=row.facilitator_id,
        narrators=tuple(person.id for person in row.narrators),
        listeners=tuple(person.id for person in row.listeners),
        theme=row.theme,
        place=row.place,
        room=row.room,
        remote=row.remote,
        minutes=row.minutes,
        languages=tuple(row.languages),
        interpreter=row.interpreter,
        prompts=tuple(prompt.key for prompt in row.prompts),
        note=row.note,
        travel_minutes=row.travel_minutes,
        centre_id=row.centre_id,
    )
