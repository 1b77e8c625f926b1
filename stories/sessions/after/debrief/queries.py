"""Reading checklists and debriefs."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from stories.accounts.models import Organisation
from stories.foundation.access import Actor, visible
from stories.foundation.clock import today
from stories.foundation.db import among, db
from stories.people.erasing import words_of
from stories.people.policy import PRIVATE
from stories.sessions.after.debrief.catalogue import house_set
from stories.sessions.after.debrief.errors import AskedOtherwise
from stories.sessions.after.debrief.models import Checklist, Debrief
from stories.sessions.after.debrief.policy import WRITE
from stories.sessions.after.debrief.rules import REMINDED, Question, QuestionSet, missed
from stories.sessions.models import SessionState, StorytellingSession

MOST = 20


def debrief_of(session_id: uuid.UUID) -> Debrief | None:
    """A session's debrief, for a caller that has authorised the question."""
    return db.session.scalar(select(Debrief).where(Debrief.session_id == session_id))


def text_for(actor: Actor, session: StorytellingSession, text: str) -> str:
    """A text without the names of the session's people for those who may not know them (P1)."""
    if actor.can(PRIVATE, session):
        return text
    for person in session.people:
        text = words_of(person).without(text)
    return text


def newest_checklist(organisation_id: uuid.UUID) -> Checklist | None:
    """An organisation's own questions as they are now."""
    query = (
        select(Checklist)
        .where(Checklist.organisation_id == organisation_id)
        .options(selectinload(Checklist.questions))
        .order_by(Checklist.version.desc())
    )
    return db.session.scalar(query.limit(1))


def checklists_of(organisation_id: uuid.UUID) -> list[Checklist]:
    """Every version of an organisation's own, the newest first."""
    query = select(Checklist).where(Checklist.organisation_id == organisation_id)
    return list(db.session.scalars(query.order_by(Checklist.version.desc())))


def set_of(row: Checklist | None, house_version: int | None = None) -> QuestionSet:
    """The questions of a version; without a row those of the house."""
    if row is None:
        return house_set() if house_version is None else house_set(house_version)
    questions = tuple(
        Question(one.key, one.text_kk, one.text_ru, "", one.manual_id) for one in row.questions
    )
    return QuestionSet(row.version, questions, row.id)


def asked_of(session: StorytellingSession, row: Debrief | None) -> QuestionSet:
    """What is asked about a session: what was answered already, or what is asked now."""
    if row is None:
        return set_of(newest_checklist(session.organisation_id))
    return set_of(row.checklist, row.version)


def set_named(session: StorytellingSession, name: str) -> QuestionSet:
    """The questions a form was made of; raises AskedOtherwise for none of that organisation."""
    if name.startswith("house-") and name[6:].isascii() and name[6:].isdigit():
        try:
            return house_set(int(name[6:]))
        except KeyError:
            raise AskedOtherwise from None
    try:
        row = db.session.get(Checklist, uuid.UUID(name))
    except ValueError:
        raise AskedOtherwise from None
    if row is None or row.organisation_id != session.organisation_id:
        raise AskedOtherwise
    return set_of(row)


def not_looked_back(actor: Actor) -> list[StorytellingSession]:
    """Held sessions the actor led and has not looked back on, from the day after, oldest first."""
    table, on = StorytellingSession, today()
    query = (
        select(table)
        .outerjoin(Debrief, Debrief.session_id == table.id)
        .where(
            visible(actor, WRITE, table),
            table.facilitator_id == actor.id,
            table.state == SessionState.HELD,
            table.day >= on - REMINDED,
            table.day < on,
            Debrief.id.is_(None),
        )
        .order_by(table.starts_at, table.id)
        .limit(MOST)
    )
    return [row for row in db.session.scalars(query) if missed(row.day, on)]


def looked_back_on(session_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these sessions have a debrief."""
    query = select(Debrief.session_id).where(among(Debrief.session_id, session_ids))
    return set(db.session.scalars(query))


def debriefs_of_sessions(session_ids: Iterable[uuid.UUID]) -> list[Debrief]:
    """Debriefs of these sessions, for a caller that has authorised the question."""
    query = select(Debrief).where(among(Debrief.session_id, session_ids))
    return list(db.session.scalars(query.order_by(Debrief.id)))


def lock_checklists(organisation_id: uuid.UUID) -> None:
    """Let one hand at a time make another version."""
    query = select(Organisation.id).where(Organisation.id == organisation_id)
    db.session.execute(query.with_for_update(key_share=True))
