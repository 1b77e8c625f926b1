"""How each line of the log is tied to the line before it. Pure; see docs/decisions/0006.

A line's digest is the SHA-256 of its canonical form: a JSON array in ASCII without spaces, its
objects' keys in order, of the name of this form, the number, the digest of the line before, and
every other column. Ids are written as UUIDs with hyphens, the moment in UTC with microseconds.
"""

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

FORM = "stories-audit-1"
START = "0" * 64  # what stands before the first line
IDS = ("id", "organisation_id", "actor_id", "subject_id")
COLUMNS = (
    "number",
    "previous",
    "id",
    "at",
    "organisation_id",
    "actor_id",
    "actor_kind",
    "action",
    "subject_kind",
    "subject_id",
    "detail",
)


def canonical(line: Mapping[str, Any]) -> bytes:
    """The bytes a line's digest is taken of."""
    told = [FORM, *(_plain(name, line[name]) for name in COLUMNS)]
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def digest(line: Mapping[str, Any]) -> str:
    """A line's digest, in 64 hexadecimal digits."""
    return hashlib.sha256(canonical(line)).hexdigest()


def as_kept(row: Mapping[str, Any]) -> dict[str, Any]:
    """A line as its columns mean it, from whatever the database's own driver gives.

    Raises ValueError for what no column of ours could hold.
    """
    line = dict(row)
    for name in IDS:
        line[name] = uuid.UUID(line[name]) if isinstance(line[name], str) else line[name]
    line["at"] = _moment(line["at"])
    if isinstance(line["detail"], str):
        line["detail"] = json.loads(line["detail"])
    return line


def _moment(value: Any) -> datetime:
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(found, datetime):
        raise ValueError("no moment")  # noqa: TRY004 - whatever is no moment is one mistake
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def _plain(name: str, value: Any) -> Any:
    if name == "at":
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value) if isinstance(value, uuid.UUID) else value
