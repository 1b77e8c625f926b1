"""Reading breaches and legal requests, within the organisations whose records are the actor's."""

import uuid
from typing import Any

from sqlalchemy import select

from stories.accounts.models import Organisation
from stories.archive.incidents.models import Breach, LegalRequest, RequestState
from stories.foundation.access import Actor, require, roles_for, visible
from stories.foundation.db import db, kk_key, kk_order
from stories.foundation.errors import NotFound
from stories.people.models import Person


def breaches(actor: Actor) -> list[Breach]:
    """Every record of a breach: the open ones first, then by when they were noticed."""
    query = select(Breach).where(visible(actor, "archive.breaches", Breach))
    order = (Breach.closed_at.is_not(None), Breach.noticed_at.desc())
    return list(db.session.scalars(query.order_by(*order)))


def open_breaches(actor: Actor) -> list[Breach]:
    """Breaches whose record is not finished."""
    return [row for row in breaches(actor) if row.closed_at is None]


def breach(actor: Actor, breach_id: uuid.UUID) -> Breach:
    """One record; raises NotFound across organisations."""
    row = db.session.get(Breach, breach_id)
    if row is None:
        raise NotFound
    require(actor, "archive.breaches", row)
    return row


def requests(actor: Actor) -> list[LegalRequest]:
    """Every legal request: the open ones first, then the newest."""
    query = select(LegalRequest).where(visible(actor, "archive.requests", LegalRequest))
    order = (LegalRequest.state != RequestState.OPEN, LegalRequest.received_on.desc())
    return list(db.session.scalars(query.order_by(*order)))


def open_requests(actor: Actor) -> list[LegalRequest]:
    """Requests that wait for an answer."""
    return [row for row in requests(actor) if row.state is RequestState.OPEN]


def legal_request(actor: Actor, request_id: uuid.UUID) -> LegalRequest:
    """One request; raises NotFound across organisations."""
    row = db.session.get(LegalRequest, request_id)
    if row is None:
        raise NotFound
    require(actor, "archive.requests", row)
    return row


def requests_about(person_id: uuid.UUID) -> list[LegalRequest]:
    """Legal requests about a person, for a caller that has authorised the question."""
    query = select(LegalRequest).where(LegalRequest.person_id == person_id)
    return list(db.session.scalars(query.order_by(LegalRequest.received_on)))


def places(actor: Actor, permission: str) -> list[Organisation]:
    """Organisations a record may be entered for."""
    mine = actor.organisations(*roles_for(permission))
    query = select(Organisation).where(Organisation.id.in_(mine))
    return list(db.session.scalars(query.order_by(kk_order(Organisation.name))))


def people(actor: Actor) -> list[Person]:
    """Whom a legal request may be about, in Kazakh order."""
    mine: Any = actor.organisations(*roles_for("archive.requests"))
    query = select(Person).where(
        visible(actor, "people.view", Person), Person.organisation_id.in_(mine)
    )
    return sorted(db.session.scalars(query), key=lambda person: kk_key(person.name))
