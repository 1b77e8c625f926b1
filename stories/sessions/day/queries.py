"""Reading what was noted on the day."""

import uuid

from sqlalchemy import select

from stories.foundation.db import db
from stories.sessions.day.models import Moment, Mood, SessionKeyword, UnusedStretch


def moods_in(session_id: uuid.UUID) -> dict[tuple[uuid.UUID, Moment], int]:
    """The pictures of a session, by person and moment."""
    rows = db.session.scalars(select(Mood).where(Mood.session_id == session_id))
    return {(row.person_id, row.moment): row.picture for row in rows}


def moods_of(person_id: uuid.UUID) -> list[Mood]:
    """Every picture of somebody's, for a caller that has authorised the question."""
    query = select(Mood).where(Mood.person_id == person_id)
    return list(db.session.scalars(query.order_by(Mood.noted_at, Mood.moment)))


def mood(session_id: uuid.UUID, person_id: uuid.UUID, moment: Moment) -> Mood | None:
    """One picture, if one was chosen."""
    return db.session.get(Mood, (session_id, person_id, moment))


def keywords_in(session_id: uuid.UUID) -> list[SessionKeyword]:
    """A session's keywords as they were typed."""
    query = select(SessionKeyword).where(SessionKeyword.session_id == session_id)
    return list(db.session.scalars(query.order_by(SessionKeyword.at, SessionKeyword.id)))


def stretches_in(session_id: uuid.UUID) -> list[UnusedStretch]:
    """A session's pauses, the first first."""
    query = select(UnusedStretch).where(UnusedStretch.session_id == session_id)
    return list(db.session.scalars(query.order_by(UnusedStretch.from_at, UnusedStretch.id)))
