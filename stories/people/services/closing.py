"""Closing everything of somebody until a day; its end leads back to review (DOMAIN C9)."""

from datetime import date

from stories.foundation import audit, signals
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.people.closures import shut, unlock
from stories.people.models import Person


def close_person(actor: Actor, person: Person, until: date, because: str) -> None:
    """Close everything they are heard in, for a reason; raises ClosureUnclear."""
    require(actor, "people.close", person)
    shut(person, until, because)
    db.session.flush()
    audit.record(actor, "people.closed", person, detail={"until": until.isoformat()})
    signals.person_closed.send("people", subject_id=person.id)


def reopen_person(actor: Actor, person: Person) -> None:
    """End a closure whose day has come; raises NotClosed or ClosureRuns."""
    require(actor, "people.close", person)
    unlock(person)
    db.session.flush()
    audit.record(actor, "people.reopened", person)
    signals.person_reopened.send("people", subject_id=person.id)
