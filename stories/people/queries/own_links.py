"""Finding somebody's own links, and what stands behind one."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.foundation.links import hash_token
from stories.people.models import Agreement, OwnLink


def own_link_by_token(token: str) -> OwnLink | None:
    """The link a token belongs to."""
    return db.session.scalar(select(OwnLink).where(OwnLink.token_hash == hash_token(token)))


def own_link(actor: Actor, link_id: uuid.UUID) -> OwnLink:
    """A link the actor may close; raises NotFound."""
    row = db.session.get(OwnLink, link_id)
    if row is None:
        raise NotFound
    require(actor, "people.give_link", row)
    return row


def own_links_of(person_ids: Iterable[uuid.UUID]) -> list[OwnLink]:
    """Links of these people, the newest first."""
    query = (
        select(OwnLink)
        .where(OwnLink.person_id.in_(set(person_ids)))
        .options(selectinload(OwnLink.person))
        .order_by(OwnLink.created_at.desc(), OwnLink.id)
    )
    return list(db.session.scalars(query))


def agreement_behind(link: OwnLink, agreement_id: uuid.UUID) -> Agreement:
    """An answer the link's person gave; raises NotFound for everybody else's."""
    row = db.session.get(Agreement, agreement_id)
    if row is None or row.signer_id != link.person_id:
        raise NotFound
    return row
