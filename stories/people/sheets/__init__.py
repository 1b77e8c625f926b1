"""Reading lists of people out of files, and the files to fill in."""

from stories.people.sheets.columns import COLUMNS, Columns, columns_of, heading
from stories.people.sheets.reading import MOST_BYTES, MOST_ROWS, read
from stories.people.sheets.table import BadSheet, Table
from stories.people.sheets.template import template

__all__ = [
    "COLUMNS",
    "MOST_BYTES",
    "MOST_ROWS",
    "BadSheet",
    "Columns",
    "Table",
    "columns_of",
    "heading",
    "read",
    "template",
]
