"""Who adds something to be done, and who sees and does it."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select

from stories.foundation.access import Actor, Alternative, Predicate, Role, permit
from stories.sessions.after.debrief.policy import LEADS
from stories.sessions.after.followups.models import FollowUp
from stories.sessions.models import StorytellingSession

ADD, FOLLOW = "sessions.add_follow_up", "sessions.follow_up"
DOERS = (Role.FACILITATOR, Role.CURATOR, Role.SAFEGUARDING, Role.ADMIN)


def _mine(actor: Actor, row: Any) -> bool:
    mine = (row.owner_id, row.created_by, row.session.facilitator_id)
    return actor.id is not None and actor.id in mine


def _mine_clause(actor: Actor, _model: Any) -> ColumnElement[bool]:
    led = select(StorytellingSession.id).where(StorytellingSession.facilitator_id == actor.id)
    return or_(
        FollowUp.owner_id == actor.id,
        FollowUp.created_by == actor.id,
        FollowUp.session_id.in_(led),
    )


MINE = Predicate("does it, asked for it or led the session", _mine, _mine_clause)


def fill() -> None:
    """Enter the permissions into the table: ``ADD`` is asked of a session, ``FOLLOW`` of a row."""
    others = (Role.CURATOR, Role.SAFEGUARDING, Role.ADMIN)
    permit(ADD, Alternative(Role.FACILITATOR, (LEADS,)), *others)
    permit(FOLLOW, Alternative(Role.FACILITATOR, (MINE,)), *others)
