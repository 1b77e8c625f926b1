"""What is read out of a file: a line of headings, and lines of text below it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from stories.foundation.incoming import typed
from stories.people.problems import Mistake

MOST_ROWS = 2000
MOST_COLUMNS = 60
MOST_SIGNS = 500  # of a cell; longer than any line about somebody may be
Line = tuple[int, list[str]]


class BadSheet(Mistake):
    """The file cannot be read as a list; the sentence says why."""

    field = "sheet"
    sentence = _l("This file cannot be read. Save it once more as XLSX or CSV, and send that.")


EMPTY = _l("There is nothing in this file. The first line names the columns, people stand below.")
TOO_MANY = _l("A list may hold 2,000 people at most. Please part the file.")
TOO_WIDE = _l("A list may have 60 columns at most.")


@dataclass(frozen=True)
class Table:
    """Headings, and lines with the number they have in the file (from 1)."""

    heads: list[str]
    lines: list[Line]


def table_of(lines: Iterable[list[str]]) -> Table:
    """The first line that says something names the columns; raises BadSheet."""
    filled = _filled(lines)
    first = next(filled, None)
    if first is None:
        raise BadSheet(EMPTY)
    if len(first[1]) > MOST_COLUMNS:
        raise BadSheet(TOO_WIDE)
    found: list[Line] = []
    for line in filled:
        if len(found) == MOST_ROWS:
            raise BadSheet(TOO_MANY)
        found.append(line)
    if not found:
        raise BadSheet(EMPTY)
    return Table(first[1], found)


def _filled(lines: Iterable[list[str]]) -> Iterator[Line]:
    for number, line in enumerate(lines, 1):
        cells = [typed(cell).strip()[:MOST_SIGNS] for cell in line]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells
