"""What two people are to each other."""

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.people import queries
from stories.people.models import Person, Relation, Tie
from stories.people.problems import AlreadyRelated, NotTheSame
from stories.people.rules import other_side
from stories.people.services.details import guarded_line
from stories.people.services.taken import unless_taken


def relate(actor: Actor, person: Person, other: Person, tie: Tie, note: str = "") -> Relation:
    """Say what ``other`` is to ``person``; raises NotTheSame or AlreadyRelated."""
    require(actor, "people.edit", person)
    require(actor, "people.edit", other)
    if person.id == other.id or person.organisation_id != other.organisation_id:
        raise NotTheSame
    row = _sorted(person, other, tie)
    row.note = guarded_line("note", note)
    if any({tie, other_side(tie)} & {one, two} for one, two in queries.ties_between(person, other)):
        raise AlreadyRelated
    with unless_taken(AlreadyRelated):
        db.session.add(row)
    audit.record(actor, "people.related", person)
    return row


def _sorted(person: Person, other: Person, tie: Tie) -> Relation:
    # Each pair stands in one order, so that the database knows it whoever enters it.
    if other.id < person.id:
        one, one_is, two, two_is = other, tie, person, other_side(tie)
    else:
        one, one_is, two, two_is = person, other_side(tie), other, tie
    return Relation(
        organisation_id=person.organisation_id,
        one_id=one.id,
        other_id=two.id,
        one_is=one_is,
        other_is=two_is,
    )


def unrelate(actor: Actor, person: Person, row: Relation) -> None:
    """Take a relation back."""
    require(actor, "people.edit", person)
    db.session.delete(row)
    audit.record(actor, "people.unrelated", person)
