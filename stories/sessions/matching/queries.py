"""Reading seasons, what was said about pairs, and who has met."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from stories.foundation.access import Actor, require, visible
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.sessions.matching.models import Season, SeasonPair
from stories.sessions.matching.rules import Pair
from stories.sessions.models import Attendance, SessionState, StorytellingSession
from stories.sessions.policy import PLAN


def seasons(actor: Actor) -> list[Season]:
    """Seasons of the actor's organisations, the latest first."""
    query = select(Season).where(visible(actor, PLAN, Season))
    return list(db.session.scalars(query.order_by(Season.first_day.desc(), Season.id)))


def season(actor: Actor, season_id: uuid.UUID) -> Season:
    """A season the actor plans; raises NotFound across organisations (DOMAIN X2)."""
    row = db.session.get(Season, season_id)
    if row is None:
        raise NotFound
    require(actor, PLAN, row)
    return row


def pairs_of(season_id: uuid.UUID) -> list[SeasonPair]:
    """What was said about pairs of a season, in the order it was said."""
    query = select(SeasonPair).where(SeasonPair.season_id == season_id)
    return list(db.session.scalars(query.order_by(SeasonPair.created_at, SeasonPair.id)))


def season_pair(season_id: uuid.UUID, row_id: uuid.UUID) -> SeasonPair:
    """One of them, of a season the caller has authorised; raises NotFound."""
    row = db.session.get(SeasonPair, row_id)
    if row is None or row.season_id != season_id:
        raise NotFound
    return row


def pair_in(season_id: uuid.UUID, pair: Pair) -> SeasonPair | None:
    """What was said about two people in a season."""
    query = select(SeasonPair).where(
        SeasonPair.season_id == season_id,
        SeasonPair.elder_id == pair.elder_id,
        SeasonPair.youth_id == pair.youth_id,
    )
    return db.session.scalar(query)


def pairs_about(person_id: uuid.UUID) -> list[SeasonPair]:
    """What was said about somebody, in whichever season."""
    mine = or_(SeasonPair.elder_id == person_id, SeasonPair.youth_id == person_id)
    return list(db.session.scalars(select(SeasonPair).where(mine).order_by(SeasonPair.id)))


def seasons_by_ids(season_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Season]:
    """Seasons by id, for a caller that has authorised what it shows of them."""
    rows = db.session.scalars(select(Season).where(Season.id.in_(set(season_ids))))
    return {row.id: row for row in rows}


def lock(row: Season) -> None:
    """Let one planner at a time say something about a season's pairs."""
    db.session.refresh(row, with_for_update=True)


def met_before(organisation_id: uuid.UUID, moment: datetime) -> set[Pair]:
    """Any two who sat together in a session held before a moment, in both orders."""
    one, other, table = aliased(Attendance), aliased(Attendance), StorytellingSession
    query = (
        select(one.person_id, other.person_id)
        .join(other, other.session_id == one.session_id)
        .join(table, table.id == one.session_id)
        .where(
            table.organisation_id == organisation_id,
            table.state == SessionState.HELD,
            table.starts_at < moment,
            one.person_id != other.person_id,
            one.came.is_not(False),
            other.came.is_not(False),
        )
        .distinct()
    )
    return {Pair(*row) for row in db.session.execute(query)}
