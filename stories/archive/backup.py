"""A backup is a folder: tables as lines of JSON, sound as files, and a list of digests.

It holds for SQLite and PostgreSQL alike, so it is also the way from one to the other. It
contains everything the programme keeps: guard it as you guard the database.
"""

import datetime as dt
import hashlib
import json
import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Date, Enum, Table, Uuid, func, insert, select

from stories.foundation.blobs import blobs
from stories.foundation.clock import now
from stories.foundation.db import Base, UtcDateTime, db
from stories.foundation.errors import UnsafeStart
from stories.foundation.seal import as_kept

BATCH = 500
# Made of what is kept beside them, and to be asked about at every use: copies nobody needs.
DERIVED = ("editions/",)
# Who is signed in at the moment; after a restore everybody comes in anew.
PASSING = {"sign_ins", "notes"}
Step = Callable[[str], None]


def back_up(target: Path, step: Step) -> Path:
    """Write a whole backup below ``target``; it appears under its name only when complete.

    ``step`` is told the name of each table and file. Raises UnsafeStart with one sentence.
    """
    name = f"stories-{now():%Y%m%dT%H%M%SZ}"
    unfinished = target / f".{name}"
    unfinished.mkdir(parents=True, mode=0o700)
    (unfinished / "tables").mkdir()
    digests = {}
    for table in _lasting():
        step(table.name)
        path = unfinished / "tables" / f"{table.name}.jsonl"
        digests[f"tables/{table.name}.jsonl"] = _write_table(table, path)
    for key in _kept():
        step(key)
        digests[f"blobs/{key}"] = _write_blob(key, unfinished / "blobs" / key)
    (unfinished / "manifest.json").write_text(json.dumps(digests, indent=1, sort_keys=True))
    finished = target / name
    unfinished.rename(finished)
    return finished


def _lasting() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name not in PASSING]


def _kept() -> list[str]:
    return sorted(key for key in blobs().keys("") if not key.startswith(DERIVED))


def _write_table(table: Table, path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as file:
        query = select(as_kept(table)).execution_options(yield_per=BATCH)
        rows = db.session.execute(query).mappings()
        for row in rows:
            line = json.dumps(dict(row), default=str, ensure_ascii=False).encode() + b"\n"
            digest.update(line)
            file.write(line)
        _settle(file.fileno())
    return digest.hexdigest()


def _write_blob(key: str, path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for piece in blobs().stream(key):
            digest.update(piece)
            file.write(piece)
        _settle(file.fileno())
    return digest.hexdigest()


def _settle(handle: int) -> None:
    os.fsync(handle)


def restore(source: Path, step: Step) -> int:
    """Bring a backup into an empty database and store; returns the number of rows.

    Raises UnsafeStart when the backup is damaged or the database is not empty.
    """
    digests = _checked(source, step)
    _refuse_full_database()
    count = 0
    for table in _lasting():
        step(table.name)
        count += _read_table(table, source / "tables" / f"{table.name}.jsonl")
    for name in digests:
        if name.startswith("blobs/"):
            step(name)
            blobs().put_file(name.removeprefix("blobs/"), source / name)
    return count


def _checked(source: Path, step: Step) -> dict[str, str]:
    manifest = source / "manifest.json"
    if not manifest.is_file():
        raise UnsafeStart(f"{source} is no complete backup: its manifest is missing.")
    digests: dict[str, str] = json.loads(manifest.read_text())
    for name, expected in digests.items():
        step(name)
        path = source / name
        if not path.is_file() or _digest(path) != expected:
            raise UnsafeStart(f"The backup is damaged: {name} is not what was written.")
    return digests


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_full_database() -> None:
    for table in Base.metadata.sorted_tables:
        if db.session.scalar(select(func.count()).select_from(table)):
            raise UnsafeStart("The database is not empty; restore only into a new one.")


def _read_table(table: Table, path: Path) -> int:
    count = 0
    for batch in _batches(table, path):
        db.session.execute(insert(as_kept(table)), batch)
        count += len(batch)
    return count


def _batches(table: Table, path: Path) -> Iterator[list[dict[str, Any]]]:
    readers = {column.name: _reader(column.type) for column in table.columns}
    batch: list[dict[str, Any]] = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            batch.append({key: readers[key](value) for key, value in row.items()})
            if len(batch) == BATCH:
                yield batch
                batch = []
    if batch:
        yield batch


def _reader(kind: Any) -> Callable[[Any], Any]:
    if isinstance(kind, Uuid):
        return lambda value: value and uuid.UUID(value)
    if isinstance(kind, UtcDateTime):
        return lambda value: value and dt.datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return lambda value: value and dt.date.fromisoformat(value)
    if isinstance(kind, Enum) and kind.enum_class is not None:
        words: Any = kind.enum_class
        return lambda value: value and words(value)
    return lambda value: value
