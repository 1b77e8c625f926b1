"""Planning a session and changing the plan."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.people.queries import persons_by_ids
from stories.sessions import queries
from stories.sessions.errors import NotReady, SessionClash, WrongState
from stories.sessions.guides.services import kept
from stories.sessions.marks import mark, seen_of
from stories.sessions.models import Attendance, Part, SessionState, StorytellingSession
from stories.sessions.policy import PLAN
from stories.sessions.readiness import standing
from stories.sessions.rules import MOVES, USUAL, Move, clashes
from stories.sessions.services.checks import check_plan, owner_of


@dataclass(frozen=True)
class Plan:
    """Everything that is planned about a session.

    ``starts_at`` is aware; ``minutes`` 20–90; ``travel_minutes`` 0–240, the way from another place.
    """

    starts_at: datetime
    zone: str
    facilitator_id: uuid.UUID
    narrators: tuple[uuid.UUID, ...]
    listeners: tuple[uuid.UUID, ...] = ()
    theme: str = ""
    place: str = ""
    room: str = ""
    remote: bool = False
    minutes: int = USUAL
    languages: tuple[str, ...] = ("kk",)
    interpreter: str = ""
    prompts: tuple[str, ...] = ()
    note: str = ""
    travel_minutes: int = 0

    @property
    def person_ids(self) -> tuple[uuid.UUID, ...]:
        return (*self.narrators, *self.listeners)


def plan_session(actor: Actor, plan: Plan) -> StorytellingSession:
    """Enter a session into the calendar (DOMAIN S1).

    Raises BadPlan with a sentence per field, and SessionClash when a person, the facilitator or
    the room is taken.
    """
    people = persons_by_ids(plan.person_ids)
    row = StorytellingSession(organisation_id=owner_of(plan, people), created_by=actor.id)
    require(actor, PLAN, row)
    check_plan(plan, people, row.organisation_id)
    _fill(row, plan)
    _keep_free(row)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "sessions.planned", row, detail={"people": len(plan.person_ids)})
    return row


def change_session(actor: Actor, row: StorytellingSession, plan: Plan) -> StorytellingSession:
    """Change a session that was neither held nor cancelled.

    Raises WrongState, BadPlan and SessionClash; NotReady when an open session would lose what it
    needed to open. From an open session nobody is taken off: whoever may already be heard in its
    recording stays on the list, and who came is noted instead (DOMAIN C5). A confirmed one that
    loses what it needed is planned again.
    """
    require(actor, PLAN, row)
    queries.lock_session(row)
    if (row.state, Move.CHANGE) not in MOVES:
        raise WrongState(Move.CHANGE)
    people = persons_by_ids(plan.person_ids)
    check_plan(plan, people, row.organisation_id, running=row)
    before = seen_of(row)
    _fill(row, plan)
    _keep_free(row)
    db.session.flush()
    doubted = _still_ready(row)
    mark(row, noticed=doubted or seen_of(row) != before)
    db.session.flush()
    detail: audit.Detail = {"people": len(plan.person_ids)}
    if doubted:
        detail |= {"before": SessionState.CONFIRMED.value, "after": row.state.value}
    audit.record(actor, "sessions.changed", row, detail=detail)
    return row


def _fill(row: StorytellingSession, plan: Plan) -> None:
    row.starts_at, row.minutes, row.zone = plan.starts_at, plan.minutes, plan.zone
    row.place, row.room, row.remote = plan.place.strip(), plan.room.strip(), plan.remote
    row.travel_minutes = plan.travel_minutes
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


def _keep_free(row: StorytellingSession) -> None:
    with db.session.no_autoflush:
        queries.lock_calendar(row.organisation_id, row.facilitator_id)
        wanted = queries.booking_of(row)
        found = clashes(wanted, queries.bookings_near(wanted))
    if found:
        raise SessionClash(found)


def _still_ready(row: StorytellingSession) -> bool:
    """Whether a confirmed session had to be planned again; an open one is held to its people."""
    if row.opened_at is None and row.state is not SessionState.CONFIRMED:
        return False
    missing = standing(row).obstacles
    if missing and row.opened_at is not None:
        raise NotReady(missing)
    if missing:
        row.state, row.confirmed_at, row.confirmed_by = SessionState.PLANNED, None, None
    return bool(missing)
