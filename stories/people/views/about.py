"""What an address of an agreement's page says it is about."""

import uuid

from flask import request

from stories.accounts.queries import organisation_by_id
from stories.foundation.errors import NotFound
from stories.people import shown
from stories.people.models import Person


def session_asked() -> uuid.UUID | None:
    """The session of ``?session=…``; raises NotFound when it is not the actor's to see."""
    found = id_asked("session")
    if found is not None and shown.session_line(found) == "":
        raise NotFound
    return found


def id_asked(name: str) -> uuid.UUID | None:
    """An id of the address; raises NotFound for what is none."""
    asked = request.args.get(name)
    if not asked:
        return None
    try:
        return uuid.UUID(asked)
    except ValueError:
        raise NotFound from None


def operator_of(row: Person) -> str:
    """Who keeps what is recorded with somebody: their organisation (DOMAIN C6)."""
    place = organisation_by_id(row.organisation_id)
    return place.name if place else ""
