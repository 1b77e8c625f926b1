"""Counting what facilitators did, in a constant number of questions."""

import uuid
from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, func, select

from stories.accounts.models import User
from stories.accounts.queries import staff_with, users_among
from stories.foundation.access import Actor, Role, visible
from stories.foundation.clock import today
from stories.foundation.db import among, db
from stories.sessions.after.debrief.models import Debrief
from stories.sessions.after.followups.models import FollowUp
from stories.sessions.after.followups.policy import FOLLOW
from stories.sessions.after.workload.policy import OF_ALL, WORKLOAD
from stories.sessions.after.workload.rules import Load, Stretch
from stories.sessions.models import Attendance, SessionState, StorytellingSession

Sessions = StorytellingSession
Loads = dict[uuid.UUID, Load]


def loads(actor: Actor, stretch: Stretch) -> list[tuple[User, Load]]:
    """Everybody whose workload the actor sees, also who had nothing to do, in Kazakh order."""
    found: Loads = defaultdict(Load)
    for part in (_sessions, _people, _lacking, _follow_ups):
        for user_id, load in part(actor, stretch).items():
            found[user_id] += load
    leaders = _facilitators(actor)
    shown = {user.id: user for user in leaders}
    led = {key for key, load in found.items() if load.sessions} - set(shown)
    users = [*leaders, *users_among(_ids(led))] if led else leaders
    if not actor.operator and not actor.organisations(*OF_ALL):
        users = [user for user in users if user.id == actor.id]
    return [(user, found[user.id]) for user in users]


def _ids(ids: set[uuid.UUID]) -> Any:
    return select(User.id).where(among(User.id, ids))


def _facilitators(actor: Actor) -> list[User]:
    places = actor.organisations(Role.FACILITATOR, *OF_ALL)
    return staff_with(Role.FACILITATOR, places)


def _mine(actor: Actor, stretch: Stretch) -> ColumnElement[bool]:
    in_time = Sessions.day.between(stretch.first, stretch.last)
    return visible(actor, WORKLOAD, Sessions) & in_time


def _sessions(actor: Actor, stretch: Stretch) -> Loads:
    held = Sessions.state == SessionState.HELD
    cancelled = Sessions.state == SessionState.CANCELLED
    query = (
        select(
            Sessions.facilitator_id,
            func.count().filter(~held & ~cancelled),
            func.count().filter(held),
            func.count().filter(cancelled),
            func.coalesce(func.sum(Sessions.minutes).filter(held), 0),
        )
        .where(_mine(actor, stretch))
        .group_by(Sessions.facilitator_id)
    )
    return {row[0]: Load(*row[1:]) for row in db.session.execute(query)}


def _people(actor: Actor, stretch: Stretch) -> Loads:
    """Whoever came to a session that was held; each counts once."""
    query = (
        select(Sessions.facilitator_id, func.count(Attendance.person_id.distinct()))
        .join(Attendance, Attendance.session_id == Sessions.id)
        .where(
            _mine(actor, stretch),
            Sessions.state == SessionState.HELD,
            Attendance.came.is_not(False),
        )
        .group_by(Sessions.facilitator_id)
    )
    return {user_id: Load(people=count) for user_id, count in db.session.execute(query)}


def _lacking(actor: Actor, stretch: Stretch) -> Loads:
    """Sessions held before today that nobody looked back on."""
    query = (
        select(Sessions.facilitator_id, func.count())
        .outerjoin(Debrief, Debrief.session_id == Sessions.id)
        .where(
            _mine(actor, stretch),
            Sessions.state == SessionState.HELD,
            Sessions.day < today(),
            Debrief.id.is_(None),
        )
        .group_by(Sessions.facilitator_id)
    )
    return {user_id: Load(lacking=count) for user_id, count in db.session.execute(query)}


def _follow_ups(actor: Actor, stretch: Stretch) -> Loads:
    """What somebody is still to do and that is due in this time."""
    query = (
        select(FollowUp.owner_id, func.count())
        .where(
            visible(actor, FOLLOW, FollowUp),
            FollowUp.outcome.is_(None),
            FollowUp.due_on.between(stretch.first, stretch.last),
        )
        .group_by(FollowUp.owner_id)
    )
    return {user_id: Load(follow_ups=count) for user_id, count in db.session.execute(query)}
