"""Finding what was merged, and what each entry had permitted before."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, or_, select

from stories.foundation.access import Actor, require, visible
from stories.foundation.clock import HOME_ZONE
from stories.foundation.db import Base, among, db, references
from stories.foundation.errors import NotFound
from stories.foundation.search import fold
from stories.people.models import Agreement, EarlierVoice, Merge, Person, Representation
from stories.people.rules import Entry, alike, doubles


def earlier_of(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[EarlierVoice]]:
    """What bounds people who were entered twice, by person."""
    found: dict[uuid.UUID, list[EarlierVoice]] = defaultdict(list)
    ids = set(person_ids)
    if not ids:
        return found
    query = select(EarlierVoice).where(among(EarlierVoice.person_id, ids))
    for row in db.session.scalars(query):
        found[row.person_id].append(row)
    return found


def representing(
    earlier: EarlierVoice, now: set[uuid.UUID], agreements: Iterable[Any]
) -> set[uuid.UUID]:
    """Who speaks for an earlier entry: who did then, and who has spoken since for the whole one."""
    since = {item.signer_id for item in agreements if item.created_at > earlier.created_at}
    then = {uuid.UUID(who) for who in earlier.representatives}
    return now & (then | since)


def merge(actor: Actor, person_id: uuid.UUID, merge_id: uuid.UUID) -> Merge:
    """A merge into a person that stands; raises NotFound."""
    row = db.session.get(Merge, merge_id)
    if row is None or row.kept_id != person_id:
        raise NotFound
    require(actor, "people.merge", row)
    if row.undone_at is not None:
        raise NotFound
    return row


def merged_into(actor: Actor, person_id: uuid.UUID) -> uuid.UUID | None:
    """Where somebody is found now who was merged into another entry."""
    query = select(Merge.kept_id).where(
        Merge.absorbed_id == person_id,
        Merge.undone_at.is_(None),
        visible(actor, "people.view", Merge),
    )
    return db.session.scalar(query)


def merges_into(person_id: uuid.UUID) -> list[Merge]:
    """What was merged into a person and stands, the latest first."""
    query = select(Merge).where(Merge.kept_id == person_id, Merge.undone_at.is_(None))
    return list(db.session.scalars(query.order_by(Merge.created_at.desc())))


def merges_before(moment: datetime) -> list[Merge]:
    """Merges from before a moment that still hold what an undoing needs."""
    query = select(Merge).where(Merge.created_at < moment)
    return [row for row in db.session.scalars(query) if row.steps]


def lock_persons(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """People, kept from everybody else until the unit is over; fresh from the database."""
    query = select(Person).where(Person.id.in_(set(person_ids))).order_by(Person.id)
    found = db.session.scalars(query.with_for_update().execution_options(populate_existing=True))
    return {row.id: row for row in found}


def entry(row: Person) -> Entry:
    """What tells whether somebody is entered twice."""
    first = db.session.scalar(
        select(Agreement.given_at)
        .where(or_(Agreement.person_id == row.id, Agreement.signer_id == row.id))
        .order_by(Agreement.given_at)
        .limit(1)
    )
    return _entry(row, first)


def _entry(row: Person, first: datetime | None = None) -> Entry:
    word: date | None = first.astimezone(ZoneInfo(HOME_ZONE)).date() if first else None
    return Entry(
        row.id,
        row.organisation_id,
        row.generation,
        fold(row.name),
        row.birth_year,
        row.birth_date,
        word,
    )


def possible_doubles(actor: Actor, people: Iterable[Person]) -> list[tuple[Person, Person]]:
    """Pairs among people that look like one person, for whoever may merge them."""
    mine = {row.id: row for row in people if actor.can("people.merge", row)}
    pairs = doubles(map(_entry, mine.values()))
    return [(mine[one], mine[other]) for one, other in pairs]


def looking_like(row: Person, others: Iterable[Person]) -> list[Person]:
    """Those among others who look like the same person."""
    mine = _entry(row)
    return [other for other in others if alike(mine, _entry(other))]


def beside_each_other(one: uuid.UUID, other: uuid.UUID) -> bool:
    """Whether some row names both: who stands beside somebody is not the same person."""
    tables: dict[Table, list[str]] = defaultdict(list)
    for column in references(Base.metadata.tables["people"]):
        tables[column.table].append(column.name)
    return any(_names_both(table, names, one, other) for table, names in tables.items())


def _names_both(table: Table, names: list[str], one: uuid.UUID, other: uuid.UUID) -> bool:
    if len(names) == 1:
        return False
    either = [or_(*(table.columns[name] == who for name in names)) for who in (one, other)]
    return db.session.execute(select(table).where(*either).limit(1)).first() is not None


def sessions_with(person_id: uuid.UUID) -> set[uuid.UUID]:
    """Sessions a person takes part in, as whatever room keeps them says."""
    found: set[uuid.UUID] = set()
    for column in references(Base.metadata.tables["people"]):
        session = column.table.columns.get("session_id")
        if session is not None and session.foreign_keys:
            found |= set(db.session.scalars(select(session).where(column == person_id)))
    return found


def words_about(person_id: uuid.UUID) -> list[Agreement]:
    """Every agreement about a person."""
    return list(db.session.scalars(select(Agreement).where(Agreement.person_id == person_id)))


def spoken_for_by(person_id: uuid.UUID) -> set[uuid.UUID]:
    """Others about whom a person gave an answer."""
    query = select(Agreement.person_id).where(
        Agreement.signer_id == person_id, Agreement.person_id != person_id
    )
    return set(db.session.scalars(query))


def linked_to(person_id: uuid.UUID) -> set[uuid.UUID]:
    """Children whom a person represents."""
    query = select(Representation.child_id).where(Representation.representative_id == person_id)
    return set(db.session.scalars(query))


def represented_by(person_id: uuid.UUID) -> set[uuid.UUID]:
    """Who represents a person."""
    query = select(Representation.representative_id).where(Representation.child_id == person_id)
    return set(db.session.scalars(query))


def naming_representative(organisation_id: uuid.UUID, person_id: uuid.UUID) -> list[EarlierVoice]:
    """Earlier entries of an organisation's people for whom somebody spoke."""
    query = (
        select(EarlierVoice)
        .join(Merge, Merge.id == EarlierVoice.merge_id)
        .where(Merge.organisation_id == organisation_id)
    )
    return [row for row in db.session.scalars(query) if str(person_id) in row.representatives]


def earlier_from(merge_id: uuid.UUID) -> list[EarlierVoice]:
    """What a merge bounds."""
    return list(db.session.scalars(select(EarlierVoice).where(EarlierVoice.merge_id == merge_id)))


def withdrawn_since(person_id: uuid.UUID, moment: datetime) -> bool:
    """Whether a word about a person, or by them, was taken back after a moment."""
    query = select(Agreement.id).where(
        or_(Agreement.person_id == person_id, Agreement.signer_id == person_id),
        Agreement.withdrawn_at > moment,
    )
    return db.session.scalar(query.limit(1)) is not None
