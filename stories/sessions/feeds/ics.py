"""Sessions as an iCalendar object (RFC 5545). Pure: the same sessions are the same bytes."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from stories.sessions.feeds.zones import vtimezone
from stories.sessions.models import SessionState

if TYPE_CHECKING:
    from icalendar import Alarm, Event, Timezone

MAKER = "-//Stories between generations//Sessions//EN"
STATUS = {
    SessionState.PLANNED: "TENTATIVE",
    SessionState.CONFIRMED: "CONFIRMED",
    SessionState.OPEN: "CONFIRMED",
    SessionState.HELD: "CONFIRMED",
    SessionState.CANCELLED: "CANCELLED",
}


@dataclass(frozen=True)
class Occasion:
    """A session as a calendar elsewhere may know it: no name of anybody, no theme, no note.

    Moments are aware; ``zone`` is an IANA name; ``changed_at`` stands for DTSTAMP too, so that an
    unchanged session is unchanged to the letter.
    """

    id: uuid.UUID
    starts_at: datetime
    ends_at: datetime
    zone: str
    state: SessionState
    sequence: int
    changed_at: datetime
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""

    def called_off(self) -> "Occasion":
        """The same, cancelled for one guest alone."""
        return replace(self, state=SessionState.CANCELLED, sequence=self.sequence + 1)


def uid(session_id: uuid.UUID) -> str:
    """The name of a session in every calendar, for good."""
    return f"{session_id}@stories"


def calendar(
    occasions: Iterable[Occasion],
    *,
    name: str = "",
    language: str = "kk",
    alarm_minutes: int | None = None,
) -> str:
    """A whole calendar to be read (METHOD:PUBLISH), with the zones its sessions are in."""
    from icalendar import Calendar

    rows = sorted(occasions, key=lambda row: (row.starts_at, str(row.id)))
    found = Calendar()
    found.add("version", "2.0")
    found.add("prodid", MAKER)
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    if name:
        found.add("x-wr-calname", name)
        found.add("refresh-interval", timedelta(hours=1), {"value": "DURATION"})
        found.add("x-published-ttl", "PT1H")
    for zone in sorted({row.zone for row in rows}):
        found.add_component(_zone(zone, rows))
    for row in rows:
        found.add_component(_event(row, language, alarm_minutes))
    told: bytes = found.to_ical()
    return told.decode()


def _zone(zone: str, rows: Sequence[Occasion]) -> "Timezone":
    years = [row.starts_at.year for row in rows if row.zone == zone]
    return vtimezone(zone, min(years) - 1, max(years) + 1)


def _clock(row: Occasion) -> tzinfo:
    """The clock at the place; UTC where it shows an hour twice and nobody could tell which."""
    place = ZoneInfo(row.zone)
    twice = any(at.astimezone(place).fold for at in (row.starts_at, row.ends_at))
    return UTC if twice else place


def _event(row: Occasion, language: str, alarm_minutes: int | None) -> "Event":
    from icalendar import Event

    clock, event = _clock(row), Event()
    event.add("uid", uid(row.id))
    event.add("dtstamp", row.changed_at.replace(microsecond=0))
    event.add("last-modified", row.changed_at.replace(microsecond=0))
    event.add("sequence", row.sequence)
    event.add("status", STATUS[row.state])
    event.add("dtstart", row.starts_at.astimezone(clock))
    event.add("dtend", row.ends_at.astimezone(clock))
    event.add("summary", row.summary, {"language": language})
    event.add("class", "PRIVATE")
    for key in ("description", "location", "url"):
        if value := getattr(row, key):
            event.add(key, value)
    cancelled = row.state is SessionState.CANCELLED
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    if alarm_minutes is not None and not cancelled:
        event.add_component(_alarm(row, alarm_minutes))
    return event


def _alarm(row: Occasion, minutes: int) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(minutes=-minutes))
    alarm.add("description", row.summary)
    return alarm
