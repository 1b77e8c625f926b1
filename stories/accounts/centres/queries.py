"""Reading centres."""

import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from stories.accounts.models import Centre
from stories.foundation.access import Actor, require, visible
from stories.foundation.db import db, kk_key
from stories.foundation.errors import NotFound


def centre(actor: Actor, centre_id: uuid.UUID) -> Centre:
    """A centre the actor administers; raises NotFound across organisations."""
    row = db.session.get(Centre, centre_id)
    if row is None:
        raise NotFound
    require(actor, "accounts.manage", row)
    return row


def centres_of(actor: Actor, permission: str, *, retired: bool = True) -> list[Centre]:
    """Centres of the organisations where the actor may do that, in Kazakh order."""
    query = select(Centre).where(visible(actor, permission, Centre))
    if not retired:
        query = query.where(Centre.retired_at.is_(None))
    rows = db.session.scalars(query.options(joinedload(Centre.organisation)))
    return sorted(rows, key=lambda row: kk_key(row.name))


def offered(owners: Collection[uuid.UUID], kept: uuid.UUID | None = None) -> list[Centre]:
    """Centres that may be chosen for something of these organisations, in Kazakh order.

    One that was chosen before stays on offer though it is retired.
    """
    open_ones = Centre.retired_at.is_(None) | (Centre.id == kept)
    query = select(Centre).where(Centre.organisation_id.in_(owners), open_ones)
    return sorted(db.session.scalars(query), key=lambda row: kk_key(row.name))


def belongs(centre_id: uuid.UUID | None, organisation_id: uuid.UUID) -> bool:
    """Whether nothing, or a centre of this very organisation, is meant."""
    if centre_id is None:
        return True
    row = db.session.get(Centre, centre_id)
    return row is not None and row.organisation_id == organisation_id


def name_taken(organisation_id: uuid.UUID, folded: str, but: uuid.UUID | None) -> bool:
    """Whether another centre of the organisation goes by a name, whatever its letters."""
    query = select(Centre.id).where(
        Centre.organisation_id == organisation_id, Centre.folded == folded
    )
    return any(found != but for found in db.session.scalars(query))
