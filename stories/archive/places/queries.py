"""Counting by region and centre, or by region and organisation."""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from stories.accounts.models import Centre, Organisation
from stories.archive.places.rules import Counts
from stories.foundation.access import Actor, roles_for, visible
from stories.foundation.db import db
from stories.people.models import Generation, Person
from stories.sessions.models import Attendance, SessionState, StorytellingSession

PERMISSION = "archive.figures"
Key = tuple[str, uuid.UUID | None]
"""A region's key («» without one), and a centre or an organisation."""

Sessions = StorytellingSession


def organisations(actor: Actor) -> list[Organisation]:
    """Where the actor may see figures, by name."""
    places = actor.organisations(*roles_for(PERMISSION))
    query = select(Organisation).where(Organisation.id.in_(places)).order_by(Organisation.name)
    return list(db.session.scalars(query))


def centres(organisation_id: uuid.UUID) -> list[Centre]:
    """Every centre of an organisation."""
    return list(db.session.scalars(select(Centre).where(Centre.organisation_id == organisation_id)))


def by_centre(actor: Actor, organisation_id: uuid.UUID, since: date | None) -> dict[Key, Counts]:
    """Counts of one organisation by region and centre."""
    return _counted(actor, Centre.id, since, organisation_id)


def by_organisation(actor: Actor, since: date | None) -> dict[Key, Counts]:
    """Counts across the actor's organisations, by region and organisation."""
    return _counted(actor, None, since, None)


def _counted(
    actor: Actor, column: Any, since: date | None, organisation_id: uuid.UUID | None
) -> dict[Key, Counts]:
    found: dict[Key, Counts] = defaultdict(Counts)
    for part in (_sessions, _seats, _people):
        for region, place, counts in part(actor, column, since, organisation_id):
            found[region or "", place] += counts
    return dict(found)


def _mine(actor: Actor, model: Any, organisation_id: uuid.UUID | None) -> ColumnElement[bool]:
    mine = visible(actor, PERMISSION, model)
    return mine if organisation_id is None else mine & (model.organisation_id == organisation_id)


def _since(since: date | None) -> list[ColumnElement[bool]]:
    return [] if since is None else [Sessions.day >= since]


Found = Iterator[tuple[str | None, uuid.UUID | None, Counts]]


def _sessions(actor: Actor, column: Any, since: date | None, only: uuid.UUID | None) -> Found:
    place = Sessions.organisation_id if column is None else column
    cancelled = Sessions.state == SessionState.CANCELLED
    held = Sessions.state == SessionState.HELD
    minutes = func.coalesce(func.sum(Sessions.minutes).filter(held), 0)
    query = (
        select(
            Centre.region,
            place,
            func.count().filter(~cancelled),
            func.count().filter(held),
            func.count().filter(cancelled),
            minutes,
        )
        .select_from(Sessions)
        .outerjoin(Centre, Centre.id == Sessions.centre_id)
        .where(_mine(actor, Sessions, only), *_since(since))
        .group_by(Centre.region, place)
    )
    for region, key, planned, was_held, gone, length in db.session.execute(query):
        yield (
            region,
            key,
            Counts(planned=planned, held=was_held, cancelled=gone, minutes=int(length)),
        )


def _seats(actor: Actor, column: Any, since: date | None, only: uuid.UUID | None) -> Found:
    place = Sessions.organisation_id if column is None else column
    query = (
        select(Centre.region, place, func.count(), func.count().filter(Attendance.came.is_(True)))
        .select_from(Attendance)
        .join(Sessions, Sessions.id == Attendance.session_id)
        .outerjoin(Centre, Centre.id == Sessions.centre_id)
        .where(_mine(actor, Sessions, only), Sessions.state == SessionState.HELD, *_since(since))
        .group_by(Centre.region, place)
    )
    for region, key, expected, came in db.session.execute(query):
        yield region, key, Counts(expected=expected, came=came)


def _people(actor: Actor, column: Any, since: date | None, only: uuid.UUID | None) -> Found:
    """People who took part, each once, where they belong."""
    place = Person.organisation_id if column is None else column
    seat = (
        select(Attendance.person_id)
        .join(Sessions, Sessions.id == Attendance.session_id)
        .where(
            Sessions.state == SessionState.HELD,
            or_(Attendance.came.is_(None), Attendance.came.is_(True)),
            *_since(since),
        )
    )
    query = (
        select(
            Centre.region,
            place,
            func.count().filter(Person.generation == Generation.ELDER),
            func.count().filter(Person.generation == Generation.YOUTH),
        )
        .select_from(Person)
        .outerjoin(Centre, Centre.id == Person.centre_id)
        .where(_mine(actor, Person, only), Person.id.in_(seat))
        .group_by(Centre.region, place)
    )
    for region, key, elders, youth in db.session.execute(query):
        yield region, key, Counts(elders=elders, youth=youth)
