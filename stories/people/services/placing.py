"""Which centre somebody belongs to."""

import uuid

from stories.accounts.centres.queries import belongs
from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.people import queries
from stories.people.models import Person
from stories.people.problems import NoSuchCentre


def place_person(actor: Actor, row: Person, centre_id: uuid.UUID | None) -> None:
    """Let somebody belong to a centre of their organisation, or to none; raises NoSuchCentre."""
    require(actor, "people.edit", row)
    if not belongs(centre_id, row.organisation_id):
        raise NoSuchCentre
    queries.lock(row)
    row.centre_id = centre_id
    db.session.flush()
    audit.record(actor, "people.placed", row)
