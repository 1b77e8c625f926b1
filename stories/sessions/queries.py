"""Reading sessions."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, select
from sqlalchemy.orm import selectinload

from stories.accounts.models import Organisation, User
from stories.foundation.access import Actor, require, visible
from stories.foundation.clock import now
from stories.foundation.db import among, db, given
from stories.foundation.errors import NotFound
from stories.people.models import Agreement
from stories.sessions.models import Attendance, SessionState, StorytellingSession
from stories.sessions.policy import PLAN, VIEW
from stories.sessions.rules import FARTHEST, LONGEST, Booking, place_key, room_key

MOST = 400
WHOLE = timedelta(minutes=LONGEST)
WAY = timedelta(minutes=FARTHEST)
ALIVE = (SessionState.PLANNED, SessionState.CONFIRMED, SessionState.OPEN)
BINDING = (*ALIVE, SessionState.HELD)
PARTS = (
    selectinload(StorytellingSession.attendances).selectinload(Attendance.person),
    selectinload(StorytellingSession.facilitator),
)


def session(actor: Actor, session_id: uuid.UUID, permission: str = VIEW) -> StorytellingSession:
    """A session the actor may see; raises NotFound across organisations (DOMAIN X2)."""
    query = select(StorytellingSession).where(StorytellingSession.id == session_id)
    row = db.session.scalar(query.options(*PARTS, selectinload(StorytellingSession.prompts)))
    if row is None:
        raise NotFound
    require(actor, permission, row)
    return row


def _seen(actor: Actor) -> Select[Any]:
    query = select(StorytellingSession).where(visible(actor, VIEW, StorytellingSession))
    return query.options(*PARTS).order_by(StorytellingSession.starts_at, StorytellingSession.id)


def between(
    actor: Actor, start: datetime, end: datetime, limit: int = MOST
) -> list[StorytellingSession]:
    """Sessions that start in [start, end), earliest first; at most ``limit``."""
    starts = StorytellingSession.starts_at
    return list(db.session.scalars(_seen(actor).where(starts >= start, starts < end).limit(limit)))


def upcoming(actor: Actor, limit: int = 20) -> list[StorytellingSession]:
    """Sessions still to come or running now, earliest first."""
    at = now()
    query = _seen(actor).where(
        StorytellingSession.state.in_(ALIVE), StorytellingSession.starts_at > at - WHOLE
    )
    rows: list[StorytellingSession] = list(db.session.scalars(query.limit(limit + MOST)))
    return [row for row in rows if row.ends_at > at][:limit]


def next_for(actor: Actor) -> StorytellingSession | None:
    """The next session of the actor's own, else of their organisations; with its prompts."""
    at, table = now(), StorytellingSession
    mine = case((table.facilitator_id == actor.id, 0), else_=1)
    query = (
        select(table.id, table.starts_at, table.minutes)
        .where(visible(actor, VIEW, table), table.state.in_(ALIVE), table.starts_at > at - WHOLE)
        .order_by(mine, table.starts_at, table.id)
        .limit(MOST)
    )
    # A few of the first may have ended already: the length is a column, the end is not.
    for session_id, starts_at, minutes in db.session.execute(query):
        if starts_at + timedelta(minutes=minutes) > at:
            return session(actor, session_id)
    return None


def left_lying(actor: Actor, until: datetime, limit: int = 20) -> list[StorytellingSession]:
    """Open or planned sessions that started before ``until``, the oldest first."""
    table = StorytellingSession
    query = select(table).where(
        visible(actor, PLAN, table), table.state.in_(ALIVE), table.starts_at < until
    )
    return list(db.session.scalars(query.order_by(table.starts_at, table.id).limit(limit)))


def participants_of(session_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Attendance]]:
    """Who takes part in each session, narrators first; every session asked for has an entry."""
    wanted = set(session_ids)
    found: dict[uuid.UUID, list[Attendance]] = {each: [] for each in wanted}
    query = (
        select(Attendance)
        .where(Attendance.session_id.in_(wanted))
        .options(selectinload(Attendance.person))
        .order_by(Attendance.part.desc(), Attendance.person_id)
    )
    for row in db.session.scalars(query):
        found[row.session_id].append(row)
    return found


AUDIBLE = (
    select(Attendance.session_id, Attendance.person_id)
    .where(among(Attendance.session_id, given("sessions")), Attendance.came.is_not(False))
    .order_by(Attendance.part.desc(), Attendance.person_id)
)


def audible_in(session_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Whose voices a session's recordings hold: whoever is not known to have stayed away (C5).

    Narrators come first. Asked for every piece of sound that is played.
    """
    found: dict[uuid.UUID, list[uuid.UUID]] = {each: [] for each in session_ids}
    for session_id, person_id in db.session.execute(AUDIBLE, {"sessions": set(found)}):
        found[session_id].append(person_id)
    return found


# Loads for those who change


def lock_calendar(organisation_id: uuid.UUID, facilitator_id: uuid.UUID) -> None:
    """Let one planner at a time look for a free slot of an organisation and a facilitator.

    SQLite's writers already wait for each other; elsewhere the rows are locked, always in this
    order. A facilitator may work for several organisations, hence the second lock.
    """
    for model, key in ((Organisation, organisation_id), (User, facilitator_id)):
        row: Any = model
        db.session.execute(select(row.id).where(row.id == key).with_for_update(key_share=True))


def lock_session(row: StorytellingSession) -> None:
    """Read a session again as it is now, and keep others from moving it meanwhile."""
    columns = [column.key for column in StorytellingSession.__table__.columns]
    db.session.refresh(row, columns, with_for_update={"key_share": True})
    db.session.expire(row, ["attendances", "facilitator"])


def bookings_near(wanted: Booking) -> list[Booking]:
    """Everything that may stand against a booking: the organisation's and the facilitator's."""
    table = StorytellingSession
    query = (
        select(table)
        .where(
            table.state.in_(BINDING),
            table.starts_at > wanted.starts_at - WHOLE - WAY,
            table.starts_at < wanted.ends_at + WAY,
            (table.organisation_id == wanted.organisation_id)
            | (table.facilitator_id == wanted.facilitator_id),
        )
        .options(selectinload(table.attendances))
    )
    return [booking_of(row) for row in db.session.scalars(query)]


def booking_of(row: StorytellingSession) -> Booking:
    """A session as the rules see it."""
    return Booking(
        session_id=row.id,
        organisation_id=row.organisation_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        facilitator_id=row.facilitator_id,
        person_ids=frozenset(item.person_id for item in row.attendances if item.came is not False),
        room=room_key(row.place, row.room, remote=row.remote),
        place=place_key(row.place, remote=row.remote),
        travel=timedelta(minutes=row.travel_minutes or 0),
    )


def session_by_id(session_id: uuid.UUID) -> StorytellingSession | None:
    """A session, for a caller that has authorised what it shows of it."""
    return db.session.get(StorytellingSession, session_id)


def attendances_of(person_id: uuid.UUID) -> list[Attendance]:
    """Every session somebody was planned into, in the order of days."""
    query = (
        select(Attendance)
        .join(StorytellingSession, StorytellingSession.id == Attendance.session_id)
        .where(Attendance.person_id == person_id)
        .options(selectinload(Attendance.session))
        .order_by(StorytellingSession.starts_at, StorytellingSession.id)
    )
    return list(db.session.scalars(query))


def heard_in(person_id: uuid.UUID) -> Select[uuid.UUID]:
    """Sessions in which somebody was not marked absent, as a part of other questions (C5)."""
    return select(Attendance.session_id).where(
        Attendance.person_id == person_id, Attendance.came.is_not(False)
    )


def absence_denied_by(agreement_id: uuid.UUID) -> Attendance | None:
    """Where somebody is marked absent about whose session this agreement says no."""
    agreement = db.session.get(Agreement, agreement_id)
    if agreement is None or agreement.session_id is None:
        return None
    if agreement.uses and agreement.withdrawn_at is None:
        return None
    row = db.session.get(Attendance, (agreement.session_id, agreement.person_id))
    return row if row and row.came is False else None


def confirmed_with(agreement_id: uuid.UUID) -> list[StorytellingSession]:
    """Confirmed sessions not over yet with the person an agreement is about, earliest first."""
    table = StorytellingSession
    query = (
        select(table)
        .join(Attendance, Attendance.session_id == table.id)
        .join(Agreement, Agreement.person_id == Attendance.person_id)
        .where(
            Agreement.id == agreement_id,
            table.state == SessionState.CONFIRMED,
            table.starts_at > now() - WHOLE,
        )
        .options(*PARTS)
        .order_by(table.starts_at, table.id)
    )
    return list(db.session.scalars(query))
