"""Who is told about a session: the facilitator, its grown people, and who speaks for its children.

Whoever said no is not written to, nor is anybody about a child of whom a no was said (DOMAIN C8).
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stories.foundation import clock
from stories.foundation.mail.address import readable_address
from stories.people.models import Person
from stories.people.queries import persons_by_ids, voices_for_many
from stories.people.rules import Voice, is_child, said_no
from stories.sessions.letters.queries import refusing
from stories.sessions.models import StorytellingSession


@dataclass(frozen=True)
class Guest:
    """One receiver. ``own`` takes part, ``child`` speaks for somebody who does."""

    user_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    own: bool = False
    child: bool = False

    @property
    def key(self) -> str:
        """What names the receiver in a letter's key."""
        return f"user:{self.user_id}" if self.user_id else f"person:{self.person_id}"


Guests = dict[str, Guest]


def guests_of(sessions: Iterable[StorytellingSession]) -> dict[uuid.UUID, Guests]:
    """Whoever can be written to about each session, by their key; in a handful of queries."""
    rows = list(sessions)
    wanted = {row.id: ([item.person_id for item in row.attendances], row.id) for row in rows}
    voices = voices_for_many(wanted) if wanted else {}
    called = {row.id: dict(_called(voices[row.id])) for row in rows}
    people = reachable({who for found in called.values() for who in found})
    return {row.id: _guests(row, called[row.id], people) for row in rows}


def _guests(
    row: StorytellingSession, called: Mapping[uuid.UUID, Guest], people: Mapping[uuid.UUID, Person]
) -> Guests:
    leader = [Guest(user_id=row.facilitator_id, own=True)] if _works_here(row) else []
    return {one.key: one for one in (*leader, *(called[who] for who in called if who in people))}


def _works_here(row: StorytellingSession) -> bool:
    """Whether the facilitator still belongs to the session's organisation, not to another alone."""
    return any(grant.organisation_id == row.organisation_id for grant in row.facilitator.grants)


def unwilling_here(row: StorytellingSession) -> set[uuid.UUID]:
    """Who takes part or speaks for somebody who does, and is not written to all the same."""
    people = [item.person_id for item in row.attendances]
    voices = voices_for_many({row.id: (people, row.id)})[row.id]
    everybody = {who for who, _guest in _called(voices, willing=False)}
    return everybody - {who for who, _guest in _called(voices)}


def _called(voices: Iterable[Voice], *, willing: bool = True) -> Iterable[tuple[uuid.UUID, Guest]]:
    """Everybody who would be told, each once; somebody may come along with their own child."""
    on = clock.today()
    found: dict[uuid.UUID, Guest] = {}
    for voice in voices:
        if willing and said_no(voice, on):
            continue
        child = is_child(voice, on)
        for who in voice.representatives - {voice.person_id} if child else {voice.person_id}:
            before = found.get(who, Guest(person_id=who))
            own, speaks = before.own or not child, before.child or child
            found[who] = Guest(person_id=who, own=own, child=speaks)
    return found.items()


def reachable(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """Those of them who have an e-mail address and have not said that they want no letters."""
    found = persons_by_ids(person_ids)
    unwilling = refusing(found)
    return {
        who: row
        for who, row in found.items()
        if who not in unwilling and row.erased_at is None and readable_address(row.email)
    }
