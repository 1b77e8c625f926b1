"""Keeping what is to be done after a session, and what came of it."""

import uuid
from dataclasses import dataclass
from datetime import date

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now, today
from stories.foundation.db import db
from stories.sessions.after.debrief.errors import NotHeld
from stories.sessions.after.followups import queries
from stories.sessions.after.followups.errors import (
    DoneAlready,
    NobodyDoes,
    NoDay,
    NothingToDo,
    NotThere,
)
from stories.sessions.after.followups.models import FollowUp, Outcome
from stories.sessions.after.followups.policy import ADD, FOLLOW
from stories.sessions.after.followups.rules import due_fits
from stories.sessions.models import SessionState, StorytellingSession


@dataclass(frozen=True)
class Task:
    """What is to be done, by whom, by which day, and about whom, if about anybody."""

    text: str
    owner_id: uuid.UUID
    due_on: date | None
    person_id: uuid.UUID | None = None


def add_follow_up(actor: Actor, session: StorytellingSession, task: Task) -> FollowUp:
    """Write down something to be done after a session."""
    require(actor, ADD, session)
    if session.state is not SessionState.HELD:
        raise NotHeld
    _check(session, task)
    row = FollowUp(
        id=uuid.uuid4(),
        organisation_id=session.organisation_id,
        session_id=session.id,
        created_by=actor.id,
        **vars(task),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "sessions.follow_up_added", row)
    return row


def change_follow_up(actor: Actor, row: FollowUp, task: Task) -> FollowUp:
    """Say it otherwise, put it off, or give it to somebody else, while it is to be done."""
    require(actor, FOLLOW, row)
    _begin(row)
    _check(row.session, task, row)
    for name, value in vars(task).items():
        setattr(row, name, value)
    db.session.flush()
    audit.record(actor, "sessions.follow_up_changed", row)
    return row


def finish_follow_up(actor: Actor, row: FollowUp, outcome: Outcome, words: str = "") -> FollowUp:
    """Write down what came of it, once."""
    require(actor, FOLLOW, row)
    _begin(row)
    row.outcome, row.outcome_words = outcome, words
    row.done_at, row.done_by = now(), actor.id
    db.session.flush()
    audit.record(actor, "sessions.follow_up_done", row, detail={"outcome": outcome.value})
    return row


def _begin(row: FollowUp) -> None:
    queries.lock(row)
    if row.outcome is not None:
        raise DoneAlready


def _check(session: StorytellingSession, task: Task, row: FollowUp | None = None) -> None:
    if not task.text:
        raise NothingToDo
    if not due_fits(task.due_on, today(), row.due_on if row else None):
        raise NoDay
    kept = {row.owner_id} if row else set()
    if task.owner_id not in {user.id for user in queries.doers(session.organisation_id)} | kept:
        raise NobodyDoes
    kept_person = {row.person_id} if row else set()
    present = {person.id for person in session.people} | kept_person | {None}
    if task.person_id not in present:
        raise NotThere
