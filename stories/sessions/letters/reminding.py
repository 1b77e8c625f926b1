"""Putting down what is due, once a minute."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from stories.foundation import mail
from stories.foundation.clock import now
from stories.foundation.mail.models import Dropped, OutboxLetter
from stories.foundation.mail.outbox import About, letters_about, put_down
from stories.sessions.letters import queries
from stories.sessions.letters.guests import Guest, Guests, guests_of
from stories.sessions.letters.rules import Appointment, Due, Kind, Told, Way, due, known
from stories.sessions.models import StorytellingSession

TABLE = StorytellingSession.__tablename__


def appointment_of(row: StorytellingSession) -> Appointment:
    """When and where, in no language: it only tells whether a letter still holds."""
    place = "call" if row.remote else f"{row.place}/{row.room}"
    return Appointment(row.starts_at, row.minutes, row.zone, place)


def remind() -> None:
    """Put down every letter that is due; the post sends them in their time."""
    if mail.server() is None:
        return
    rows = queries.concerned(now())
    guests = guests_of(rows)
    told = _by_session(letters_about(TABLE, [row.id for row in rows]))
    for row in rows:
        _remind(row, guests[row.id], told[row.id])


def _by_session(letters: Iterable[OutboxLetter]) -> dict[uuid.UUID, dict[str, list[OutboxLetter]]]:
    found: dict[uuid.UUID, dict[str, list[OutboxLetter]]] = defaultdict(lambda: defaultdict(list))
    for letter in letters:
        if letter.about_id is not None:
            found[letter.about_id][receiver_of(letter).key].append(letter)
    return found


def receiver_of(letter: OutboxLetter) -> Guest:
    """Whom a letter is for."""
    return Guest(user_id=letter.user_id, person_id=letter.person_id)


def _remind(
    row: StorytellingSession, guests: Guests, letters: dict[str, list[OutboxLetter]]
) -> None:
    # Whoever was told earlier and is no guest any more has to hear that too.
    gone = {key: receiver_of(one[0]) for key, one in letters.items() if key not in guests}
    for key, guest in (guests | gone).items():
        told = [told_by(letter) for letter in letters.get(key, ())]
        for one in due(row.state, appointment_of(row), told, now(), invited=key in guests):
            _put_down(row, guest, one, told)


def told_by(letter: OutboxLetter) -> Told:
    """A row of the outbox as the rules see it."""
    at = letter.about_at or letter.created_at
    return Told(Kind(letter.kind), letter.about_print, at, _way(letter))


def _way(letter: OutboxLetter) -> Way:
    if letter.sent_at or letter.dropped_because is Dropped.UNANSWERED or letter.handed_at:
        return Way.LOST if letter.dropped_because is Dropped.REFUSED else Way.GONE
    if letter.dropped_at is None:
        return Way.WAITING
    return Way.OVERTAKEN if letter.dropped_because is Dropped.OVERTAKEN else Way.LOST


def _put_down(row: StorytellingSession, guest: Guest, one: Due, told: list[Told]) -> None:
    knows = known(told)
    print_ = appointment_of(row).print
    if one.kind is Kind.CANCELLED and knows:
        print_ = knows.print
    number = sum(1 for item in told if (item.kind, item.print) == (one.kind, print_))
    put_down(
        f"{TABLE}/{row.id}/{one.kind}/{print_}/{guest.key}/{number}",
        one.kind.value,
        row.organisation_id,
        user_id=guest.user_id,
        person_id=guest.person_id,
        not_before=one.not_before,
        about=About(TABLE, row.id, row.sequence, one.at, print_),
    )
