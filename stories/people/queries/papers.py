"""Finding printed forms, evidence, and agreements that nothing shows yet."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from stories.accounts.models import User
from stories.foundation.access import Actor, require, visible
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.people.models import Agreement, Evidence, EvidenceFile, PaperForm, Person
from stories.people.queries.persons import persons_by_ids
from stories.people.queries.voices import voices_for_many
from stories.people.rules import ADULT, FRESH_YEARS, Review, due_reviews

YEAR = timedelta(days=366)
AHEAD = timedelta(days=60)


def paper(actor: Actor, paper_id: uuid.UUID) -> PaperForm:
    """A printed form the actor may act on; raises NotFound across organisations."""
    row = db.session.get(PaperForm, paper_id)
    if row is None:
        raise NotFound
    require(actor, "people.agree", row)
    return row


def paper_by_code(actor: Actor, code: str) -> PaperForm | None:
    """The printed form with a code, among those the actor may act on; else None."""
    query = select(PaperForm).where(
        PaperForm.code == code, visible(actor, "people.agree", PaperForm)
    )
    return db.session.scalar(query)


def agreements_on(paper_id: uuid.UUID) -> list[Agreement]:
    """What was recorded from a printed form, for a caller that has authorised the form."""
    query = select(Agreement).where(Agreement.paper_id == paper_id).order_by(Agreement.created_at)
    return list(db.session.scalars(query))


def staff_names(ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Names of staff by id, for a caller that has authorised what they did."""
    query = select(User.id, User.name).where(User.id.in_({item for item in ids if item}))
    return {row.id: row.name for row in db.session.execute(query)}


def evidence_file(actor: Actor, evidence_id: uuid.UUID) -> EvidenceFile:
    """A file of evidence the actor may open; raises NotFound across organisations."""
    row = db.session.get(EvidenceFile, evidence_id)
    if row is None:
        raise NotFound
    require(actor, "people.agree", row)
    return row


def without_evidence(actor: Actor) -> list[Agreement]:
    """Standing agreements on paper or by voice that no file shows yet, the oldest first."""
    query = (
        select(Agreement)
        .where(
            visible(actor, "people.agree", Agreement),
            Agreement.evidence.in_((Evidence.SIGNED, Evidence.SPOKEN)),
            Agreement.withdrawn_at.is_(None),
            ~Agreement.files.any(),
        )
        .options(selectinload(Agreement.person), selectinload(Agreement.signer))
        .order_by(Agreement.given_at, Agreement.id)
    )
    return [row for row in db.session.scalars(query) if row.uses]


def people_due(actor: Actor, on: date) -> list[tuple[Person, Review]]:
    """Everybody of whom something agreed to in childhood has to be asked again (DOMAIN C10).

    Each person once, with the review that comes first.
    """
    found = _maybe_due(actor, on)
    voices = voices_for_many({(who, about): ([who], about) for who, about in found})
    first: dict[uuid.UUID, Review] = {}
    for who, about in found:
        for review in due_reviews(voices[who, about][0], on):
            if who not in first or review.on < first[who].on:
                first[who] = review
    rows = persons_by_ids(first)
    due = [(rows[who], review) for who, review in first.items()]
    return sorted(due, key=lambda item: (item[1].on, item[0].name))


def _maybe_due(actor: Actor, on: date) -> list[tuple[uuid.UUID, uuid.UUID | None]]:
    # A first sieve in the database: long ago given, or about somebody about to come of age.
    long_ago = now() - FRESH_YEARS * YEAR + AHEAD + YEAR
    query = (
        select(Person.id, Agreement.session_id)
        .join(Agreement, Agreement.person_id == Person.id)
        .where(
            visible(actor, "people.agree", Agreement),
            Agreement.withdrawn_at.is_(None),
            or_(Person.birth_year.is_(None), Person.birth_year > on.year - ADULT - 30),
            or_(
                Agreement.given_at <= long_ago,
                Person.birth_year.between(on.year - ADULT - 2 * FRESH_YEARS, on.year - ADULT + 1),
            ),
        )
        .distinct()
    )
    return [(who, about) for who, about in db.session.execute(query)]
