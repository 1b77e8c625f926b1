"""The append-only log: views of restricted data, downloads, changes, denials (DOMAIN X3)."""

import uuid
from typing import Any

from stories.foundation.access import Actor
from stories.foundation.db import after_unit, db, is_writing, unit_of_work
from stories.foundation.models import AuditEvent

Detail = dict[str, str | int | float | bool | None]


def record(actor: Actor, action: str, subject: Any = None, *, detail: Detail | None = None) -> None:
    """Note that ``actor`` did ``action`` (``room.verb``) to ``subject``.

    ``detail`` holds ids, states and counts, never text of a story or a name.
    """
    event = AuditEvent(
        organisation_id=_owner(actor, subject),
        actor_id=actor.id,
        actor_kind=_kind(actor),
        action=action,
        subject_kind=getattr(subject, "__tablename__", None),
        subject_id=getattr(subject, "id", None),
        detail=detail or {},
    )
    if is_writing():
        db.session.add(event)
    else:
        after_unit(lambda: _write(event))  # a view is noted after the reading unit


def _write(event: AuditEvent) -> None:
    with unit_of_work():
        db.session.add(event)


def _kind(actor: Actor) -> str:
    if actor.operator:
        return "operator"
    return "staff" if actor.id else "visitor"


def _owner(actor: Actor, subject: Any) -> uuid.UUID | None:
    owner: uuid.UUID | None = getattr(subject, "organisation_id", None)
    if owner is None and len(actor.organisations()) == 1:
        return next(iter(actor.organisations()))
    return owner
