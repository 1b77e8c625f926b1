"""That somebody's identity was seen: by whom and when, and nothing of the document (DOMAIN X8)."""

from datetime import date

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import today
from stories.foundation.db import db
from stories.people.models import IdentityCheck, Person
from stories.people.problems import NotYetSeen


def note_identity_seen(actor: Actor, person: Person, seen_on: date) -> IdentityCheck:
    """Note that the actor saw who it is on a day; raises NotYetSeen for a day to come."""
    require(actor, "people.edit", person)
    if seen_on > today():
        raise NotYetSeen
    row = IdentityCheck(
        organisation_id=person.organisation_id,
        person_id=person.id,
        seen_on=seen_on,
        seen_by=actor.id,
    )
    db.session.add(row)
    audit.record(actor, "people.identity_seen", person)
    return row
