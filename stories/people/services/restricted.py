"""Restricted facts: the safeguarding lead alone sees, writes, and knows of them (DOMAIN P5)."""

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.people.models import FactKind, Person, RestrictedFact
from stories.people.policy import RESTRICTED
from stories.people.services.details import guarded_text


def write_fact(actor: Actor, person: Person, kind: FactKind, text: str) -> RestrictedFact:
    """Keep a restricted fact.

    The log says that one was written, not about whom: others read the log.
    """
    require(actor, RESTRICTED, person)
    row = RestrictedFact(
        organisation_id=person.organisation_id,
        person_id=person.id,
        kind=kind,
        text=guarded_text("text", text),
        written_by=actor.id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "people.fact_written", row)
    return row


def remove_fact(actor: Actor, row: RestrictedFact) -> None:
    """Take back what was written by mistake, or is needed no longer."""
    require(actor, RESTRICTED, row)
    audit.record(actor, "people.fact_removed", row)
    db.session.delete(row)
