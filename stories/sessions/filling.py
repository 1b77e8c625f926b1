"""Laying plans into rows, and what has to hold once they lie there: a free slot, readiness."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import timedelta

from stories.foundation.db import db
from stories.sessions import queries
from stories.sessions.guides.services import kept
from stories.sessions.models import Attendance, Part, SessionState, StorytellingSession
from stories.sessions.plans import Plan
from stories.sessions.readiness import standings
from stories.sessions.rules import Booking, Overlap, clashes, place_key, room_key


def fill(row: StorytellingSession, plan: Plan) -> None:
    """Lay a plan into a session's row, with its people and its questions."""
    row.starts_at, row.minutes, row.zone = plan.starts_at, plan.minutes, plan.zone
    row.place, row.room, row.remote = plan.place.strip(), plan.room.strip(), plan.remote
    row.travel_minutes = plan.travel_minutes
    row.centre_id = plan.centre_id
    row.theme, row.note = plan.theme.strip(), plan.note.strip()
    row.languages, row.interpreter = list(plan.languages), plan.interpreter.strip()
    if row.facilitator_id != plan.facilitator_id:
        row.facilitator_id = plan.facilitator_id
        if row in db.session:
            db.session.expire(row, ["facilitator"])
    _seat(row, plan)
    row.prompts = kept(plan.prompts)


def _seat(row: StorytellingSession, plan: Plan) -> None:
    parts = dict.fromkeys(plan.narrators, Part.NARRATOR)
    parts |= dict.fromkeys(plan.listeners, Part.LISTENER)
    seated = {item.person_id: item for item in row.attendances}
    for person_id in seated.keys() - parts.keys():
        row.attendances.remove(seated[person_id])
    for person_id, part in parts.items():
        if person_id in seated:
            seated[person_id].part = part
        else:
            row.attendances.append(Attendance(person_id=person_id, part=part))


def booking_for(plan: Plan, owner: uuid.UUID, session_id: uuid.UUID) -> Booking:
    """A plan as the rules of clashes see it."""
    return Booking(
        session_id=session_id,
        organisation_id=owner,
        starts_at=plan.starts_at,
        ends_at=plan.starts_at + timedelta(minutes=plan.minutes),
        facilitator_id=plan.facilitator_id,
        person_ids=frozenset(plan.person_ids),
        room=room_key(plan.place, plan.room, remote=plan.remote),
        place=place_key(plan.place, remote=plan.remote),
        travel=timedelta(minutes=plan.travel_minutes),
    )


def taken(batch: Mapping[uuid.UUID, Booking]) -> dict[uuid.UUID, list[Overlap]]:
    """What stands against each of some sessions that are moved together, by their ids.

    They are measured against one another and against everything else, but not against where they
    themselves stood before. One planner at a time looks (``lock_for``).
    """
    found = {}
    with db.session.no_autoflush:
        for row_id, wanted in batch.items():
            near = queries.bookings_near(wanted)
            others = [item for item in near if item.session_id not in batch]
            against = clashes(wanted, [*others, *batch.values()])
            if against:
                found[row_id] = against
    return found


def lock_for(rows: Iterable[StorytellingSession]) -> None:
    """Let nobody else plan for the organisation and the facilitators of some sessions."""
    with db.session.no_autoflush:
        pairs = {(row.organisation_id, row.facilitator_id) for row in rows}
        for organisation_id, facilitator_id in sorted(pairs, key=str):
            queries.lock_calendar(organisation_id, facilitator_id)


def doubt(rows: Iterable[StorytellingSession]) -> set[uuid.UUID]:
    """Take back the confirmation of those that are not ready any more; gives their ids."""
    confirmed = [row for row in rows if row.state is SessionState.CONFIRMED]
    stands = standings(confirmed)
    lost = [row for row in confirmed if stands[row.id].obstacles]
    for row in lost:
        row.state, row.confirmed_at, row.confirmed_by = SessionState.PLANNED, None, None
    return {row.id for row in lost}
