"""Recording what people agreed to, and taking it back (DOMAIN C1–C8)."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from stories.foundation import audit, signals
from stories.foundation.access import Actor, require
from stories.foundation.clock import HOME_ZONE, now, today
from stories.foundation.db import db
from stories.foundation.search import fold
from stories.people import queries
from stories.people.documents import VERSIONS
from stories.people.models import (
    Agreement,
    Audience,
    Evidence,
    Naming,
    Outcome,
    PaperForm,
    Person,
    Stage,
    Use,
)
from stories.people.problems import (
    AlreadyWithdrawn,
    EndsTooEarly,
    NoSuchForm,
    NotGivenYet,
    NotPrintedYet,
    NotTheirs,
    NotWithdrawn,
    PaperUsed,
    SomebodyElsesPaper,
    WitnessApart,
    WitnessUnnamed,
)
from stories.people.rules import has_letter, tidy


@dataclass(frozen=True)
class Answer:
    """One person's answer: what a form says. No uses at all is a refusal."""

    signer_id: uuid.UUID
    stage: Stage
    session_id: uuid.UUID | None
    uses: tuple[Use, ...]
    language: str
    form_version: str
    evidence: Evidence
    operator_name: str
    given_on: date
    audience: Audience = Audience.PRIVATE
    naming: Naming = Naming.ANONYMOUS
    third_parties: bool = False
    cross_border: bool = False
    ends_on: date | None = None
    witness: str = ""
    paper_id: uuid.UUID | None = None


def record_agreement(actor: Actor, person: Person, answer: Answer) -> Agreement:
    """Keep an answer, a refusal too; raises NotTheirs or another Mistake when it cannot be."""
    require(actor, "people.agree", person)
    _guard(actor, person, answer)
    row = Agreement(
        organisation_id=person.organisation_id,
        person_id=person.id,
        recorded_by=actor.id,
        given_at=given_at(answer.given_on),
        **_columns(answer),
    )
    db.session.add(row)
    db.session.flush()
    detail: audit.Detail = {
        "stage": row.stage.value,
        "uses": ",".join(row.uses),
        "refused": not row.uses,
    }
    audit.record(actor, "people.agreement_recorded", row, detail=detail)
    signals.agreement_given.send("people", subject_id=row.id)
    return row


def _guard(actor: Actor, person: Person, answer: Answer) -> None:
    if answer.signer_id not in signers_of(person):
        raise NotTheirs
    if answer.stage is Stage.AFTER and answer.session_id is None:
        raise ValueError("An agreement after a session names it (DOMAIN C1).")
    if answer.form_version not in VERSIONS:
        raise NoSuchForm
    if answer.given_on > today():
        raise NotGivenYet
    if answer.ends_on and answer.ends_on <= answer.given_on:
        raise EndsTooEarly
    _guard_witness(answer, actor.name, signers_of(person)[answer.signer_id].name, person.name)
    if answer.paper_id:
        _guard_paper(person, answer, queries.paper(actor, answer.paper_id))


def _guard_witness(answer: Answer, *others: str) -> None:
    """A witness has a name, and is none of those who answer, record, or are spoken about."""
    named = set(fold(tidy(answer.witness)).split())
    if answer.evidence is Evidence.WITNESSED and not has_letter(answer.witness):
        raise WitnessUnnamed
    for other in others:
        theirs = set(fold(other).split())
        # A part of a name is nobody else's, nor is a whole one with more words around it.
        if named and (named <= theirs or (len(theirs) > 1 and theirs <= named)):
            raise WitnessApart


def _guard_paper(person: Person, answer: Answer, paper: PaperForm) -> None:
    # The code ties a page to one person, stage, session, version and language (DOMAIN C6).
    printed = (paper.person_id, paper.signer_id, paper.stage, paper.session_id)
    told = (person.id, answer.signer_id, answer.stage, answer.session_id)
    words = (paper.version, paper.language) == (answer.form_version, answer.language)
    if printed != told or not words:
        raise SomebodyElsesPaper
    if answer.given_on < day_at_home(paper.printed_at):
        raise NotPrintedYet
    # One page is one answer: what was taken back is not given again by an old signature.
    queries.lock(paper)
    if queries.agreements_on(paper.id):
        raise PaperUsed


def _columns(answer: Answer) -> dict[str, object]:
    values = {**vars(answer), "uses": [use.value for use in answer.uses]}
    del values["given_on"]
    return values


def day_at_home(moment: datetime) -> date:
    """The calendar day of a moment, at home."""
    return moment.astimezone(ZoneInfo(HOME_ZONE)).date()


def given_at(day: date) -> datetime:
    """The moment kept for an answer of a day: now for today's, else noon at home."""
    if day == today():
        return now()
    return datetime.combine(day, time(12), ZoneInfo(HOME_ZONE)).astimezone(UTC)


def signers_of(person: Person) -> dict[uuid.UUID, Person]:
    """Who may answer about a person: they themselves, and whoever represents them.

    A representative who was erased answers no more.
    """
    others = [item.representative for item in person.representations]
    return {item.id: item for item in (person, *others) if item is person or not item.erased_at}


def withdraw_agreement(actor: Actor, row: Agreement, note: str = "") -> None:
    """Take an agreement back: whatever rested on it is hidden at once (DOMAIN C8).

    Sends ``agreement_withdrawn`` inside the unit; raises AlreadyWithdrawn.
    """
    require(actor, "people.agree", row)
    take_back(actor, row, note)


def take_back(
    actor: Actor,
    row: Agreement,
    note: str = "",
    *,
    by_link: bool = False,
    at: datetime | None = None,
) -> None:
    """Mark an agreement as withdrawn and tell everybody above, for a caller that authorised it."""
    if row.withdrawn_at is not None:
        raise AlreadyWithdrawn
    row.withdrawn_at, row.withdrawal_note, row.withdrawn_by_link = at or now(), note, by_link
    db.session.flush()
    detail: audit.Detail = {"stage": row.stage.value, "by_link": by_link}
    audit.record(actor, "people.agreement_withdrawn", row, detail=detail)
    signals.agreement_withdrawn.send("people", subject_id=row.id)


def record_outcome(actor: Actor, row: Agreement, outcome: Outcome) -> None:
    """Note what was done with what there was; raises NotWithdrawn."""
    require(actor, "people.agree", row)
    if row.withdrawn_at is None:
        raise NotWithdrawn
    row.outcome = outcome
    audit.record(actor, "people.outcome_recorded", row, detail={"outcome": outcome.value})
