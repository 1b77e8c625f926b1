"""Keeping the directory of specialists."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stories.accounts.models import User
from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.sessions.specialists.models import Specialist, SpecialistKind
from stories.sessions.specialists.policy import KEEP, TIE


@dataclass(frozen=True)
class Entry:
    """What is said of a specialist; ``free_hours`` as ``hours.kept`` makes them."""

    name: str
    kind: SpecialistKind
    other_kind: str = ""
    centre: str = ""
    region: str = ""
    languages: Sequence[str] = ()
    phone: str = ""
    email: str = ""
    place: str = ""
    in_person: bool = True
    remote: bool = False
    free_hours: list[Any] | None = None
    note: str = ""
    shared: bool = False


def add_specialist(actor: Actor, organisation_id: uuid.UUID, entry: Entry) -> Specialist:
    """Enter a specialist; nobody's account is tied to them yet."""
    row = Specialist(id=uuid.uuid4(), organisation_id=organisation_id, created_by=actor.id)
    require(actor, KEEP, row)
    _fill(row, entry)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "sessions.specialist_added", row)
    return row


def change_specialist(actor: Actor, row: Specialist, entry: Entry) -> Specialist:
    """Say something else about a specialist."""
    require(actor, KEEP, row)
    _fill(row, entry)
    audit.record(actor, "sessions.specialist_changed", row)
    return row


def _fill(row: Specialist, entry: Entry) -> None:
    for name, value in vars(entry).items():
        setattr(row, name, list(value) if name == "languages" else value)


def tie_specialist(actor: Actor, row: Specialist, user: User | None) -> Specialist:
    """Say whose account an entry is; None for nobody's. Raises NotFound for other houses' staff.

    What was sent before stays with the account it was sent to.
    """
    require(actor, TIE, row)
    if user is not None and row.organisation_id not in {one.organisation_id for one in user.grants}:
        raise NotFound
    row.user_id = user.id if user else None
    audit.record(actor, "sessions.specialist_tied", row, detail={"tied": user is not None})
    return row


def retire_specialist(actor: Actor, row: Specialist) -> Specialist:
    """Offer a specialist to nobody any more; the entry stays."""
    require(actor, KEEP, row)
    row.retired_at = row.retired_at or now()
    audit.record(actor, "sessions.specialist_retired", row)
    return row
