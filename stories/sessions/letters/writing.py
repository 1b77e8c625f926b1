"""The words of a letter, written when it leaves: when and where, and nobody's name (P1, P3)."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from stories.foundation.clock import HOME_ZONE, now
from stories.foundation.i18n import clock, day, locale_code, weekday
from stories.foundation.mail.letter import Letter
from stories.foundation.mail.models import Dropped
from stories.foundation.mail.rooms import Slip
from stories.sessions.feeds.ics import calendar
from stories.sessions.feeds.telling import address_of, occasion, place_outside
from stories.sessions.letters import queries
from stories.sessions.letters.guests import Guest, guests_of, unwilling_here
from stories.sessions.letters.reminding import appointment_of
from stories.sessions.letters.rules import PROMISED, Kind, holds
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.words import ZONE_NAMES


@dataclass(frozen=True)
class Said:
    """What is told to one receiver. ``at`` is the beginning they were told before."""

    kind: Kind
    session: StorytellingSession
    guest: Guest
    at: datetime

    @property
    def for_them_alone(self) -> bool:
        """Whether it takes place, but without this receiver."""
        return self.kind is Kind.CANCELLED and self.session.state is not SessionState.CANCELLED


def write(slip: Slip) -> Letter | Dropped:
    """The letter as it has to be now, or why it is not sent."""
    row = queries.session_of(slip.about_id) if slip.about_id else None
    if row is None:
        return Dropped.OVERTAKEN
    kind, key = Kind(slip.kind), Guest(slip.user_id, slip.person_id).key
    guest = guests_of([row])[row.id].get(key)
    if guest is None and slip.person_id and _unwanted(slip.person_id, row):
        return Dropped.UNWANTED
    at = slip.about_at or row.starts_at
    if (row.starts_at if kind in PROMISED else at) <= now():
        return Dropped.OVER
    invited = guest is not None
    if not holds(kind, slip.about_print, row.state, appointment_of(row), invited=invited):
        return Dropped.OVERTAKEN
    said = Said(kind, row, guest or Guest(slip.user_id, slip.person_id, own=True), at)
    return Letter(_subject(said), "\n".join(_lines(said)) + "\n", _calendar(said))


def _unwanted(person_id: uuid.UUID, row: StorytellingSession) -> bool:
    return bool(queries.refusing([person_id])) or person_id in unwilling_here(row)


def _subject(said: Said) -> str:
    row = said.session
    when = {"day": day(row.starts_at, row.zone), "time": clock(row.starts_at, row.zone)}
    if said.for_them_alone:
        return str(_("You are not expected on %(day)s", day=day(said.at, row.zone)))
    if said.kind is Kind.CANCELLED:
        return str(_("The meeting on %(day)s is cancelled", day=day(said.at, row.zone)))
    if said.kind is Kind.MOVED:
        return str(_("The meeting was changed: %(day)s, %(time)s", **when))
    return str(_("Meeting: %(day)s, %(time)s", **when))


def _lines(said: Said) -> Iterator[str]:
    yield _("Good day!")
    yield ""
    yield _opening(said)
    if said.kind is not Kind.CANCELLED:
        yield ""
        yield from _when_and_where(said.session)
    yield ""
    if said.guest.child and not said.guest.own:
        yield _("It is a meeting of a child you speak for.")
    yield _ending(said)
    yield ""
    yield _("Nobody reads the answers to this letter.")


def _opening(said: Said) -> str:
    row = said.session
    when = {"day": day(said.at, row.zone), "time": clock(said.at, row.zone)}
    if said.for_them_alone:
        return str(
            _("You are not expected any more at the meeting on %(day)s at %(time)s.", **when)
        )
    if said.kind is Kind.CANCELLED:
        return str(_("The meeting on %(day)s at %(time)s does not take place.", **when))
    if said.kind is Kind.MOVED:
        return str(_("A meeting you know of was changed. It is now:"))
    return str(_("We look forward to seeing you at the meeting:"))


def _when_and_where(row: StorytellingSession) -> Iterator[str]:
    hours = f"{clock(row.starts_at, row.zone)}–{clock(row.ends_at, row.zone)}"
    name = weekday(row.starts_at, row.zone).capitalize()
    yield f"{name}, {day(row.starts_at, row.zone)}, {hours}"
    if row.zone != HOME_ZONE:
        yield str(ZONE_NAMES[row.zone])
    yield place_outside(row) or _("The facilitator tells you where.")


def _ending(said: Said) -> str:
    if said.guest.user_id is not None and not said.for_them_alone:
        url = address_of("sessions.show", session_id=said.session.id)
        return str(_("Who takes part stands here: %(url)s", url=url))
    if said.kind is Kind.CANCELLED:
        return str(_("When there is a new day, the facilitator will tell you."))
    return str(
        _("If you cannot come, or want no such letters, tell the facilitator; no reason is needed.")
    )


def _calendar(said: Said) -> str:
    one = occasion(said.session)
    if said.for_them_alone:
        # Off for this receiver alone: their calendar strikes it out.
        return calendar([one.called_off()], language=locale_code())
    return calendar([one], language=locale_code())
