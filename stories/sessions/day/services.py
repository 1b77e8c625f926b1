"""Noting things on the run sheet, each by itself; what was typed later stays."""

import uuid
from datetime import datetime

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.sessions import queries as sessions
from stories.sessions.day import queries
from stories.sessions.day.errors import NoKeyword, NotOpenYet
from stories.sessions.day.models import Moment, Mood, SessionKeyword, UnusedStretch
from stories.sessions.models import Attendance, SessionState, StorytellingSession
from stories.sessions.policy import PLAN

LONGEST = 120
TAKES = frozenset({SessionState.OPEN, SessionState.HELD})


def _begin(actor: Actor, row: StorytellingSession) -> None:
    """Raises NotOpenYet; a closed session still takes what a phone brings late."""
    require(actor, PLAN, row)
    sessions.lock_session(row)
    if row.state not in TAKES:
        raise NotOpenYet


def _seat(row: StorytellingSession, person_id: uuid.UUID) -> Attendance:
    """Somebody's part in the session; raises NotFound for whoever has none."""
    found = next((one for one in row.attendances if one.person_id == person_id), None)
    if found is None:
        raise NotFound
    return found


def note_mood(
    actor: Actor,
    row: StorytellingSession,
    person_id: uuid.UUID,
    moment: Moment,
    picture: int | None,
    at: datetime,
) -> None:
    """Keep which picture somebody pointed at; None takes it back (DOMAIN S7)."""
    _begin(actor, row)
    _seat(row, person_id)
    found = queries.mood(row.id, person_id, moment)
    if found is not None and found.noted_at > at:
        return
    if found is not None and picture is None:
        db.session.delete(found)
    elif found is not None and picture is not None:
        found.picture, found.noted_at = picture, at
    elif picture is not None:
        told = {"organisation_id": row.organisation_id, "picture": picture, "noted_at": at}
        db.session.add(Mood(session_id=row.id, person_id=person_id, moment=moment, **told))
    db.session.flush()
    audit.record(actor, "sessions.mood_noted", row)


def add_keyword(actor: Actor, row: StorytellingSession, text: str, at: datetime) -> None:
    """Keep a few words with their moment; raises NoKeyword."""
    _begin(actor, row)
    if not text or len(text) > LONGEST:
        raise NoKeyword
    told = {"text": text, "at": at, "created_by": actor.id}
    db.session.add(SessionKeyword(organisation_id=row.organisation_id, session_id=row.id, **told))
    db.session.flush()
    audit.record(actor, "sessions.keyword_noted", row)


def pause(actor: Actor, row: StorytellingSession, at: datetime) -> None:
    """From here nothing is to be used; a pause that is running stays one (DOMAIN S6)."""
    _begin(actor, row)
    if any(one.from_at <= at and one.until_at is None for one in queries.stretches_in(row.id)):
        return
    told = {"from_at": at, "created_by": actor.id}
    db.session.add(UnusedStretch(organisation_id=row.organisation_id, session_id=row.id, **told))
    db.session.flush()
    audit.record(actor, "sessions.paused", row)


def go_on(actor: Actor, row: StorytellingSession, at: datetime) -> None:
    """The pause that is running ends; without one nothing happens."""
    _begin(actor, row)
    for one in queries.stretches_in(row.id):
        if one.until_at is None and one.from_at <= at:
            one.until_at = at
            audit.record(actor, "sessions.went_on", row)
    db.session.flush()
