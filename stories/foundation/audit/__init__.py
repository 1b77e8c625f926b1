"""The append-only log: views of restricted data, downloads, changes, denials (DOMAIN X3)."""

import uuid
from typing import Any

from stories.foundation.access import Actor
from stories.foundation.audit import held
from stories.foundation.clock import now
from stories.foundation.db import after_refusal, after_unit, in_writing_unit, unit_of_work
from stories.foundation.models import AuditEvent

SEEN = "viewed"  # what such lines tell happened even if nothing of the unit is kept
Detail = dict[str, str | int | float | bool | None]


def record(actor: Actor, action: str, subject: Any = None, *, detail: Detail | None = None) -> None:
    """Note that ``actor`` did ``action`` (``room.verb``) to ``subject``.

    ``detail`` holds ids, states and counts, never text of a story or a name. The line gets its
    number at the end of the unit, right before the commit.
    """
    event = AuditEvent(
        id=uuid.uuid4(),
        at=now(),
        organisation_id=_owner(actor, subject),
        actor_id=actor.id,
        actor_kind=_kind(actor),
        action=action,
        subject_kind=getattr(subject, "__tablename__", None),
        subject_id=getattr(subject, "id", None),
        detail=detail or {},
    )
    if in_writing_unit():
        held.hold(event)
        if action.endswith(SEEN):
            after_refusal(lambda: _write(event))  # a refused form's page shows it all the same
    else:
        after_unit(lambda: _write(event))  # a view is noted after the reading unit


def _write(event: AuditEvent) -> None:
    with unit_of_work():
        held.hold(event)


def _kind(actor: Actor) -> str:
    if actor.operator:
        return "operator"
    return "staff" if actor.id else "visitor"


def _owner(actor: Actor, subject: Any) -> uuid.UUID | None:
    owner: uuid.UUID | None = getattr(subject, "organisation_id", None)
    if owner is None and len(actor.organisations()) == 1:
        return next(iter(actor.organisations()))
    return owner
