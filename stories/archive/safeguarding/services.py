"""Telling of an incident, and answering it; the one who answers is the safeguarding lead."""

import uuid
from dataclasses import dataclass
from datetime import date

from stories.accounts.queries import staff_with
from stories.archive.safeguarding import queries
from stories.archive.safeguarding.errors import AlreadyClosed, NoDay, NoWords
from stories.archive.safeguarding.models import Incident, IncidentKind, IncidentNote
from stories.archive.safeguarding.policy import ANSWER, TELL
from stories.archive.safeguarding.rules import Subject, recording_of, session_of
from stories.foundation import audit, mail
from stories.foundation.access import Actor, Role, require
from stories.foundation.clock import now, today
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.foundation.mail import outbox
from stories.media.services import restrict_recording
from stories.moderation.models import Story
from stories.sessions.referrals.rules import follow_up_fits

MOST = 2000
LETTER = "incident"


@dataclass(frozen=True)
class Told:
    """What is told: the kind, the words, about whom if somebody is named, and whether to close."""

    kind: IncidentKind
    words: str
    person_id: uuid.UUID | None = None
    restrict: bool = False


def tell(actor: Actor, subject: Subject, told: Told) -> Incident:
    """Tell the safeguarding leads, by letter and on their day's page; nobody else reads it (P5).

    Calls to violence, and whatever is asked to be closed at once, restrict the recording, or all
    of a session's, in the same act. Raises NoWords; NotFound for somebody not in the session.
    """
    require(actor, TELL, subject)
    session = session_of(subject)
    if told.person_id is not None and told.person_id not in {one.id for one in session.people}:
        raise NotFound
    row = Incident(
        id=uuid.uuid4(),
        organisation_id=session.organisation_id,
        kind=told.kind,
        session_id=session.id,
        recording=recording_of(subject),
        story=subject if isinstance(subject, Story) else None,
        person_id=told.person_id,
        told_by=actor.id,
    )
    db.session.add(row)
    db.session.flush()
    _note(actor, row, told.words)
    audit.record(actor, "safeguarding.told", row)
    if told.restrict or told.kind is IncidentKind.EXTREMIST:
        for recording in queries.recordings_meant(row):
            restrict_recording(actor, recording)
    if mail.server() is not None:
        _write_to_leads(row)
    return row


def _write_to_leads(row: Incident) -> None:
    about = outbox.About("incidents", row.id)
    for lead in staff_with(Role.SAFEGUARDING, frozenset({row.organisation_id})):
        key = f"{LETTER}:{row.id}:{lead.id}"
        outbox.put_down(key, LETTER, row.organisation_id, user_id=lead.id, about=about)


def answer(actor: Actor, row: Incident, follow_up_on: date | None, words: str) -> None:
    """Take it in hand: the day to look again is set, and words are added.

    Raises AlreadyClosed, NoDay and NoWords; the first answer stops further letters.
    """
    _begin(actor, row)
    if follow_up_on is None or not follow_up_fits(follow_up_on, today()):
        raise NoDay
    _see(actor, row)
    row.follow_up_on = follow_up_on
    if words.strip():
        _note(actor, row, words)
    db.session.flush()
    audit.record(actor, "safeguarding.answered", row)


def close(actor: Actor, row: Incident, words: str) -> None:
    """Nothing more is to be done; what came of it is written down. Raises AlreadyClosed.

    A recording that is restricted stays so until the lead gives it back.
    """
    _begin(actor, row)
    _note(actor, row, words)
    _see(actor, row)
    row.closed_at, row.closed_by = now(), actor.id
    db.session.flush()
    audit.record(actor, "safeguarding.closed", row)


def _begin(actor: Actor, row: Incident) -> None:
    require(actor, ANSWER, row)
    queries.lock(row)
    if row.closed_at is not None:
        raise AlreadyClosed


def _see(actor: Actor, row: Incident) -> None:
    if row.seen_at is None:
        row.seen_at, row.seen_by = now(), actor.id


def _note(actor: Actor, row: Incident, words: str) -> None:
    if not words.strip() or len(words) > MOST:
        raise NoWords
    db.session.add(IncidentNote(incident_id=row.id, text=words.strip(), author_id=actor.id))
