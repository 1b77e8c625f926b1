"""Raising a flag, and answering it; the one who answers is the safeguarding lead."""

import uuid
from datetime import date, datetime

from stories.foundation import audit, mail
from stories.foundation.access import Actor, require
from stories.foundation.clock import now, today
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.foundation.mail import outbox
from stories.sessions.distress import queries
from stories.sessions.distress.errors import AlreadyClosed, NoDay, NoWords
from stories.sessions.distress.models import DistressFlag, DistressNote
from stories.sessions.distress.policy import ANSWER, RAISE
from stories.sessions.models import StorytellingSession
from stories.sessions.referrals.rules import follow_up_fits

MOST = 2000
LETTER = "distress"


def raise_flag(
    actor: Actor,
    session: StorytellingSession,
    person_id: uuid.UUID | None,
    words: str,
    at: datetime,
) -> DistressFlag:
    """Tell the safeguarding leads at once, by letter and on their day's page (DOMAIN S8).

    ``person_id`` is somebody in the session, else NotFound, or nobody by name. The words go to
    the restricted record, never into the session (P5); a flag needs none. ``at`` is when it was
    pressed.
    """
    require(actor, RAISE, session)
    if person_id is not None and person_id not in {one.id for one in session.people}:
        raise NotFound
    row = DistressFlag(
        id=uuid.uuid4(),
        organisation_id=session.organisation_id,
        session_id=session.id,
        person_id=person_id,
        raised_by=actor.id,
        raised_at=at,
    )
    db.session.add(row)
    db.session.flush()
    if words.strip():
        _note(actor, row, words)
    if mail.server() is not None:
        _write_to_leads(row)
    audit.record(actor, "sessions.distress_raised", row)
    return row


def _write_to_leads(row: DistressFlag) -> None:
    about = outbox.About("distress_flags", row.id)
    for lead in queries.leads_of(row.organisation_id):
        key = f"{LETTER}:{row.id}:{lead.id}"
        outbox.put_down(key, LETTER, row.organisation_id, user_id=lead.id, about=about)


def answer_flag(actor: Actor, row: DistressFlag, follow_up_on: date | None, words: str) -> None:
    """Take it in hand: the day to ask again is set, and words are added.

    Raises AlreadyClosed, NoDay and NoWords; the first answer stops further letters.
    """
    _begin(actor, row)
    if follow_up_on is None or not follow_up_fits(follow_up_on, today()):
        raise NoDay
    if row.seen_at is None:
        row.seen_at, row.seen_by = now(), actor.id
    row.follow_up_on = follow_up_on
    if words.strip():
        _note(actor, row, words)
    db.session.flush()
    audit.record(actor, "sessions.distress_answered", row)


def close_flag(actor: Actor, row: DistressFlag, words: str) -> None:
    """Nothing more is to be done; what came of it is written down. Raises AlreadyClosed."""
    _begin(actor, row)
    _note(actor, row, words)
    if row.seen_at is None:
        row.seen_at, row.seen_by = now(), actor.id
    row.closed_at, row.closed_by = now(), actor.id
    db.session.flush()
    audit.record(actor, "sessions.distress_closed", row)


def _begin(actor: Actor, row: DistressFlag) -> None:
    require(actor, ANSWER, row)
    queries.lock(row)
    if row.closed_at is not None:
        raise AlreadyClosed


def _note(actor: Actor, row: DistressFlag, words: str) -> None:
    if not words.strip() or len(words) > MOST:
        raise NoWords
    db.session.add(DistressNote(flag_id=row.id, text=words.strip(), author_id=actor.id))
