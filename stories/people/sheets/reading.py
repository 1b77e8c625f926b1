"""A file becomes a table; what it is, its first bytes say, never its name (DOMAIN R4)."""

from typing import IO

from flask_babel import lazy_gettext as _l

from stories.people.sheets import csv_file, xlsx_file
from stories.people.sheets.table import EMPTY, MOST_ROWS, BadSheet, Table

__all__ = ["MOST_BYTES", "MOST_ROWS", "read"]

MOST_BYTES = 2 << 20
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
TOO_LARGE = _l("This file is larger than 2 MB. A list of people is smaller; please part it.")
OLD = _l("This is an old or a locked Excel file. Save it as XLSX without a password, or as CSV.")


def read(file: IO[bytes]) -> Table:
    """Read an XLSX or CSV file; raises BadSheet with a sentence, before much is read."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadSheet(TOO_LARGE)
    if not data.strip():
        raise BadSheet(EMPTY)
    if data.startswith(OLD_EXCEL):
        raise BadSheet(OLD)
    return xlsx_file.read(data) if data.startswith(ZIP) else csv_file.read(data)
