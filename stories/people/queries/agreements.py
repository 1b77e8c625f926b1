"""Finding agreements."""

import uuid
from collections import defaultdict
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from stories.foundation.access import Actor, require, visible
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.people.models import Agreement
from stories.people.rules import Voice, is_child


def agreement(actor: Actor, agreement_id: uuid.UUID, permission: str = "people.agree") -> Agreement:
    """An agreement the actor may act on; raises NotFound across organisations."""
    row = db.session.get(Agreement, agreement_id)
    if row is None:
        raise NotFound
    require(actor, permission, row)
    return row


def agreements_signed_by(person_id: uuid.UUID) -> list[Agreement]:
    """Every answer somebody gave, for themselves or for a child, the newest first."""
    query = (
        select(Agreement)
        .where(Agreement.signer_id == person_id)
        .options(selectinload(Agreement.person))
        .order_by(Agreement.given_at.desc(), Agreement.id)
    )
    return list(db.session.scalars(query))


def agreements_about(person_id: uuid.UUID) -> list[Agreement]:
    """Every answer about somebody or by them, in the order in which they were given."""
    theirs = or_(Agreement.person_id == person_id, Agreement.signer_id == person_id)
    query = select(Agreement).where(theirs).order_by(Agreement.given_at, Agreement.id)
    return list(db.session.scalars(query))


def standing_words_for_children(signer_id: uuid.UUID, on: date) -> dict[uuid.UUID, list[Agreement]]:
    """What somebody agreed to for others who count as children on a day, by child."""
    query = (
        select(Agreement)
        .where(
            Agreement.signer_id == signer_id,
            Agreement.person_id != signer_id,
            Agreement.withdrawn_at.is_(None),
        )
        .options(selectinload(Agreement.person))
        .order_by(Agreement.given_at, Agreement.id)
    )
    found: dict[uuid.UUID, list[Agreement]] = defaultdict(list)
    for row in db.session.scalars(query):
        who = row.person
        if row.uses and is_child(Voice(who.id, who.birth_year, who.birth_date), on):
            found[who.id].append(row)
    return found


def withdrawn_without_outcome(actor: Actor) -> list[Agreement]:
    """Withdrawn agreements whose consequence nobody has recorded yet (DOMAIN C8)."""
    query = (
        select(Agreement)
        .where(
            visible(actor, "people.agree", Agreement),
            Agreement.withdrawn_at.is_not(None),
            Agreement.outcome.is_(None),
        )
        .options(selectinload(Agreement.person), selectinload(Agreement.signer))
        .order_by(Agreement.withdrawn_at)
    )
    return list(db.session.scalars(query))
