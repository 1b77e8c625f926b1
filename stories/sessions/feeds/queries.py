"""Finding feeds and what stands in them."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from stories.accounts.queries import user_by_id
from stories.foundation.access import roles_for
from stories.foundation.db import db
from stories.foundation.links import hash_token
from stories.people.models import Representation
from stories.sessions.feeds.models import CalendarFeed
from stories.sessions.models import Attendance, StorytellingSession
from stories.sessions.policy import VIEW
from stories.sessions.queries import PARTS

BACK = timedelta(days=400)
MOST = 3000


def feed_by_token(token: str) -> CalendarFeed | None:
    """The feed a token belongs to, if it is still open."""
    query = select(CalendarFeed).where(
        CalendarFeed.token_hash == hash_token(token), CalendarFeed.revoked_at.is_(None)
    )
    return db.session.scalar(query)


def feeds_of(
    *, user_id: uuid.UUID | None = None, person_id: uuid.UUID | None = None
) -> list[CalendarFeed]:
    """Every feed of somebody, open ones and closed ones, the newest first."""
    mine = CalendarFeed.user_id == user_id if user_id else CalendarFeed.person_id == person_id
    query = select(CalendarFeed).where(mine)
    return list(db.session.scalars(query.order_by(CalendarFeed.created_at.desc(), CalendarFeed.id)))


def _since(at: datetime) -> Select[StorytellingSession]:
    table = StorytellingSession
    query = select(table).where(table.starts_at > at - BACK).options(*PARTS)
    return query.order_by(table.starts_at, table.id).limit(MOST)


def led_by(user_id: uuid.UUID, at: datetime) -> list[StorytellingSession] | None:
    """Sessions somebody leads where they still belong; None once they have left."""
    user = user_by_id(user_id)
    if user is None or not user.active:
        return None
    roles = roles_for(VIEW)
    places = {grant.organisation_id for grant in user.grants if grant.role in roles}
    table = StorytellingSession
    mine = _since(at).where(table.facilitator_id == user_id, table.organisation_id.in_(places))
    return list(db.session.scalars(mine))


def with_any_of(person_ids: Iterable[uuid.UUID], at: datetime) -> list[StorytellingSession]:
    """Sessions somebody of these was planned into."""
    seated = select(Attendance.session_id).where(Attendance.person_id.in_(set(person_ids)))
    return list(db.session.scalars(_since(at).where(StorytellingSession.id.in_(seated))))


def represented_by(person_id: uuid.UUID) -> set[uuid.UUID]:
    """Those somebody speaks for in law, while they are children."""
    query = select(Representation.child_id).where(Representation.representative_id == person_id)
    return set(db.session.scalars(query))
