"""Keeping what a facilitator answers after a session, and the questions that are asked."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.sessions import queries as sessions
from stories.sessions.after.debrief import queries
from stories.sessions.after.debrief.errors import (
    AskedOtherwise,
    NotHeld,
    TooFewQuestions,
    Unanswered,
)
from stories.sessions.after.debrief.models import Checklist, ChecklistQuestion, Debrief, Mark
from stories.sessions.after.debrief.policy import KEEP, WRITE
from stories.sessions.after.debrief.rules import (
    FEWEST,
    MOST,
    Question,
    QuestionSet,
    with_keys,
)
from stories.sessions.library.queries import manual
from stories.sessions.models import SessionState, StorytellingSession


@dataclass(frozen=True)
class Words:
    """What a facilitator wrote; ``own_state`` is how they are themselves."""

    went_well: str = ""
    was_hard: str = ""
    next_time: str = ""
    own_state: str = ""


def write_debrief(
    actor: Actor,
    session: StorytellingSession,
    asked: QuestionSet,
    marks: Mapping[str, Mark],
    words: Words,
    was: int = 0,
) -> Debrief:
    """Keep the answers with the version they answer; ``was`` is the revision the page showed.

    Raises NotHeld, Unanswered, and AskedOtherwise where another tab or hand was faster.
    """
    require(actor, WRITE, session)
    sessions.lock_session(session)
    if session.state is not SessionState.HELD:
        raise NotHeld
    row = queries.debrief_of(session.id)
    if was != (row.revision if row else 0):
        raise AskedOtherwise
    if row is not None and queries.asked_of(session, row) != asked:
        raise AskedOtherwise
    if not asked.answered(marks):
        raise Unanswered
    row = row or _begun(actor, session, asked)
    row.answers = {key: mark.value for key, mark in marks.items()}
    for name, text in vars(words).items():
        setattr(row, name, text)
    row.changed_at = now()
    row.revision = was + 1
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "sessions.debrief_written", row)
    return row


def _begun(actor: Actor, session: StorytellingSession, asked: QuestionSet) -> Debrief:
    return Debrief(
        id=uuid.uuid4(),
        organisation_id=session.organisation_id,
        session_id=session.id,
        checklist_id=asked.checklist_id,
        version=asked.version,
        written_by=actor.id,
    )


def change_checklist(
    actor: Actor, organisation_id: uuid.UUID, wanted: Sequence[Question], was: int = 0
) -> Checklist:
    """Ask other questions from now on: a new version; what was answered stays as it was asked.

    ``was`` is the version the page showed, 0 for the house's own. The same questions once more
    are no new version. Raises TooFewQuestions and AskedOtherwise.
    """
    row = Checklist(id=uuid.uuid4(), organisation_id=organisation_id, created_by=actor.id)
    require(actor, KEEP, row)
    queries.lock_checklists(organisation_id)
    newest = queries.newest_checklist(organisation_id)
    if was != (newest.version if newest else 0):
        raise AskedOtherwise
    if not FEWEST <= len(wanted) <= MOST or not all(one.kk and one.ru for one in wanted):
        raise TooFewQuestions
    before = queries.set_of(newest).questions
    asked = with_keys(wanted, before)
    if newest is not None and asked == before:
        return newest
    for manual_id in {one.manual_id for one in asked if one.manual_id}:
        if manual(actor, manual_id).organisation_id != organisation_id:
            raise AskedOtherwise
    row.version = was + 1
    db.session.add(row)
    db.session.flush()
    for position, one in enumerate(asked):
        db.session.add(_kept(row, position, one))
    db.session.flush()
    detail: audit.Detail = {"version": row.version, "questions": len(asked)}
    audit.record(actor, "sessions.checklist_changed", row, detail=detail)
    return row


def _kept(row: Checklist, position: int, one: Question) -> ChecklistQuestion:
    return ChecklistQuestion(
        checklist_id=row.id,
        position=position,
        key=one.key,
        text_kk=one.kk,
        text_ru=one.ru,
        manual_id=one.manual_id,
    )
