"""The ledger: filled from the rows that name files, asked what is due, told what was found."""

import uuid
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Table, delete, func, insert, or_, select

from stories.foundation.clock import now
from stories.foundation.db import Base, db
from stories.foundation.erasure import file_columns
from stories.foundation.fixity.hearing import Heard, tell
from stories.foundation.fixity.looking import Found
from stories.foundation.fixity.models import FileState, KeptFile

PASSING = {"editions"}  # made anew when asked for; nobody needs yesterday's
BATCH = 500


Changes = tuple[list[dict[str, object]], list[str]]
"""Entries to be made, and keys to be struck."""


def outstanding() -> Changes:
    """What the rows name and the ledger does not, and the other way round."""
    known = set(db.session.scalars(select(KeptFile.key)))
    named = {str(entry["key"]): entry for entry in _named()}
    fresh = [entry for key, entry in named.items() if key not in known]
    return fresh, sorted(known - named.keys())


def bring_up_to_date() -> None:
    """Enter files that rows came to name, and strike those that none names any more."""
    fresh, gone = outstanding()
    for at in range(0, len(fresh), BATCH):
        db.session.execute(insert(KeptFile), fresh[at : at + BATCH])
    for at in range(0, len(gone), BATCH):
        db.session.execute(delete(KeptFile).where(KeptFile.key.in_(gone[at : at + BATCH])))


def _named() -> Iterator[dict[str, object]]:
    for name, columns in file_columns().items():
        if name not in PASSING:
            yield from _entries(Base.metadata.tables[name], columns)


def _entries(table: Table, columns: tuple[str, ...]) -> Iterator[dict[str, object]]:
    # A row's own digest is that of the first file it names: the original.
    for place, column in enumerate(columns):
        own = table.c.get("sha256") if place == 0 else None
        parts = [table.c.id, table.c.organisation_id, table.c[column]]
        query = select(*parts, *([own] if own is not None else []))
        for row in db.session.execute(query.where(table.c[column].is_not(None))):
            yield {
                "key": row[2],
                "organisation_id": row[1],
                "source": table.name,
                "row_id": row[0],
                "sha256": row[3] if own is not None else None,
                "outcome": FileState.UNREAD,
                "looked_at": None,
            }


def every_key() -> set[str]:
    """Every key some row names, of passing files too."""
    keys: set[str] = set()
    for name, columns in file_columns().items():
        table = Base.metadata.tables[name]
        for column in columns:
            query = select(table.c[column]).where(table.c[column].is_not(None))
            keys.update(db.session.scalars(query))
    return keys


def due(before: datetime, limit: int) -> list[tuple[str, str | None]]:
    """Keys and digests of files not looked at since then: those never read first."""
    waits = or_(KeptFile.looked_at.is_(None), KeptFile.looked_at < before)
    query = (
        select(KeptFile.key, KeptFile.sha256)
        .where(waits)
        .order_by(KeptFile.looked_at.is_not(None), KeptFile.looked_at, KeptFile.key)
        .limit(limit)
    )
    return [(key, sha256) for key, sha256 in db.session.execute(query)]


def everything(organisation_id: uuid.UUID | None = None) -> list[tuple[str, str | None]]:
    """Keys and digests of the whole ledger, or of one organisation's part of it."""
    query = select(KeptFile.key, KeptFile.sha256).order_by(KeptFile.key)
    if organisation_id is not None:
        query = query.where(KeptFile.organisation_id == organisation_id)
    return [(key, sha256) for key, sha256 in db.session.execute(query)]


def row_for(key: str) -> KeptFile | None:
    """A key's line in the ledger."""
    return db.session.get(KeptFile, key)


def note(key: str, found: Found) -> bool:
    """Keep what a look found and tell the rooms; False if no row names the file any more."""
    row = keep(key, found)
    if row is not None:
        tell(Heard(key, row.source, row.row_id, row.organisation_id, found))
    return row is not None


def keep(key: str, found: Found) -> KeptFile | None:
    """Keep what a look found; None, and no line, if no row names the file any more."""
    row = row_for(key)
    if row is None or not _still_named(row):
        db.session.execute(delete(KeptFile).where(KeptFile.key == key))
        return None
    row.outcome, row.looked_at = found.outcome, now()
    row.sha256 = row.sha256 or found.sha256
    return row


def _still_named(row: KeptFile) -> bool:
    table = Base.metadata.tables[row.source]
    named = or_(*(table.c[column] == row.key for column in file_columns()[row.source]))
    query = select(table.c.id).where(table.c.id == row.row_id, named)
    return db.session.scalar(query) is not None


def broken() -> list[KeptFile]:
    """Files that are not what they were and could not be mended; those missing first."""
    query = select(KeptFile).where(KeptFile.outcome.in_((FileState.CHANGED, FileState.MISSING)))
    return list(db.session.scalars(query.order_by(KeptFile.outcome.desc(), KeptFile.key)))


def oldest_look() -> datetime | None:
    """When the file that waited longest was looked at; None if one was never, or there is none."""
    if db.session.scalar(select(func.count()).where(KeptFile.looked_at.is_(None))):
        return None
    return db.session.scalar(select(func.min(KeptFile.looked_at)))
