"""Taking a merge back, as long as nothing happened since that could belong to either."""

from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from stories.foundation import audit, signals
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import Overtaken, db, plain, pointing_at, take_back, typed
from stories.people import queries
from stories.people.models import Merge, Person
from stories.people.problems import CannotUndo
from stories.people.reasons import TAKEN_BACK, TOO_LATE, cannot_undo
from stories.people.services.merge import PEOPLE

UNDO_WITHIN = timedelta(days=30)


def undoable(row: Merge, at: datetime) -> bool:
    """Whether a merge still holds what an undoing needs."""
    return row.undone_at is None and bool(row.steps) and at < row.created_at + UNDO_WITHIN


def undo_merge(actor: Actor, row: Merge) -> None:
    """Put both entries back as they were; raises CannotUndo, saying what happened since."""
    require(actor, "people.merge", row)
    if not undoable(row, now()):
        raise CannotUndo(TOO_LATE)
    kept = queries.lock_persons({row.kept_id})[row.kept_id]
    _require_untouched(row, kept)
    try:
        _put_back(row, kept)
    except Overtaken as overtaken:
        raise CannotUndo(cannot_undo(overtaken.table)) from None
    except IntegrityError:
        raise CannotUndo(cannot_undo(Person.__tablename__)) from None
    audit.record(actor, "people.merge_undone", kept, detail={"from": str(row.absorbed_id)})
    for person_id in (row.kept_id, row.absorbed_id):
        signals.persons_merged.send("people", subject_id=person_id)


def forget_old_merges(actor: Actor) -> None:
    """Empty what an undoing would need once its time is over: it holds the other entry’s row."""
    for row in queries.merges_before(now() - UNDO_WITHIN):
        row.steps, row.pointing, row.before, row.after = [], [], {}, {}
        audit.record(actor, "people.merge_settled", row)


def _require_untouched(row: Merge, kept: Person) -> None:
    standing = plain({column.name: getattr(kept, column.name) for column in PEOPLE.columns})
    if standing != row.after:
        raise CannotUndo(cannot_undo(Person.__tablename__))
    moved = _others(pointing_at(PEOPLE, kept.id)) ^ _others(row.pointing)
    for line in sorted(moved):
        raise CannotUndo(cannot_undo(line.partition(".")[0]))
    # Whoever takes back a word after the merge takes it back for both entries (DOMAIN C8).
    if queries.withdrawn_since(kept.id, row.created_at):
        raise CannotUndo(TAKEN_BACK)


def _others(pointing: list[str]) -> set[str]:
    # A merge that was undone still names its person; one that stands is seen by what it bounds.
    return {line for line in pointing if not line.startswith(Merge.__tablename__)}


def _put_back(row: Merge, kept: Person) -> None:
    for earlier in queries.earlier_from(row.id):
        db.session.delete(earlier)
    steps, before = list(row.steps), typed(PEOPLE, row.before)
    row.undone_at = now()
    row.steps, row.pointing, row.before, row.after = [], [], {}, {}
    # The kept entry first: it may hold the pseudonym of the other.
    for name, value in before.items():
        setattr(kept, name, value)
    db.session.flush()
    take_back(steps)
    db.session.expire_all()
