"""Who may see which class of data, computed from the grants as they are at this moment."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from stories.accounts.models import Grant, Organisation, User
from stories.archive.register.classes import CLASSES, DataClass
from stories.foundation.access import Actor, Role, require, roles_for, visible
from stories.foundation.db import db, kk_key, kk_order
from stories.foundation.errors import NotFound
from stories.foundation.models import AuditEvent

HISTORY = 200
GIVEN_OR_TAKEN = (
    "accounts.joined",
    "accounts.role_granted",
    "accounts.role_taken",
    "accounts.deactivated",
)


@dataclass(frozen=True)
class Holder:
    """Somebody to whom a class of data is open, by which role, since when."""

    name: str
    role: Role
    since: datetime


@dataclass(frozen=True)
class Change:
    """A role given or taken, as the log has it."""

    at: datetime
    who: str
    action: str
    whom: str
    role: Role | None


def places(actor: Actor) -> list[Organisation]:
    """Organisations whose register the actor may read."""
    mine = actor.organisations(*roles_for("archive.register"))
    query = select(Organisation).where(Organisation.id.in_(mine))
    return list(db.session.scalars(query.order_by(kk_order(Organisation.name))))


def place(actor: Actor, asked: str) -> Organisation:
    """The organisation that was asked for, else the first; raises NotFound for others."""
    found = places(actor)
    chosen = next((row for row in found if str(row.id) == asked), None)
    if chosen is None and (asked or not found):
        raise NotFound
    return chosen or found[0]


def register(actor: Actor, organisation: Organisation) -> list[tuple[DataClass, list[Holder]]]:
    """Each class of data with everybody it is open to, in Kazakh order."""
    grants = _grants(actor, organisation)
    return [(item, _holders(item, grants)) for item in CLASSES]


def _grants(actor: Actor, organisation: Organisation) -> Sequence[Grant]:
    query = (
        select(Grant)
        .join(User)
        .where(
            visible(actor, "archive.register", Grant),
            Grant.organisation_id == organisation.id,
            User.active,
        )
    )
    return db.session.scalars(query).all()


def _holders(item: DataClass, grants: Sequence[Grant]) -> list[Holder]:
    found = [
        Holder(grant.user.name, grant.role, grant.created_at)
        for grant in grants
        if grant.role in item.roles
    ]
    return sorted(found, key=lambda holder: (kk_key(holder.name), holder.role))


def history(actor: Actor, organisation: Organisation) -> list[Change]:
    """Roles given and taken in the organisation, the newest first."""
    _may(actor, organisation)
    query = (
        select(AuditEvent)
        .where(
            AuditEvent.organisation_id == organisation.id,
            AuditEvent.action.in_(GIVEN_OR_TAKEN),
        )
        .order_by(AuditEvent.at.desc(), AuditEvent.number.desc())
        .limit(HISTORY)
    )
    events = list(db.session.scalars(query))
    names = _names({one for event in events for one in (event.actor_id, _whom(event)) if one})
    return [_change(event, names) for event in events]


def _may(actor: Actor, organisation: Organisation) -> None:
    require(actor, "archive.register", Grant(organisation_id=organisation.id))


def _names(ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    query = select(User.id, User.name).where(User.id.in_(ids))
    return {row.id: row.name for row in db.session.execute(query)}


def _whom(event: AuditEvent) -> uuid.UUID | None:
    """Whose role it was: told in the line, or whoever joined themselves."""
    told: Any = event.detail.get("user")
    if told:
        return uuid.UUID(str(told))
    return event.actor_id if event.action == "accounts.joined" else None


def _change(event: AuditEvent, names: dict[uuid.UUID, str]) -> Change:
    role, whom = event.detail.get("role"), _whom(event)
    return Change(
        at=event.at,
        who=names.get(event.actor_id, event.actor_kind) if event.actor_id else event.actor_kind,
        action=event.action,
        whom=names.get(whom, "") if whom else "",
        role=Role(role) if role in set(Role) else None,
    )
