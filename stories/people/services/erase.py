"""Erasing what is held about somebody: a plan is shown, and exactly that is done (C8, X6)."""

import uuid
from datetime import datetime

from stories.foundation import audit, erasure, signals, work
from stories.foundation.access import Actor, require
from stories.foundation.clock import now, today
from stories.foundation.db import db
from stories.foundation.erasure import Deed, Erasing, Plan, Wish
from stories.people import queries
from stories.people.erasing import words_of
from stories.people.models import Agreement, Erasure, Outcome, Person
from stories.people.problems import (
    DecidedAlready,
    ErasedAlready,
    HeldBack,
    NotWithdrawn,
    PlanChanged,
)
from stories.people.services.agreements import take_back

FORGET = "people.forget_files"
OTHERS = "others_are_heard"
# Administrators read how many rows went: these are not counted (DOMAIN P5).
APART = frozenset(
    {
        "distress_flags",
        "distress_notes",
        "referral_consents",
        "referral_moves",
        "referrals",
        "restricted_facts",
    }
)


def plan_erasure(
    actor: Actor, person: Person, wish: Wish, agreement: Agreement | None = None
) -> Plan:
    """Every row and file that would be touched; changes nothing.

    With an agreement that was withdrawn: what it covered. Without: all of the person. Raises
    ErasedAlready, NotWithdrawn or HeldBack.
    """
    require(actor, "people.erase", person)
    if person.erased_at is not None:
        raise ErasedAlready
    if agreement is not None and agreement.withdrawn_at is None:
        raise NotWithdrawn
    why = erasure.held_back(person.id)
    if why is not None:
        raise HeldBack(why)
    session_id = agreement.session_id if agreement else None
    whole = agreement is None
    return erasure.plan_for(Erasing(person.id, wish, words_of(person), session_id, whole))


def erase(
    actor: Actor, person: Person, wish: Wish, digest: str, agreement: Agreement | None = None
) -> Erasure:
    """Do what the plan with this digest says, in one unit; raises PlanChanged if it is another.

    Files go after the commit, by a worker who tries until the store confirms it.
    """
    require(actor, "people.erase", person)
    row = queries.locked_person(person.id)
    plan = plan_erasure(actor, row, wish, agreement)
    if plan.digest != digest:
        raise PlanChanged
    at = now()
    if agreement is None:
        _take_all_back(actor, row, at)
    erasure.carry_out(plan)
    _note_outcome(row, wish, agreement, at)
    done = _keep(actor, row, plan, agreement)
    db.session.flush()
    work.ask_for(FORGET, done.id)
    detail: audit.Detail = {
        "wish": wish.value,
        "digest": digest,
        "rows": done.rows_deleted + done.rows_changed,
        "files": done.files_deleted,
    }
    audit.record(actor, "people.erased", row, detail=detail)
    return done


def _take_all_back(actor: Actor, row: Person, at: datetime) -> None:
    for given in row.agreements:
        if given.withdrawn_at is None:
            take_back(actor, given, at=at)
    # Nobody can be asked any more what they meant for a child: whoever speaks for it now is
    # asked anew, and what was out goes before its reviewers again (DOMAIN C4, C6).
    for child, words in queries.standing_words_for_children(row.id, today()).items():
        for given in words:
            take_back(actor, given, at=at)
        signals.speaker_erased.send("people", subject_id=child)


def _note_outcome(row: Person, wish: Wish, agreement: Agreement | None, at: datetime) -> None:
    outcome = Outcome(wish.value)
    if agreement is not None:
        agreement.outcome = outcome
        return
    row.erased_at = at
    for given in row.agreements:
        given.outcome = given.outcome or outcome


def _keep(actor: Actor, row: Person, plan: Plan, agreement: Agreement | None) -> Erasure:
    done = Erasure(
        organisation_id=row.organisation_id,
        person_id=row.id,
        agreement_id=agreement.id if agreement else None,
        wish=plan.erasing.wish,
        digest=plan.digest,
        rows_deleted=len(list(plan.of(Deed.DELETE, APART))),
        rows_changed=len(list(plan.of(Deed.CHANGE))),
        files_deleted=len(plan.files),
        files=[key for key, _size in plan.files],
        shared=[str(touch.key["id"]) for touch in plan.touches if touch.why == OTHERS],
        erased_by=actor.id,
    )
    db.session.add(done)
    return done


def keep_closed(actor: Actor, done: Erasure) -> None:
    """Decide that recordings in which others are heard too stay, closed for good."""
    require(actor, "people.erase", done)
    if done.decided_at is not None:
        raise DecidedAlready
    done.decided_at, done.decided_by = now(), actor.id
    audit.record(actor, "people.shared_kept_closed", done, detail={"count": len(done.shared)})


def forget_again(actor: Actor, done: Erasure) -> None:
    """Wake a worker for files the store has not confirmed as gone."""
    require(actor, "people.erase", done)
    work.ask_for(FORGET, done.id)
    audit.record(actor, "people.files_tried_again", done, detail={"files": len(done.files)})


def forget_file(erasure_id: uuid.UUID, key: str) -> None:
    """The store has confirmed that a file is gone: it is no more on the list."""
    row = queries.erasure_by_id(erasure_id)
    row.files = [item for item in row.files if item != key]
