"""Gathers from people and accounts what the pairing rules want to know about sessions."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from stories.foundation import clock
from stories.people.models import Person, Readiness
from stories.people.queries import do_not_pair_among, voices_for_many
from stories.people.rules import Gap, Voice, is_child
from stories.sessions.models import Attendance, Part, StorytellingSession
from stories.sessions.rules import (
    Blocker,
    Gathering,
    Guest,
    Obstacle,
    gaps_before,
    may_be_recorded,
    minors_alone,
    not_asked_after,
    obstacles,
)
from stories.sessions.times import day_of


@dataclass(frozen=True)
class Standing:
    """How a session stands: what keeps it from opening, and where each person's word stands.

    ``gaps`` are about the agreement before the session; ``unasked`` have not been asked yet what
    may be done with the recording.
    """

    obstacles: list[Obstacle] = field(default_factory=list)
    gaps: dict[uuid.UUID, tuple[Gap, ...]] = field(default_factory=dict)
    unrecorded: frozenset[uuid.UUID] = frozenset()
    unasked: frozenset[uuid.UUID] = frozenset()
    children: frozenset[uuid.UUID] = frozenset()

    @property
    def agreed(self) -> bool:
        return not any(item.kind is Blocker.NO_AGREEMENT for item in self.obstacles)


def standing(session: StorytellingSession) -> Standing:
    """How one session stands now."""
    return standings([session])[session.id]


def standings(sessions: Iterable[StorytellingSession]) -> dict[uuid.UUID, Standing]:
    """How many sessions stand, in a handful of queries however many there are."""
    rows = list(sessions)
    wanted = {row.id: ([item.person_id for item in row.attendances], row.id) for row in rows}
    voices = voices_for_many(wanted) if wanted else {}
    people = {who for ids, _session in wanted.values() for who in ids}
    apart = frozenset(frozenset(pair) for pair in do_not_pair_among(people)) if people else None
    return {row.id: _stands(row, voices[row.id], apart or frozenset()) for row in rows}


def _stands(
    row: StorytellingSession, voices: list[Voice], apart: frozenset[frozenset[uuid.UUID]]
) -> Standing:
    at = clock.now()
    on = max(day_of(at, row.zone), day_of(row.starts_at, row.zone))
    gaps = {voice.person_id: gaps_before(voice, on) for voice in voices}
    children = frozenset(voice.person_id for voice in voices if is_child(voice, on))
    guests = tuple(_guest(item, gaps, children) for item in row.attendances)
    gathering = Gathering(
        guests,
        frozenset(row.languages),
        _cleared(row.facilitator.cleared_in(row.organisation_id), max(at, row.ends_at)),
        bool(row.interpreter),
        apart,
    )
    unrecorded = frozenset(v.person_id for v in voices if not may_be_recorded(v, on))
    unasked = frozenset(v.person_id for v in voices if not_asked_after(v, on))
    return Standing(obstacles(gathering), gaps, unrecorded, unasked, children)


def _guest(
    item: Attendance, gaps: dict[uuid.UUID, tuple[Gap, ...]], children: frozenset[uuid.UUID]
) -> Guest:
    person: Person = item.person
    return Guest(
        person.id,
        item.part is Part.NARRATOR,
        frozenset(person.languages),
        child=person.id in children,
        ready=person.readiness is Readiness.READY,
        agreed=not gaps[person.id],
        needs_interpreter=person.needs_interpreter,
    )


def _cleared(until: datetime | None, moment: datetime) -> bool:
    return until is not None and until > moment


def child_left_alone(session: StorytellingSession) -> bool:
    """Whether those who are not known to have stayed away leave a child with one adult (S3)."""
    here = [item for item in session.attendances if item.came is not False]
    voices = voices_for_many({0: ([item.person_id for item in here], session.id)})[0]
    on: date = day_of(session.starts_at, session.zone)
    children = sum(is_child(voice, on) for voice in voices)
    return minors_alone(children, 1 + len(here) - children)
