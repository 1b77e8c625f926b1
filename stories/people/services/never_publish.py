"""Deciding that nothing of somebody’s is published, even anonymised (DOMAIN P2)."""

from stories.foundation import audit, signals
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.people.models import Person


def never_publish(actor: Actor, person: Person) -> None:
    """Decide that nothing of theirs is published, even anonymised; it wins (DOMAIN P2).

    Sends ``never_publish_said`` inside the unit.
    """
    require(actor, "people.agree", person)
    person.never_publish = True
    db.session.flush()
    audit.record(actor, "people.never_publish", person)
    signals.never_publish_said.send("people", subject_id=person.id)


def lift_never_publish(actor: Actor, person: Person) -> None:
    """Take that decision back; their agreements speak again, and two people look once more."""
    require(actor, "people.lift", person)
    if not person.never_publish:
        return
    person.never_publish = False
    db.session.flush()
    audit.record(actor, "people.never_publish_lifted", person)
    signals.person_reopened.send("people", subject_id=person.id)
