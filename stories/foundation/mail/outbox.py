"""Putting letters down, and what becomes of them. Every change is one conditional statement."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.exc import IntegrityError

from stories.foundation import audit
from stories.foundation.access import OPERATOR
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.mail.letter import Letter
from stories.foundation.mail.models import Dropped, OutboxLetter
from stories.foundation.mail.rooms import Slip

STALE = timedelta(minutes=5)  # longer than any conversation with a server lasts
KEPT = timedelta(days=120)  # that a letter was sent is forgotten after so long
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 180, 360, 720, 720, 720))
LOST = (Dropped.REFUSED, Dropped.UNANSWERED, Dropped.GIVEN_UP)


@dataclass(frozen=True)
class About:
    """What a letter speaks of: a row, its sequence, and the moment it names."""

    table: str
    id: uuid.UUID
    sequence: int = 0
    at: datetime | None = None
    print: str = ""


def put_down(
    key: str,
    kind: str,
    organisation_id: uuid.UUID,
    *,
    user_id: uuid.UUID | None = None,
    person_id: uuid.UUID | None = None,
    not_before: datetime | None = None,
    about: About | None = None,
    letter: Letter | None = None,
) -> bool:
    """Put a letter into the outbox; False if one with that key was put down before.

    Exactly one of ``user_id`` and ``person_id`` is given. Without ``letter`` it is written when
    it is sent, by the room that writes that kind.
    """
    if db.session.scalar(select(OutboxLetter.id).where(OutboxLetter.key == key)):
        return False
    said = letter or Letter("", "")
    row = OutboxLetter(
        organisation_id=organisation_id,
        key=key,
        kind=kind,
        user_id=user_id,
        person_id=person_id,
        not_before=not_before or now(),
        subject=said.subject,
        text=said.text,
        calendar=said.calendar,
    )
    if about is not None:
        row.about_table, row.about_id = about.table, about.id
        row.about_sequence, row.about_at = about.sequence, about.at
        row.about_print = about.print
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False  # somebody put it down at the same moment
    return True


def letters_about(table: str, ids: Iterable[uuid.UUID]) -> list[OutboxLetter]:
    """Every letter about these rows, in the order they were put down."""
    query = select(OutboxLetter).where(
        OutboxLetter.about_table == table, OutboxLetter.about_id.in_(set(ids))
    )
    return list(db.session.scalars(query.order_by(OutboxLetter.created_at, OutboxLetter.id)))


def letters_to(person_id: uuid.UUID) -> list[OutboxLetter]:
    """Every letter to a person, for a caller that has authorised the question."""
    query = select(OutboxLetter).where(OutboxLetter.person_id == person_id)
    return list(db.session.scalars(query.order_by(OutboxLetter.created_at, OutboxLetter.id)))


def lost_letters(organisations: Iterable[uuid.UUID], since: datetime) -> list[OutboxLetter]:
    """Letters of these organisations that did not come, or may not have, newest first."""
    query = select(OutboxLetter).where(
        OutboxLetter.organisation_id.in_(set(organisations)),
        OutboxLetter.dropped_because.in_(LOST),
        OutboxLetter.dropped_at > since,
    )
    return list(db.session.scalars(query.order_by(OutboxLetter.dropped_at.desc())))


def waiting(most: int) -> list[uuid.UUID]:
    """Letters whose time has come and which nobody is sending, the oldest first."""
    query = select(OutboxLetter.id).where(_free(now()), OutboxLetter.not_before <= now())
    return list(db.session.scalars(query.order_by(OutboxLetter.not_before).limit(most)))


def _open() -> ColumnElement[bool]:
    return and_(OutboxLetter.sent_at.is_(None), OutboxLetter.dropped_at.is_(None))


def _free(at: datetime) -> ColumnElement[bool]:
    silent = or_(OutboxLetter.claimed_at.is_(None), OutboxLetter.claimed_at < at - STALE)
    return and_(_open(), OutboxLetter.handed_at.is_(None), silent)


@dataclass(frozen=True)
class Claim:
    """A letter in a worker's hands. ``at`` is the moment it was taken, and tells whose it is."""

    id: uuid.UUID
    key: str
    at: datetime
    attempts: int
    slip: Slip
    kept: Letter


def claim(letter_id: uuid.UUID) -> Claim | None:
    """Take a letter that nobody is sending; None if somebody else was faster."""
    at = now()
    found = update(OutboxLetter).where(OutboxLetter.id == letter_id, _free(at))
    values = {"claimed_at": at, "attempts": OutboxLetter.attempts + 1}
    if db.session.execute(found.values(**values)).rowcount == 0:  # type: ignore[attr-defined]
        return None
    row = db.session.get_one(OutboxLetter, letter_id, populate_existing=True)
    about = (row.about_id, row.about_sequence, row.about_at, row.about_print)
    slip = Slip(row.kind, *about, row.user_id, row.person_id)
    kept = Letter(row.subject, row.text, row.calendar)
    return Claim(row.id, row.key, at, row.attempts, slip, kept)


def hand(taken: Claim, letter: Letter, language: str) -> bool:
    """Note that the letter goes over to the server in this moment; False if it is not ours."""
    return _mine(
        taken,
        OutboxLetter.handed_at.is_(None),
        handed_at=now(),
        language=language,
        subject=letter.subject,
        text=letter.text,
        calendar=letter.calendar,
    )


def sent(taken: Claim) -> None:
    """The server has taken it: what it said is erased, that it was sent is kept."""
    if _mine(taken, sent_at=now(), problem="", **BLANK):
        audit.record(OPERATOR, "mail.sent", db.session.get(OutboxLetter, taken.id))


def drop(taken: Claim, why: Dropped, problem: str = "") -> None:
    """It is not sent, ever."""
    if _mine(taken, dropped_at=now(), dropped_because=why, problem=problem, **BLANK):
        row = db.session.get(OutboxLetter, taken.id)
        told: audit.Detail = {"why": why.value, "problem": problem}
        audit.record(OPERATOR, "mail.dropped", row, detail=told)


def put_back(taken: Claim, problem: str = "", *, not_taken: bool = False) -> None:
    """It is tried again later, more and more slowly; given up in the end.

    Once it was handed over it is put back only if the server said ``not_taken``.
    """
    if taken.attempts > len(BACK_OFF):
        drop(taken, Dropped.GIVEN_UP, problem)
        return
    wait = BACK_OFF[taken.attempts - 1]
    only = () if not_taken else (OutboxLetter.handed_at.is_(None),)
    values = {"claimed_at": None, "handed_at": None, "problem": problem}
    _mine(taken, *only, not_before=now() + wait, **values)


BLANK = {"subject": "", "text": "", "calendar": ""}


def _mine(taken: Claim, *only: ColumnElement[bool], **values: object) -> bool:
    still = and_(OutboxLetter.claimed_at == taken.at, _open(), *only)
    change = update(OutboxLetter).where(OutboxLetter.id == taken.id, still).values(**values)
    done: bool = db.session.execute(change).rowcount > 0  # type: ignore[attr-defined]
    return done


def close_unanswered() -> None:
    """Letters whose worker died with the answer: nobody can know, so nothing is sent twice."""
    query = select(OutboxLetter).where(
        _open(), OutboxLetter.handed_at.is_not(None), OutboxLetter.claimed_at < now() - STALE
    )
    for row in db.session.scalars(query):
        row.dropped_at, row.dropped_because = now(), Dropped.UNANSWERED
        row.subject = row.text = row.calendar = ""
        why = Dropped.UNANSWERED.value
        audit.record(OPERATOR, "mail.dropped", row, detail={"why": why})


def forget_old() -> None:
    """Rows of letters that are long over go (DOMAIN X6)."""
    long_ago = now() - KEPT
    over = or_(OutboxLetter.sent_at < long_ago, OutboxLetter.dropped_at < long_ago)
    past = or_(OutboxLetter.about_at.is_(None), OutboxLetter.about_at < long_ago)
    for row in db.session.scalars(select(OutboxLetter).where(over, past).limit(200)):
        db.session.delete(row)
