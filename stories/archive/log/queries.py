"""Reading the log, within the actor's organisations, a page at a time by the last line seen."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, tuple_

from stories.accounts.models import Grant, Organisation, User
from stories.accounts.queries import users_among
from stories.archive.log.forms import Wanted
from stories.foundation.access import Actor, roles_for, visible
from stories.foundation.audit.held import tail
from stories.foundation.db import db, kk_order
from stories.foundation.models import AuditEvent

PAGE = 50
PORTION = 1000


@dataclass(frozen=True)
class LogLine:
    """A line of the audit log with the staff member's name."""

    number: int
    at: datetime
    who: str
    actor_id: uuid.UUID | None
    action: str
    subject_kind: str
    subject_id: uuid.UUID | None
    organisation_id: uuid.UUID | None
    detail: dict[str, Any]


def lines(actor: Actor, wanted: Wanted) -> tuple[list[LogLine], bool]:
    """One page of the log, newest first, and whether older lines follow."""
    rows = db.session.execute(_asked(actor, wanted).limit(PAGE + 1)).all()
    return [_line(event, name) for event, name in rows[:PAGE]], len(rows) > PAGE


def every_line(actor: Actor, wanted: Wanted) -> Iterator[LogLine]:
    """All lines that are wanted, newest first, a portion at a time in memory."""
    query = _asked(actor, wanted).execution_options(yield_per=PORTION)
    with db.session.execute(query) as rows:
        for event, name in rows:
            yield _line(event, name)


def _asked(actor: Actor, wanted: Wanted) -> Select[AuditEvent, str]:
    return (
        select(AuditEvent, User.name)
        .outerjoin(User, User.id == AuditEvent.actor_id)
        .where(_mine(actor), *_conditions(wanted))
        .order_by(AuditEvent.at.desc(), AuditEvent.number.desc())
    )


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    equal = {
        AuditEvent.actor_id: wanted.actor_id,
        AuditEvent.actor_kind: wanted.actor_kind,
        AuditEvent.subject_id: wanted.about,
        AuditEvent.organisation_id: wanted.organisation,
    }
    yield from (column == value for column, value in equal.items() if value is not None)
    if wanted.since:
        yield AuditEvent.at >= wanted.since
    if wanted.until:
        yield AuditEvent.at < wanted.until
    if wanted.actions:
        yield AuditEvent.action.in_(wanted.actions)
    if wanted.others_than:
        yield AuditEvent.action.not_in(wanted.others_than)
    if wanted.before is not None:
        yield _older_than(wanted.before)


def _older_than(number: int) -> ColumnElement[bool]:
    at = select(AuditEvent.at).where(AuditEvent.number == number).scalar_subquery()
    return tuple_(AuditEvent.at, AuditEvent.number) < tuple_(at, number)


def _mine(actor: Actor) -> ColumnElement[bool]:
    """Lines of the actor's organisations, and those of no organisation about their own staff.

    Somebody with several organisations signs in to none in particular.
    """
    staff = select(Grant.user_id).where(visible(actor, "archive.audit", Grant))
    by_them = AuditEvent.actor_id.in_(staff)
    about_them = and_(AuditEvent.subject_kind == "users", AuditEvent.subject_id.in_(staff))
    nowhere = AuditEvent.organisation_id.is_(None)
    return or_(visible(actor, "archive.audit", AuditEvent), and_(nowhere, or_(by_them, about_them)))


def _line(event: AuditEvent, name: str | None) -> LogLine:
    return LogLine(
        number=event.number,
        at=event.at,
        who=name or event.actor_kind,
        actor_id=event.actor_id,
        action=event.action,
        subject_kind=event.subject_kind or "",
        subject_id=event.subject_id,
        organisation_id=event.organisation_id,
        detail=event.detail,
    )


def staff(actor: Actor) -> list[User]:
    """Everybody who works or worked where the actor reads the log, in Kazakh order."""
    return users_among(select(Grant.user_id).where(visible(actor, "archive.audit", Grant)))


def places(actor: Actor) -> list[Organisation]:
    """Organisations whose log the actor may read."""
    mine = actor.organisations(*roles_for("archive.audit"))
    query = select(Organisation).where(Organisation.id.in_(mine))
    return list(db.session.scalars(query.order_by(kk_order(Organisation.name))))


def anchor() -> str:
    """The newest line's number and digest, to be written down elsewhere."""
    number, digest = tail(db.session)
    return f"{number}:{digest}" if number else ""
