"""Who is written to about which sessions."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select

from stories.foundation.db import db
from stories.people.models import Person
from stories.sessions.letters.models import LetterRefusal
from stories.sessions.letters.rules import SETTLED, WEEK
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.queries import PARTS

LOOKED_BACK = timedelta(days=2)  # what changed before is found again when its week comes
MOST = 500
STATES = (SessionState.PLANNED, SessionState.CONFIRMED, SessionState.CANCELLED)


def concerned(at: datetime) -> list[StorytellingSession]:
    """Sessions about which somebody may have to be told something: changed of late, or near."""
    table = StorytellingSession
    of_late = table.changed_at > at - LOOKED_BACK
    near = and_(table.starts_at > at, table.starts_at < at + WEEK + LOOKED_BACK)
    query = (
        select(table)
        .where(
            table.state.in_(STATES),
            table.changed_at <= at - SETTLED,
            table.starts_at > at - WEEK,
            or_(of_late, near),
        )
        .options(*PARTS)
        .order_by(table.starts_at)
        .limit(MOST)
    )
    return list(db.session.scalars(query))


def session_of(session_id: uuid.UUID) -> StorytellingSession | None:
    """A session with its people as they are now."""
    query = select(StorytellingSession).where(StorytellingSession.id == session_id)
    return db.session.scalar(query.options(*PARTS).execution_options(populate_existing=True))


def refusing(person_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of them who want no letters."""
    query = select(LetterRefusal.person_id).where(LetterRefusal.person_id.in_(set(person_ids)))
    return set(db.session.scalars(query))


def refusal_of(person_id: uuid.UUID) -> LetterRefusal | None:
    """That somebody wants no letters, if they said so."""
    query = select(LetterRefusal).where(LetterRefusal.person_id == person_id)
    return db.session.scalar(query)


def lock_person(person_id: uuid.UUID) -> None:
    """Let one at a time say whether somebody wants letters."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
