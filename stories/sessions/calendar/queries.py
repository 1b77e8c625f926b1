"""What the calendar shows, in as many questions for a crowded month as for an empty one."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select, union_all

from stories.accounts.models import User
from stories.foundation.access import Actor, visible
from stories.foundation.db import db, kk_key
from stories.people.calling import Named
from stories.people.models import Person
from stories.people.policy import VIEW as SEE_PEOPLE
from stories.sessions.models import Attendance, Part, SessionState, StorytellingSession
from stories.sessions.policy import VIEW

MOST_FOUND = 20
Table = StorytellingSession


@dataclass(frozen=True)
class Place:
    """Where sessions are held: a text, or a call."""

    text: str
    remote: bool


@dataclass(frozen=True)
class Wanted:
    """What the calendar is narrowed to; None narrows nothing."""

    facilitator: uuid.UUID | None = None
    place: Place | None = None
    person: uuid.UUID | None = None
    centre: uuid.UUID | None = None

    def clauses(self) -> list[ColumnElement[bool]]:
        """The same as conditions on sessions."""
        found: list[ColumnElement[bool]] = []
        if self.facilitator is not None:
            found.append(Table.facilitator_id == self.facilitator)
        if self.place is not None:
            found.append(Table.remote.is_(self.place.remote))
            found += [] if self.place.remote else [Table.place == self.place.text]
        if self.centre is not None:
            found.append(Table.centre_id == self.centre)
        if self.person is not None:
            seat = (Attendance.session_id == Table.id) & (Attendance.person_id == self.person)
            found.append(exists().where(seat))
        return found


@dataclass(frozen=True)
class Entry:
    """A session as the calendar needs it; times are UTC, ``day`` is the day at the place."""

    id: uuid.UUID
    day: date
    starts_at: datetime
    minutes: int
    zone: str
    state: SessionState
    theme: str
    place: str
    room: str
    remote: bool
    sequence: int
    organisation_id: uuid.UUID
    facilitator: str

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


COLUMNS = (
    Table.id,
    Table.day,
    Table.starts_at,
    Table.minutes,
    Table.zone,
    Table.state,
    Table.theme,
    Table.place,
    Table.room,
    Table.remote,
    Table.sequence,
    Table.organisation_id,
)


def entries(
    actor: Actor, first: date, last: date, wanted: Wanted, room: int
) -> tuple[list[Entry], dict[date, int]]:
    """The first ``room`` sessions of each day in [first, last], and how many each day has.

    Each day is read with its own limit, straight from the index: the others are counted in it,
    and never put in order.
    """
    order = (Table.starts_at, Table.id)
    mine = [visible(actor, VIEW, Table), *wanted.clauses()]
    here = [*mine, Table.day.between(first, last)]
    days = [first + timedelta(days=place) for place in range((last - first).days + 1)]
    each_day = [
        select(select(Table.id).where(*mine, Table.day == day).order_by(*order).limit(room)
               .subquery().c.id)
        for day in days
    ]  # fmt: skip
    shown = (
        select(*COLUMNS, User.name)
        .join(User, User.id == Table.facilitator_id)
        .where(Table.id.in_(union_all(*each_day)))
        .order_by(Table.day, *order)
    )
    counted = select(Table.day, func.count()).where(*here).group_by(Table.day)
    found = [Entry(*tuple(row)) for row in db.session.execute(shown)]
    return found, {row[0]: row[1] for row in db.session.execute(counted)}


def guests(session_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[tuple[Part, Named]]]:
    """Who takes part in sessions, narrators first, past the mapper: enough to call them."""
    found: dict[uuid.UUID, list[tuple[Part, Named]]] = defaultdict(list)
    query = (
        select(
            Attendance.session_id,
            Attendance.part,
            Person.organisation_id,
            Person.name,
            Person.pseudonym,
            Person.generation,
            Person.birth_year,
            Person.birth_date,
        )
        .join(Person, Person.id == Attendance.person_id)
        .where(Attendance.session_id.in_(session_ids))
        .order_by(Attendance.part.desc(), Person.id)
    )
    for row in db.session.execute(query):
        named: Any = row
        found[row.session_id].append((row.part, named))
    return found


def next_day(actor: Actor, after: date, wanted: Wanted) -> date | None:
    """The first day after this one that has a session."""
    here = (visible(actor, VIEW, Table), Table.day > after, *wanted.clauses())
    return db.session.scalar(select(func.min(Table.day)).where(*here))


# What may be chosen


def facilitators(actor: Actor) -> list[tuple[uuid.UUID, str]]:
    """Whoever leads or led a session the actor sees, in Kazakh order."""
    leads = exists().where(Table.facilitator_id == User.id, visible(actor, VIEW, Table))
    rows = db.session.execute(select(User.id, User.name).where(leads))
    return sorted(((key, name) for key, name in rows), key=lambda pair: kk_key(pair[1]))


def places(actor: Actor) -> list[Place]:
    """Where the sessions are that the actor sees, in Kazakh order, a call last."""
    query = select(Table.remote, Table.place).where(visible(actor, VIEW, Table)).distinct()
    found = {Place("" if remote else text, remote) for remote, text in db.session.execute(query)}
    return sorted(found, key=lambda one: (one.remote, kk_key(one.text)))


def person(actor: Actor, person_id: uuid.UUID) -> Person | None:
    """Somebody the actor may see; None across organisations and for those who were erased."""
    query = select(Person).where(
        Person.id == person_id, visible(actor, SEE_PEOPLE, Person), Person.erased_at.is_(None)
    )
    return db.session.scalar(query)
