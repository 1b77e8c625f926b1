"""XLSX, read line by line: no formula is worked out, no link followed, no macro looked at.

A bomb is refused before it is opened; entities in XML are refused by defusedxml.
"""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from flask_babel import lazy_gettext as _l

from stories.foundation.packed import NotPacked, TooMuch, parts_of
from stories.people.sheets.table import MOST_COLUMNS, MOST_ROWS, BadSheet, Table, table_of

WORKBOOK = "xl/workbook.xml"
BOMB = _l("Unpacked, this file is far larger than a list of people can be. It was not opened.")
NO_WORKBOOK = _l("This is no table. Send an XLSX or CSV file.")


def read(data: bytes) -> Table:
    """The first sheet of a workbook; raises BadSheet."""
    _guard(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of decorations the library does not know
            return table_of(_lines(data))
    except BadSheet:
        raise
    except Exception:  # noqa: BLE001 - whatever a damaged file makes the library stumble over
        raise BadSheet from None


def _guard(data: bytes) -> None:
    try:
        parts = parts_of(data)
    except NotPacked:
        raise BadSheet from None
    except TooMuch:
        raise BadSheet(BOMB) from None
    if WORKBOOK not in parts:
        raise BadSheet(NO_WORKBOOK)


def _lines(data: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheet = book.worksheets[0]
    # A line more than may be, so that too many are noticed; far below them nothing is looked at.
    most = MOST_ROWS + MOST_ROWS // 2
    for row in sheet.iter_rows(max_row=most, max_col=MOST_COLUMNS + 1, values_only=True):
        yield [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, (date, datetime, time)):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
