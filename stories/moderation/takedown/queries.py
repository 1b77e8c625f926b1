"""Finding requests to take down: for those who decide, and for whoever brings a code."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from stories.accounts.models import Organisation, User
from stories.accounts.queries import staff_with
from stories.foundation.access import Actor, require, roles_for, visible
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.moderation.models import Story
from stories.moderation.takedown.models import OPEN, Takedown, TakedownState
from stories.moderation.takedown.rules import Word

DECIDE = "moderation.decide_takedown"


def takedown(actor: Actor, takedown_id: uuid.UUID) -> Takedown:
    """A request the actor may decide; raises NotFound across organisations."""
    row = db.session.get(Takedown, takedown_id)
    if row is None:
        raise NotFound
    require(actor, DECIDE, row)
    return row


def takedowns(actor: Actor, *, waiting: bool = False) -> list[Takedown]:
    """Requests the actor may decide: where a child is involved first, then the oldest."""
    query = (
        select(Takedown)
        .where(visible(actor, DECIDE, Takedown))
        .options(joinedload(Takedown.story), selectinload(Takedown.decisions))
        .order_by(Takedown.child.desc(), Takedown.created_at, Takedown.id)
    )
    if waiting:
        query = query.where(Takedown.state.in_(OPEN))
    return list(db.session.scalars(query))


def hold(row: Takedown) -> None:
    """Let one hand at a time speak about a request, and see what the last one said."""
    db.session.refresh(row, with_for_update={"of": Takedown})
    db.session.refresh(row, ["decisions"])


def words_of(row: Takedown) -> list[Word]:
    """What was said about a request, in order."""
    return [Word(item.actor_id, item.round, item.outcome, item.audience) for item in row.decisions]


def takedowns_of(story: Story) -> list[Takedown]:
    """Every request to take down a story, for a caller that has authorised what it does."""
    return list(db.session.scalars(select(Takedown).where(Takedown.story_id == story.id)))


def by_id(takedown_id: uuid.UUID) -> Takedown | None:
    """A request, for the letter that tells of it."""
    return db.session.get(Takedown, takedown_id)


def case(case_hash: str) -> list[Takedown]:
    """What was asked for at once under one code, in order; empty where there is no such code."""
    query = select(Takedown).where(Takedown.case_hash == case_hash)
    return list(db.session.scalars(query.order_by(Takedown.created_at, Takedown.id)))


def case_of(takedown_id: uuid.UUID) -> list[Takedown]:
    """The case one of its rows belongs to, for whoever has shown its code."""
    row = db.session.get(Takedown, takedown_id)
    return case(row.case_hash) if row is not None and row.case_hash else []


def asked_with(row: Takedown) -> list[Takedown]:
    """A request and what was asked for at once with it in its organisation."""
    rows = case(row.case_hash) if row.case_hash else [row]
    return [one for one in rows if one.organisation_id == row.organisation_id]


def deciders(organisation_id: uuid.UUID) -> list[User]:
    """Everybody who may decide in an organisation and can sign in, by id without doubles."""
    found: dict[uuid.UUID, User] = {}
    for role in sorted(roles_for(DECIDE)):
        found |= {user.id: user for user in staff_with(role, frozenset({organisation_id}))}
    return list(found.values())


def organisations() -> list[uuid.UUID]:
    """Every organisation: one of them may be meant by whoever does not know which."""
    return list(db.session.scalars(select(Organisation.id).order_by(Organisation.created_at)))


def choosable(actor: Actor, row: Takedown) -> list[Story]:
    """Stories of the request's organisation that may be the one that is meant."""
    query = select(Story).where(
        visible(actor, "moderation.view", Story), Story.organisation_id == row.organisation_id
    )
    return list(db.session.scalars(query.order_by(Story.created_at.desc(), Story.id)))


def still_disputed(story_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of some stories about which a request is open."""
    query = select(Takedown.story_id).where(
        Takedown.story_id.in_(set(story_ids)), Takedown.state.in_(OPEN)
    )
    return {found for found in db.session.scalars(query) if found}


def last_decided(rows: Iterable[Takedown]) -> datetime | None:
    """When the last of some requests was decided."""
    decided = (row.decided_at for row in rows if row.state is TakedownState.DECIDED)
    return max((at for at in decided if at), default=None)
