"""Recording breaches and legal requests; nothing of it is ever deleted or written over.

The database refuses it, too (``foundation/db/promises.py``).
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from stories.archive.incidents.models import (
    Asker,
    Breach,
    BreachNote,
    BreachStep,
    LegalRequest,
    RequestMove,
    RequestState,
)
from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.errors import StoriesError
from stories.people.models import Person


class AlreadyClosed(StoriesError):
    """The record is finished."""

    status = 409
    sentence = _l("This record is closed. What comes later is a record of its own.")


@dataclass(frozen=True)
class BreachFacts:
    """What is known when a breach is noticed; ``people`` None means not known yet."""

    noticed_at: datetime
    happened: str
    classes: list[str]
    people: int | None


def record_breach(actor: Actor, organisation_id: uuid.UUID, facts: BreachFacts) -> Breach:
    """Enter a breach; the clock runs from when it was noticed."""
    row = Breach(organisation_id=organisation_id, **vars(facts))
    require(actor, "archive.breaches", row)
    row.notes.append(BreachNote(author_id=actor.id, step=BreachStep.RECORDED))
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "archive.breach_recorded", row, detail={"people": facts.people})
    return row


def note_told(actor: Actor, breach: Breach, whom: str, told_at: datetime, text: str) -> None:
    """Keep who was told, and when."""
    _append(actor, breach, BreachStep.TOLD, whom=whom, told_at=told_at, text=text)


def note_done(actor: Actor, breach: Breach, text: str) -> None:
    """Keep what was done about it."""
    _append(actor, breach, BreachStep.DONE, text=text)


def close_breach(actor: Actor, breach: Breach, text: str) -> None:
    """Finish the record with what was done; raises AlreadyClosed."""
    _append(actor, breach, BreachStep.CLOSED, text=text)
    breach.closed_at = now()
    audit.record(actor, "archive.breach_closed", breach)


def _append(
    actor: Actor,
    breach: Breach,
    step: BreachStep,
    *,
    text: str,
    whom: str = "",
    told_at: datetime | None = None,
) -> None:
    require(actor, "archive.breaches", breach)
    db.session.refresh(breach, with_for_update=True)  # of two who close it, one does
    if breach.closed_at is not None:
        raise AlreadyClosed
    note = BreachNote(author_id=actor.id, step=step, whom=whom, told_at=told_at, text=text)
    breach.notes.append(note)
    db.session.flush()
    if step is not BreachStep.CLOSED:
        audit.record(actor, "archive.breach_noted", breach, detail={"step": step.value})


@dataclass(frozen=True)
class RequestFacts:
    """What a legal request says."""

    asker: Asker
    asker_name: str
    ground: str
    received_on: date
    due_on: date | None
    person: Person | None


def record_request(actor: Actor, organisation_id: uuid.UUID, facts: RequestFacts) -> LegalRequest:
    """Enter a request as it came."""
    row = LegalRequest(
        organisation_id=organisation_id,
        asker=facts.asker,
        asker_name=facts.asker_name,
        ground=facts.ground,
        received_on=facts.received_on,
        due_on=facts.due_on,
        person_id=facts.person.id if facts.person else None,
    )
    require(actor, "archive.requests", row)
    if facts.person is not None:
        require(actor, "people.view", facts.person)
    row.moves.append(RequestMove(author_id=actor.id, state=RequestState.OPEN))
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "archive.request_recorded", row, detail={"asker": facts.asker.value})
    return row


def answer_request(
    actor: Actor, request: LegalRequest, state: RequestState, decided_by: str, text: str
) -> None:
    """Keep what was given out or refused, and who decided; raises AlreadyClosed."""
    require(actor, "archive.requests", request)
    db.session.refresh(request, with_for_update=True)
    if request.state is not RequestState.OPEN:
        raise AlreadyClosed
    move = RequestMove(author_id=actor.id, state=state, decided_by=decided_by, text=text)
    request.moves.append(move)
    request.state = state
    db.session.flush()
    audit.record(actor, "archive.request_answered", request, detail={"state": state.value})
