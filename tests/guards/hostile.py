"""What nobody should ever send, by kind of field; and what no column may ever hold."""

import json
import uuid
from collections.abc import Container, Iterator
from io import BytesIO
from typing import Any

from sqlalchemy import Integer, String

from stories.foundation.db import Base
from tests.guards.conftest import Rows
from tests.guards.forms import Field, Form

LONG = "Ұзақ әңгіме. " * 400  # some 5,000 letters
NUL = "нан\x00шай"
WORDS = {
    "five thousand letters": LONG,
    "a NUL": NUL,
    "control characters": "\x1b[31mнан\x08\x7f\x85",
    "emoji and joiners": "👩‍👧‍👦🪔" * 20,
    "marks that turn the line": "\u202eнан\u2066шай\u200f",
    "blank, but not empty": " \u00a0\u200b\u3000 ",
    "markup and templates": "<script>x</script>{{ 7*7 }}%(name)s%",
}
NUMBERS = {
    "below nothing": "-1",
    "beyond every column": "9" * 30,
    "not quite a number": "1e309",
    "nothing of a number": "NaN",
    "other digits": "٣٢١",
    "a NUL": "1\x00",
}
DATES = {
    "the last year": "9999-12-31",
    "the first day": "0001-01-01",
    "no day at all": "0000-00-00",
    "31 February": "2026-02-31",
    "words": "ертең",
    "a NUL": "2026-01-01\x00",
}
TIMES = {"after midnight": "25:61", "too exact": "10:00:00.000001", "words": "таңертең"}
CHOICES = {
    "nothing on offer": "ештеңе",
    "a bad id": "00000000-0000-0000-0000-00000000000Z",
    "an id nobody has": str(uuid.UUID(int=7)),
    "a NUL": NUL,
    "five thousand letters": LONG,
}
# what PostgreSQL refuses and SQLite takes: NULs, what is too long, too large or out of all time
STRICTER = {
    *("five thousand letters", "a NUL", "control characters", "an id nobody has"),
    *(
        "beyond every column",
        "not quite a number",
        "other digits",
        "the last year",
        "the first day",
    ),
}
BY_KIND = {"number": NUMBERS, "date": DATES, "time": TIMES}
OPEN = {"text", "textarea", "email", "password", "search", "tel", "url"}
SMALLEST, LARGEST = -(2**31), 2**31 - 1


def values_for(field: Field) -> dict[str, str]:
    """Hostile values for a field, each with its name."""
    if field.kind == "hidden" and all(str(value).isdigit() for value in field.values):
        return NUMBERS
    return BY_KIND.get(field.kind, WORDS if field.kind in OPEN else CHOICES)


def sendings(form: Form, only: Container[str] | None = None) -> Iterator[tuple[str, Any]]:
    """The form with one thing wrong in it, again and again, each with a name; ``only`` some."""
    if only is None:
        yield "nothing at all", {}
    for field in form.fields:
        for name, change in _changes(field).items():
            if only is None or name in only:
                data = form.filled()
                data.setlist(field.name, change)
                yield f"{field.name}: {name}", data


def _changes(field: Field) -> dict[str, list[Any]]:
    """What is put into one field: hostile values, nothing, twice, another kind of thing."""
    changes = {name: [value] for name, value in values_for(field).items()}
    if field.kind == "file":
        changes = {name: [(BytesIO(b"x"), value)] for name, value in WORDS.items()}
        changes["words"] = ["жазба"]
    else:
        changes["a file"] = [(BytesIO(b"\x00\xff"), "нан.txt")]
    twice = ["нан", *field.values[:1]] if field.kind != "file" else []
    return changes | {"missing": [], "twice": twice}


def faults(before: Rows, after: Rows) -> list[str]:
    """What a stricter database would refuse: NULs, too many letters, numbers too large."""
    found = []
    for name, table in Base.metadata.tables.items():
        kept = {repr(row) for row in before.get(name, [])}
        for row in after.get(name, []):
            if repr(row) not in kept:
                cells = zip(table.columns, row, strict=True)
                found += [
                    f"{name}.{c.name}: {why}" for c, cell in cells if (why := _fault(c, cell))
                ]
    return found


def _fault(column: Any, cell: Any) -> str:
    if isinstance(cell, str) and ("\x00" in cell or "\\u0000" in json.dumps(cell)):
        return "a NUL is kept"
    length = getattr(column.type, "length", None)
    if isinstance(column.type, String) and length and isinstance(cell, str) and len(cell) > length:
        return f"{len(cell)} letters where {length} have room"
    if type(column.type) is Integer and cell is not None and not SMALLEST <= cell <= LARGEST:
        return f"{cell} is beyond the column"
    return ""
