"""Whom a segment may be given to, and how each is called on a page and outside of it."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from stories.media.models import Recording
from stories.people.calling import called_apart, called_here
from stories.people.models import Person
from stories.sessions.queries import participants_of
from stories.transcripts import queries
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.turns import MOST_NUMBERED, Speaker

LEAST_NUMBERED = 3
Named = Callable[[Person], str]


@dataclass(frozen=True)
class Voice:
    """A choice: the key a form sends, and the name people read."""

    key: str
    name: str


def people_in(recording: Recording) -> list[Person]:
    """Who may be heard: participants that are not known to have stayed away, narrators first."""
    rows = participants_of([recording.session_id])[recording.session_id]
    return [row.person for row in rows if row.came is not False]


def choices(recording: Recording, version: TranscriptVersion) -> list[Voice]:
    """Participants, then numbered voices: three, and one more than are in use."""
    people = [
        Voice(Speaker(person_id=row.id).key, called_here(row)) for row in people_in(recording)
    ]
    count = min(max(queries.last_speaker_number(version.id) + 1, LEAST_NUMBERED), MOST_NUMBERED)
    numbered = [Voice(f"n:{place}", numbered_name(place)) for place in range(1, count + 1)]
    return [*people, *numbered]


def numbered_name(number: int) -> str:
    """A voice that nobody has named."""
    return str(_("Voice %(number)d", number=number))


def names_of(segments: Sequence[Segment], called: Named = called_here) -> dict[uuid.UUID, str]:
    """Each segment's speaker by name, empty where nobody is named; one question for all people."""
    people = queries.people_by_id({row.speaker_id for row in segments if row.speaker_id})
    return {row.id: _name(row, people, called) for row in segments}


def names_outside(segments: Sequence[Segment]) -> dict[uuid.UUID, str]:
    """The same for a file that leaves the house: pseudonyms and initials alone (P1)."""
    return names_of(segments, called_apart)


def _name(row: Segment, people: dict[uuid.UUID, Person], called: Named) -> str:
    if row.speaker_id is not None:
        return called(people[row.speaker_id]) if row.speaker_id in people else ""
    return numbered_name(row.speaker_number) if row.speaker_number else ""
