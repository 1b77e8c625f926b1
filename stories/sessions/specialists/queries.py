"""Reading the directory of specialists."""

import uuid

from sqlalchemy import and_, or_, select

from stories.accounts.models import Grant, User
from stories.accounts.queries import users_among
from stories.foundation.access import Actor, require, visible
from stories.foundation.db import db, kk_key
from stories.foundation.errors import NotFound
from stories.sessions.specialists.models import Specialist
from stories.sessions.specialists.policy import READ
from stories.sessions.specialists.rules import Wanted, fits

EVERYBODY = Wanted()


def specialists(actor: Actor, wanted: Wanted = EVERYBODY) -> list[Specialist]:
    """Those of the actor's organisations and those others show, in Kazakh order of their names."""
    mine = visible(actor, READ, Specialist)
    seen = or_(mine, Specialist.shared) if actor.can(READ) else mine
    query = select(Specialist).where(and_(seen, Specialist.retired_at.is_(None)))
    found = [row for row in db.session.scalars(query) if fits(row, wanted)]
    return sorted(found, key=lambda row: (kk_key(row.name), row.id))


def specialist(actor: Actor, specialist_id: uuid.UUID, permission: str = READ) -> Specialist:
    """One of them; raises NotFound across organisations, unless it is only read and shown there."""
    row = db.session.get(Specialist, specialist_id)
    if row is None:
        raise NotFound
    shown = permission == READ and row.shared and row.retired_at is None and actor.can(READ)
    if not shown:
        require(actor, permission, row)
    return row


def reaches(actor: Actor, row: Specialist) -> bool:
    """Whether the actor may see how somebody is reached: their own organisation's staff alone."""
    return actor.can(READ, row)


def staff_to_tie(organisation_id: uuid.UUID) -> list[User]:
    """Active staff of an organisation, for a caller that has authorised the question."""
    here = select(Grant.user_id).where(Grant.organisation_id == organisation_id)
    return users_among(here, User.active)
