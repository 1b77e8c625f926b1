"""What the calendar draws: days with their sessions, and how many more there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel.dates import format_interval
from flask import url_for
from flask_babel import gettext as _

from stories.foundation.access import Actor, current_actor
from stories.foundation.clock import HOME_ZONE
from stories.foundation.i18n import clock, day, locale_code, parted, weekday
from stories.people.calling import Named, called
from stories.sessions.calendar import queries
from stories.sessions.calendar.asked import Asked
from stories.sessions.calendar.queries import Entry
from stories.sessions.calendar.rules import ROOM, Page, View
from stories.sessions.models import Part, SessionState
from stories.sessions.policy import PLAN
from stories.sessions.series.words import off_told
from stories.sessions.shown import COMING, place_told
from stories.sessions.times import local
from stories.sessions.views import month_year
from stories.sessions.words import STATES, ZONE_NAMES

Guests = list[tuple[Part, Named]]


@dataclass(frozen=True)
class Event:
    """A session in the calendar; ``kind`` is a colour, and ``word`` says the same."""

    url: str
    entry: Entry
    starts: str
    ends: str
    zone: str
    people: str
    place: str
    word: str
    kind: str
    move: str


@dataclass(frozen=True)
class Day:
    """A day: the sessions there is room for, how many there are, and why it is a day off."""

    date: date
    today: bool
    inside: bool
    events: list[Event]
    count: int
    off: str

    @property
    def more(self) -> int:
        return self.count - len(self.events)


def days(actor: Actor, asked: Asked) -> list[Day]:
    """Every day of the page, in order."""
    page = asked.page
    room = ROOM[page.view.value]
    found, counts = queries.entries(actor, page.days[0], page.days[-1], asked.wanted, room)
    events = _events(found)
    return [
        Day(
            each,
            each == asked.today,
            page.has(each),
            events.get(each, []),
            counts.get(each, 0),
            off_told(each),
        )
        for each in page.days
    ]


def _events(found: Iterable[Entry]) -> dict[date, list[Event]]:
    entries = list(found)
    guests = queries.guests([entry.id for entry in entries])
    by_day: dict[date, list[Event]] = defaultdict(list)
    for entry in entries:
        by_day[entry.day].append(_event(entry, guests.get(entry.id, [])))
    return by_day


def _event(entry: Entry, guests: Guests) -> Event:
    word, kind = _state_told(entry, guests)
    return Event(
        url=url_for("sessions.show", session_id=entry.id),
        entry=entry,
        starts=clock(entry.starts_at, entry.zone),
        ends=clock(entry.ends_at, entry.zone),
        zone=_zone_told(entry),
        people=_people_told(guests),
        place=place_told(entry),
        word=word,
        kind=kind,
        move=_way_to_move(entry),
    )


def _way_to_move(entry: Entry) -> str:
    """Where a drag asks what would come of it; empty for what is not to be moved."""
    may = entry.state in COMING and current_actor().can(PLAN, entry)
    return url_for("sessions.move", session_id=entry.id) if may else ""


def _state_told(entry: Entry, guests: Guests) -> tuple[str, str]:
    word, kind = STATES[entry.state]
    if entry.state in COMING and all(part is Part.NARRATOR for part, _who in guests):
        return _("Listener not chosen"), "wait"
    return ("", "info") if entry.state is SessionState.PLANNED else (str(word), kind)


def _people_told(guests: Guests) -> str:
    actor = current_actor()
    names = [called(actor, who) for _part, who in guests]
    alone = all(part is Part.NARRATOR for part, _who in guests)
    return " · ".join([*names, "?"] if alone else names)


def _zone_told(entry: Entry) -> str:
    """The place's clock by name, where it shows another hour than the house's."""
    if entry.zone == HOME_ZONE:
        return ""
    there, here = local(entry.starts_at, entry.zone), local(entry.starts_at, HOME_ZONE)
    return "" if there.utcoffset() == here.utcoffset() else str(ZONE_NAMES[entry.zone])


def title(page: Page) -> str:
    """What stands over a page: a month, the days from and to, or a day."""
    if page.view is View.MONTH:
        return month_year(page.day)
    if page.view is View.DAY:
        return f"{weekday(page.day).capitalize()}, {day(page.day)}"
    return parted(str(format_interval(page.days[0], page.days[-1], "yMMMd", locale=locale_code())))
