"""Changing what is known about people."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import IntegrityError

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.errors import StoriesError
from stories.foundation.search import fold
from stories.people import queries
from stories.people.models import DoNotPair, Generation, Person, Readiness, Representation
from stories.people.problems import (
    AlreadyApart,
    AlreadyLinked,
    HasSpoken,
    NoRepresentative,
    NotTheSame,
    PseudonymTaken,
    SaysTooMuch,
)
from stories.people.rules import Voice, may_represent
from stories.people.telling import tells_too_much

MOST_FOLDED = 240


@dataclass(frozen=True)
class Details:
    """What a form says about a person. ``languages`` are ISO 639-1 codes."""

    generation: Generation
    name: str
    pseudonym: str | None = None
    birth_year: int | None = None
    birth_date: date | None = None
    languages: tuple[str, ...] = ()
    needs_interpreter: bool = False
    region: str = ""
    contact: str = ""
    readiness: Readiness = Readiness.READY


def add_person(actor: Actor, organisation_id: uuid.UUID, details: Details) -> Person:
    """Enter a participant or a legal representative; raises PseudonymTaken or SaysTooMuch."""
    row = Person(organisation_id=organisation_id)
    require(actor, "people.edit", row)
    with _unless_taken(PseudonymTaken):
        _write(row, details)
        db.session.add(row)
    audit.record(actor, "people.added", row, detail={"generation": row.generation.value})
    return row


def edit_person(actor: Actor, row: Person, details: Details) -> None:
    """Correct what is known about a person; raises PseudonymTaken or SaysTooMuch."""
    require(actor, "people.edit", row)
    born = (row.birth_year, row.birth_date)
    with _unless_taken(PseudonymTaken):
        _write(row, details)
    moved = born != (row.birth_year, row.birth_date)  # it may decide who is a child
    audit.record(actor, "people.edited", row, detail={"birth_changed": moved})


@contextmanager
def _unless_taken(problem: type[StoriesError]) -> Iterator[None]:
    # Two people may enter the same at the same moment; the database then lets one of them in.
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError:
        raise problem from None


def _write(row: Person, details: Details) -> None:
    _guard_names(details)
    _guard_pseudonym(row, details.pseudonym)
    row.generation = details.generation
    row.name = details.name
    row.pseudonym = details.pseudonym
    # A single sign may fold into three; a name is found by its beginning just as well.
    row.folded_name = fold(f"{details.name} {details.pseudonym or ''}")[:MOST_FOLDED]
    row.birth_date = details.birth_date
    row.birth_year = details.birth_date.year if details.birth_date else details.birth_year
    row.languages = list(details.languages)
    row.needs_interpreter = details.needs_interpreter
    row.region = details.region
    row.contact = details.contact
    row.readiness = details.readiness


def _guard_names(details: Details) -> None:
    for field in ("name", "pseudonym", "region"):
        if tells_too_much(getattr(details, field) or ""):
            problem = SaysTooMuch()
            problem.field = field
            raise problem


def _guard_pseudonym(row: Person, pseudonym: str | None) -> None:
    if pseudonym and queries.has_pseudonym(row.organisation_id, pseudonym, but=row.id):
        raise PseudonymTaken


def link_representative(actor: Actor, child: Person, representative: Person, on: date) -> None:
    """Say who speaks for a child in law; raises NoRepresentative or AlreadyLinked."""
    require(actor, "people.edit", child)
    require(actor, "people.view", representative)
    same_house = representative.organisation_id == child.organisation_id
    if representative.id == child.id or not _grown_up(representative, on) or not same_house:
        raise NoRepresentative
    if any(item.representative_id == representative.id for item in child.representations):
        raise AlreadyLinked
    row = Representation(child_id=child.id, representative_id=representative.id)
    with _unless_taken(AlreadyLinked):
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
    with _unless_taken(AlreadyApart):
        db.session.add(DoNotPair(one_id=one, other_id=two))
    audit.record(actor, "people.kept_apart", person)


def allow_together(actor: Actor, person: Person, row: DoNotPair) -> None:
    """Take a pair off the do-not-pair list."""
    require(actor, "people.edit", person)
    db.session.delete(row)
    audit.record(actor, "people.allowed_together", person)


def never_publish(actor: Actor, person: Person) -> None:
    """Decide that nothing of theirs is published, even anonymised; it wins (DOMAIN P2)."""
    require(actor, "people.agree", person)
    person.never_publish = True
    audit.record(actor, "people.never_publish", person)


def lift_never_publish(actor: Actor, person: Person) -> None:
    """Take that decision back; their agreements speak again."""
    require(actor, "people.lift", person)
    person.never_publish = False
    audit.record(actor, "people.never_publish_lifted", person)
