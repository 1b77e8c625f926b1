"""Reading people, and gathering what a decision about their voices needs."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import selectinload

from stories.foundation.access import Actor, require, visible
from stories.foundation.clock import HOME_ZONE
from stories.foundation.db import db, kk_order
from stories.foundation.errors import NotFound
from stories.foundation.search import fold
from stories.people.models import (
    Agreement,
    DoNotPair,
    Generation,
    Person,
    Representation,
    Stage,
    Use,
)
from stories.people.rules import Agreed, Voice

Key = TypeVar("Key", bound=Hashable)


def person(actor: Actor, person_id: uuid.UUID, permission: str = "people.view") -> Person:
    """A person the actor may see; raises NotFound across organisations (DOMAIN X2)."""
    row = db.session.get(Person, person_id)
    if row is None:
        raise NotFound
    require(actor, permission, row)
    return row


def people_list(
    actor: Actor,
    generation: Generation | None = None,
    words: str | None = None,
    permission: str = "people.view",
) -> list[Person]:
    """People the actor may see, in Kazakh order; «аселя» finds «Әселя»."""
    query = select(Person).where(visible(actor, permission, Person), _named(words or ""))
    if generation is not None:
        query = query.where(Person.generation == generation)
    return list(db.session.scalars(query.order_by(kk_order(Person.name), Person.id)))


def others_of(actor: Actor, row: Person) -> list[Person]:
    """Everybody else of a person's organisation whom the actor may see, in Kazakh order."""
    return [
        item
        for item in people_list(actor)
        if item.id != row.id and item.organisation_id == row.organisation_id
    ]


def _named(words: str) -> ColumnElement[bool]:
    padded = " " + Person.folded_name
    condition: ColumnElement[bool] = Person.id.is_not(None)
    for token in fold(words).split():
        condition = condition & padded.contains(f" {token}", autoescape=True)
    return condition


def persons_by_ids(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """People by id, for a caller that has already authorised what it shows of them."""
    rows = db.session.scalars(select(Person).where(Person.id.in_(set(person_ids))))
    return {row.id: row for row in rows}


def voices_for(person_ids: Iterable[uuid.UUID], session_id: uuid.UUID | None) -> list[Voice]:
    """Everybody audible in a session's recording, as ``permitted`` wants them.

    Without a session only agreements that stand for every session count.
    """
    return voices_for_many({0: (list(person_ids), session_id)})[0]


def voices_for_many(
    wanted: Mapping[Key, tuple[Collection[uuid.UUID], uuid.UUID | None]],
) -> dict[Key, list[Voice]]:
    """Voices for many recordings at once, in three queries however many there are.

    Whoever is asked for and not found is a voice without agreements: it permits nothing.
    """
    everybody = {who for people, _session in wanted.values() for who in people}
    people = persons_by_ids(everybody)
    representatives = _representatives(everybody)
    agreements = _agreements(everybody)
    return {
        key: [
            _voice(who, people.get(who), representatives[who], agreements[who], session_id)
            for who in dict.fromkeys(ids)
        ]
        for key, (ids, session_id) in wanted.items()
    }


def _representatives(children: set[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    query = select(Representation.child_id, Representation.representative_id).where(
        Representation.child_id.in_(children)
    )
    for child_id, representative_id in db.session.execute(query):
        found[child_id].add(representative_id)
    return found


def _agreements(people: set[uuid.UUID]) -> dict[uuid.UUID, list[Agreement]]:
    found: dict[uuid.UUID, list[Agreement]] = defaultdict(list)
    for row in db.session.scalars(select(Agreement).where(Agreement.person_id.in_(people))):
        found[row.person_id].append(row)
    return found


def _voice(
    who: uuid.UUID,
    row: Person | None,
    representatives: set[uuid.UUID],
    agreements: list[Agreement],
    session_id: uuid.UUID | None,
) -> Voice:
    if row is None:
        return Voice(who, None)
    spoken = sorted((item for item in agreements if counts_for(item, session_id)), key=_spoken)
    return Voice(
        who,
        row.birth_year,
        row.birth_date,
        frozenset(representatives),
        tuple(map(_agreed, spoken)),
        row.never_publish,
    )


def counts_for(agreement: Agreement, session_id: uuid.UUID | None) -> bool:
    """Whether an agreement speaks about a session's recording (DOMAIN C1).

    One made before may stand for every session; one made after is about the session it names.
    """
    if agreement.session_id is None:
        return agreement.stage is Stage.BEFORE
    return agreement.session_id == session_id


def _spoken(agreement: Agreement) -> tuple[date, datetime, str]:
    # Within one day the order in which words were written down decides.
    word_day = _day(agreement.withdrawn_at or agreement.given_at)
    return word_day, agreement.withdrawn_at or agreement.created_at, str(agreement.id)


def _agreed(row: Agreement) -> Agreed:
    return Agreed(
        signer_id=row.signer_id,
        stage=row.stage,
        uses=frozenset(Use(use) for use in row.uses),
        audience=row.audience,
        naming=row.naming,
        given_on=_day(row.given_at),
        ends_on=row.ends_on,
        withdrawn_on=_day(row.withdrawn_at) if row.withdrawn_at else None,
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(HOME_ZONE)).date()


def do_not_pair_among(person_ids: Iterable[uuid.UUID]) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Pairs among these people who must not be put into one session (DOMAIN S3)."""
    ids = set(person_ids)
    query = select(DoNotPair.one_id, DoNotPair.other_id).where(
        DoNotPair.one_id.in_(ids), DoNotPair.other_id.in_(ids)
    )
    return [(one, other) for one, other in db.session.execute(query)]


def kept_apart_from(person_id: uuid.UUID) -> list[tuple[DoNotPair, Person]]:
    """Whom a person is not paired with, each with the row that says so."""
    mine = or_(DoNotPair.one_id == person_id, DoNotPair.other_id == person_id)
    rows = list(db.session.scalars(select(DoNotPair).where(mine)))
    others = persons_by_ids({_other(row, person_id) for row in rows})
    return [(row, others[_other(row, person_id)]) for row in rows]


def _other(row: DoNotPair, person_id: uuid.UUID) -> uuid.UUID:
    return row.other_id if row.one_id == person_id else row.one_id


def has_pseudonym(organisation_id: uuid.UUID, pseudonym: str, but: uuid.UUID | None) -> bool:
    """Whether somebody else of an organisation goes by a pseudonym, whatever its case."""
    query = select(Person.id, Person.pseudonym).where(
        Person.organisation_id == organisation_id, Person.pseudonym.is_not(None)
    )
    taken = {fold(theirs or "") for who, theirs in db.session.execute(query) if who != but}
    return fold(pseudonym) in taken


def kept_apart_row(person_id: uuid.UUID, row_id: uuid.UUID) -> DoNotPair:
    """A line of a person's do-not-pair list; raises NotFound."""
    row = db.session.get(DoNotPair, row_id)
    if row is None or person_id not in {row.one_id, row.other_id}:
        raise NotFound
    return row


def representation(child_id: uuid.UUID, row_id: uuid.UUID) -> Representation:
    """A link between a child and a representative; raises NotFound."""
    row = db.session.get(Representation, row_id)
    if row is None or row.child_id != child_id:
        raise NotFound
    return row


def representations_of(person_id: uuid.UUID) -> list[Representation]:
    """Who represents a child, and whom a representative represents."""
    query = (
        select(Representation)
        .where(
            or_(
                Representation.child_id == person_id,
                Representation.representative_id == person_id,
            )
        )
        .options(selectinload(Representation.child), selectinload(Representation.representative))
    )
    return list(db.session.scalars(query))


def agreement(actor: Actor, agreement_id: uuid.UUID, permission: str = "people.agree") -> Agreement:
    """An agreement the actor may act on; raises NotFound across organisations."""
    row = db.session.get(Agreement, agreement_id)
    if row is None:
        raise NotFound
    require(actor, permission, row)
    return row


def withdrawn_without_outcome(actor: Actor) -> list[Agreement]:
    """Withdrawn agreements whose consequence nobody has recorded yet (DOMAIN C8)."""
    query = (
        select(Agreement)
        .where(
            visible(actor, "people.agree", Agreement),
            Agreement.withdrawn_at.is_not(None),
            Agreement.outcome.is_(None),
        )
        .options(selectinload(Agreement.person))
        .order_by(Agreement.withdrawn_at)
    )
    return list(db.session.scalars(query))
