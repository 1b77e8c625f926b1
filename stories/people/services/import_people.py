"""Taking in a list of people: looked at first, and then all of it or nothing."""

import uuid
from collections.abc import Iterable
from datetime import timedelta

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now, today
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.people import queries
from stories.people.models import ImportDraft, Person
from stories.people.problems import ListChanged, Mistake, NothingChosen, RowsWrong
from stories.people.services.beside import link_representative
from stories.people.services.persons import add_person
from stories.people.services.preview import Preview, Row, look_at
from stories.people.sheets import Columns, Table

KEPT_FOR = timedelta(hours=1)


def keep_draft(
    actor: Actor, organisation_id: uuid.UUID, table: Table, columns: Columns
) -> ImportDraft:
    """Keep what a file says about people for an hour; only the columns we know."""
    row = ImportDraft(
        organisation_id=organisation_id,
        sent_by=actor.id,
        expires_at=now() + KEPT_FOR,
        rows=list(_rows(table, columns)),
        unknown=[head[:80] for head in columns.unknown],
        identity=[head[:80] for head in columns.identity],
    )
    require(actor, "people.import", row)
    forget_old_drafts(actor)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "people.import_begun", row, detail={"lines": len(row.rows)})
    return row


def _rows(table: Table, columns: Columns) -> Iterable[list[object]]:
    for number, cells in table.lines:
        found = {
            field: cells[place]
            for place, field in columns.fields.items()
            if place < len(cells) and cells[place]
        }
        if found:
            yield [number, found]


def drop_draft(actor: Actor, draft: ImportDraft) -> None:
    """Throw a list away."""
    require(actor, "people.import", draft)
    db.session.delete(draft)
    audit.record(actor, "people.import_dropped", draft)


def forget_old_drafts(actor: Actor) -> None:
    """Delete lists whose hour is over; anybody’s knock may do that."""
    for row in queries.drafts_before(now()):
        db.session.delete(row)
        audit.record(actor, "people.import_forgotten", row)


def import_people(actor: Actor, draft: ImportDraft, left_out: frozenset[int], seen: str) -> int:
    """Enter everybody of a list who is not left out, or nobody; returns how many.

    Raises ListChanged when the page that was looked at is no longer true, RowsWrong and
    NothingChosen.
    """
    require(actor, "people.import", draft)
    if queries.lock_draft(draft.id) is None:
        raise NotFound
    preview = look_at(actor, draft, left_out)
    if preview.seen != seen:
        raise ListChanged
    if preview.wrong:
        raise RowsWrong
    if not preview.taken:
        raise NothingChosen
    try:
        with db.session.begin_nested():
            _enter(actor, draft, preview)
    except Mistake:  # somebody was faster by a moment
        raise ListChanged from None
    audit.record(actor, "people.imported", draft, detail={"people": len(preview.taken)})
    db.session.delete(draft)
    return len(preview.taken)


def _enter(actor: Actor, draft: ImportDraft, preview: Preview) -> None:
    entered = {
        row.number: add_person(actor, draft.organisation_id, row.details) for row in preview.taken
    }
    for row in preview.taken:
        speaker = _speaker(row, entered)
        if speaker is not None:
            link_representative(actor, entered[row.number], speaker, today())


def _speaker(row: Row, entered: dict[int, Person]) -> Person | None:
    return entered[row.speaker] if isinstance(row.speaker, int) else row.speaker
