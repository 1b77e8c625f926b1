"""CSV as Excel, LibreOffice and Google write it in Kazakhstan."""

import codecs
import csv
from collections.abc import Iterator
from io import StringIO

from flask_babel import lazy_gettext as _l

from stories.people.sheets.columns import known_heads
from stories.people.sheets.table import BadSheet, Table, table_of

DELIMITERS = ",;\t"
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Windows-1251 with the Kazakh letters in their places, where that code page had others.
OLD_LETTERS = "kz1048"
NO_TABLE = _l("This is no table. Send an XLSX or CSV file.")
OPEN_QUOTE = _l(
    "A quotation mark in this file is never closed, so lines cannot be told apart. Save it once "
    "more as XLSX, and send that."
)


def read(data: bytes) -> Table:
    """The table in a CSV file; raises BadSheet."""
    text = _text(data)
    if "\0" in text:
        raise BadSheet(NO_TABLE)
    return table_of(_lines(text))


def _text(data: bytes) -> str:
    encoding = next((name for mark, name in MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8" or b"\0" in data:
            raise BadSheet(NO_TABLE) from None
        return data.decode(OLD_LETTERS, "replace")


def _lines(text: str) -> Iterator[list[str]]:
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):  # Excel's own hint
        yield []
        text, first = rest, rest.partition("\n")[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(first), strict=True)
    try:
        yield from reader
    except csv.Error:
        raise BadSheet(OPEN_QUOTE) from None


def _delimiter(first: str) -> str:
    """The sign between the headings: the one that gives the most headings we know."""
    return max(DELIMITERS, key=lambda sign: (known_heads(first.split(sign)), first.count(sign)))
