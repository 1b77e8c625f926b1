"""What of a session a reader of a feed may know: pseudonyms at most, and nobody who said no.

Staff see pseudonyms, for their telephone may show a calendar to others; a person sees when and
where alone. Whoever was erased, is closed or said no stands there as nobody (DOMAIN C8, P1).
"""

import uuid
from collections.abc import Iterable, Mapping

from flask_babel import gettext as _

from stories.foundation import clock
from stories.people.models import Person
from stories.people.queries import persons_by_ids, voices_for_many
from stories.people.rules import Voice, is_child, said_no
from stories.sessions.feeds import queries
from stories.sessions.feeds.ics import Occasion
from stories.sessions.feeds.telling import address_of, occasion
from stories.sessions.models import StorytellingSession

Voices = Mapping[uuid.UUID, list[Voice]]


def for_user(user_id: uuid.UUID) -> list[Occasion] | None:
    """The sessions somebody leads, with pseudonyms; None once they have left."""
    rows = queries.led_by(user_id, clock.now())
    if rows is None:
        return None
    voices = _voices(rows)
    return [
        occasion(
            row,
            description=_people(row, voices[row.id]),
            url=address_of("sessions.show", session_id=row.id),
        )
        for row in rows
    ]


def for_person(person_id: uuid.UUID) -> list[Occasion] | None:
    """The sessions somebody, or a child they speak for, takes part in; None if there is nobody."""
    person = persons_by_ids([person_id]).get(person_id)
    if person is None or person.erased_at is not None:
        return None
    wards = queries.represented_by(person_id)
    rows = queries.with_any_of({person_id, *wards}, clock.now())
    voices = _voices(rows)
    return [occasion(row) for row in rows if _takes_part(person_id, wards, voices[row.id])]


def _voices(rows: Iterable[StorytellingSession]) -> Voices:
    wanted = {row.id: ([item.person_id for item in row.attendances], row.id) for row in rows}
    return voices_for_many(wanted) if wanted else {}


def _takes_part(person_id: uuid.UUID, wards: set[uuid.UUID], voices: Iterable[Voice]) -> bool:
    """Whether it is theirs still: nobody is told any more about a child of whom a no was said."""
    on = clock.today()
    return any(
        not said_no(voice, on)
        and (voice.person_id == person_id or (voice.person_id in wards and is_child(voice, on)))
        for voice in voices
    )


def _people(row: StorytellingSession, voices: Iterable[Voice]) -> str:
    on = clock.today()
    silent = {voice.person_id for voice in voices if said_no(voice, on)}
    lines = ((_("Tells"), row.narrators), (_("Listens"), row.listeners))
    return "\n".join(
        f"{word}: {', '.join(_outside(person, silent) for person in people)}"
        for word, people in lines
        if people
    )


def _outside(person: Person, silent: set[uuid.UUID]) -> str:
    hidden = person.id in silent or person.erased_at or person.closed_until
    return str(_("somebody")) if hidden or not person.pseudonym else person.pseudonym
