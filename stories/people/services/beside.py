"""Who speaks for a child, and who is kept apart."""

from datetime import date

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.people import queries
from stories.people.models import DoNotPair, Person, Representation
from stories.people.problems import (
    AlreadyApart,
    AlreadyLinked,
    HasSpoken,
    NoRepresentative,
    NotTheSame,
)
from stories.people.rules import Voice, may_represent
from stories.people.services.taken import unless_taken


def link_representative(actor: Actor, child: Person, representative: Person, on: date) -> None:
    """Say who speaks for a child in law; raises NoRepresentative or AlreadyLinked."""
    require(actor, "people.edit", child)
    require(actor, "people.view", representative)
    same_house = representative.organisation_id == child.organisation_id
    if representative.erased_at or representative.id == child.id or not same_house:
        raise NoRepresentative
    if not _grown_up(representative, on):
        raise NoRepresentative
    if any(item.representative_id == representative.id for item in child.representations):
        raise AlreadyLinked
    row = Representation(child_id=child.id, representative_id=representative.id)
    with unless_taken(AlreadyLinked):
        child.representations.append(row)
    audit.record(actor, "people.representative_linked", child)


def _grown_up(row: Person, on: date) -> bool:
    return may_represent(row.generation, Voice(row.id, row.birth_year, row.birth_date), on)


def unlink_representative(actor: Actor, child: Person, link: Representation) -> None:
    """Undo a wrong link; raises HasSpoken, for a word once given must not fall away."""
    require(actor, "people.edit", child)
    if any(item.signer_id == link.representative_id for item in child.agreements):
        raise HasSpoken
    db.session.delete(link)
    audit.record(actor, "people.representative_unlinked", child)


def keep_apart(actor: Actor, person: Person, other: Person) -> None:
    """Never plan these two together; no reason is kept (DOMAIN S3)."""
    require(actor, "people.edit", person)
    require(actor, "people.edit", other)
    if person.id == other.id or person.organisation_id != other.organisation_id:
        raise NotTheSame
    if queries.do_not_pair_among([person.id, other.id]):
        raise AlreadyApart
    one, two = sorted((person.id, other.id))
    with unless_taken(AlreadyApart):
        db.session.add(DoNotPair(one_id=one, other_id=two))
    audit.record(actor, "people.kept_apart", person)


def allow_together(actor: Actor, person: Person, row: DoNotPair) -> None:
    """Take a pair off the do-not-pair list."""
    require(actor, "people.edit", person)
    db.session.delete(row)
    audit.record(actor, "people.allowed_together", person)
