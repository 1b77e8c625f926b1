"""A note for the next page: what is shown once and must not stand readable in a cookie.

It lies sealed beside the sign-in that left it, is gone once it was read, and lasts ten minutes.
"""

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, select

from stories.accounts.identity import sign_in_id
from stories.accounts.models import Note
from stories.foundation.clock import now
from stories.foundation.db import after_unit, db, unit_of_work
from stories.foundation.seal import seal, unseal

LIFE = timedelta(minutes=10)


def leave(name: str, told: dict[str, Any]) -> None:
    """Leave a note for this sign-in's next page; one of the same name gives way."""
    mine, at = sign_in_id(), now()
    over = or_(Note.expires_at <= at, (Note.sign_in_id == mine) & (Note.name == name))
    db.session.execute(delete(Note).where(over))
    sealed = seal(json.dumps(told))
    db.session.add(Note(sign_in_id=mine, name=name, sealed=sealed, expires_at=at + LIFE))
    db.session.flush()


def take(name: str) -> dict[str, Any] | None:
    """Read a note and drop it; None if there is none (any more)."""
    query = select(Note).where(
        Note.sign_in_id == sign_in_id(), Note.name == name, Note.expires_at > now()
    )
    row = db.session.scalar(query)
    if row is None:
        return None
    found = row.id
    after_unit(lambda: _drop(found))
    told: dict[str, Any] | None = json.loads(unseal(row.sealed) or "null")
    return told


def _drop(found: object) -> None:
    with unit_of_work():
        db.session.execute(delete(Note).where(Note.id == found))
