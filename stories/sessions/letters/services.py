"""Who wants letters and who does not."""

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.people.models import Person
from stories.sessions.letters import queries
from stories.sessions.letters.models import LetterRefusal

EDIT = "people.edit"


def refuse_letters(actor: Actor, person: Person) -> None:
    """Somebody wants no letters from now on."""
    require(actor, EDIT, person)
    queries.lock_person(person.id)
    if queries.refusal_of(person.id) is None:
        row = LetterRefusal(
            organisation_id=person.organisation_id, person_id=person.id, created_by=actor.id
        )
        db.session.add(row)
        db.session.flush()
    audit.record(actor, "sessions.letters_refused", person)


def allow_letters(actor: Actor, person: Person) -> None:
    """Somebody wants letters after all."""
    require(actor, EDIT, person)
    row = queries.refusal_of(person.id)
    if row is not None:
        db.session.delete(row)
        db.session.flush()
    audit.record(actor, "sessions.letters_allowed", person)
