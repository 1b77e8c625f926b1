"""A Word document with a table: a column of times, and beside it words in one or two languages."""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from statistics import fmean
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from stories.foundation.packed import NotPacked, TooMuch, parts_of
from stories.translations.inward.files.codes import language_of
from stories.translations.inward.files.lines import Fault, Found, Line, Unreadable, in_order
from stories.translations.inward.files.times import CLOCK, milliseconds
from stories.translations.inward.files.words import folded, heads, states

DOCUMENT: Final = "word/document.xml"
BROKEN = _l("This Word document is damaged. Save it once more as DOCX, and send that.")
NO_WORD = _l("This is no Word document. Send DOCX, WebVTT, SRT, ELAN (EAF) or our own JSON.")
BOMB = _l("Unpacked, this file is far larger than a text can be. It was not opened.")
NO_TABLE = _l("There is no table with a column of times in this document.")
MOST_ROWS: Final = 6000
_ALONE_MS = 5000  # how long a last line lasts whose end nobody wrote
_TIME = re.compile(rf"[-−]?\s*{CLOCK.pattern}")
_SHORT = 25
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]", re.IGNORECASE)
_WESTERN = frozenset({"en", "de", "fr"})
Columns = Mapping[str, int]


@dataclass(frozen=True)
class _Cell:
    text: str
    language: str


def read(data: bytes) -> Found:
    """The first table with times; raises Unreadable."""
    try:
        if DOCUMENT not in parts_of(data):
            raise Unreadable(NO_WORD)
    except NotPacked:
        raise Unreadable(BROKEN) from None
    except TooMuch:
        raise Unreadable(BOMB) from None
    try:
        tables = _tables(data)
    except Exception:  # noqa: BLE001 - whatever a damaged file makes the library stumble over
        raise Unreadable(BROKEN) from None
    for rows in tables:
        columns = _columns(rows)
        if columns is not None:
            faults: list[Fault] = []
            return in_order("docx", _ended(_lines(rows, columns, faults)), faults)
    raise Unreadable(NO_TABLE)


def _tables(data: bytes) -> list[list[list[_Cell]]]:
    from docx import Document

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of decorations the library does not know
        document = Document(BytesIO(data))
        return [
            [[_cell(cell) for cell in row.cells] for row, _ in zip(table.rows, range(MOST_ROWS))]  # noqa: B905 - the shorter ends it
            for table in document.tables
        ]


def _cell(cell: Any) -> _Cell:
    """A cell's words, and the language most of them are marked to be in."""
    from docx.oxml.ns import qn

    weights: dict[str, int] = {}
    for paragraph in cell.paragraphs:
        for run in paragraph.runs:
            mark = run._r.find(f"{qn('w:rPr')}/{qn('w:lang')}")  # noqa: SLF001 - python-docx has no name for it
            language = language_of(mark.get(qn("w:val")) or "") if mark is not None else ""
            weights[language] = weights.get(language, 0) + len(run.text)
    language = max(weights, key=lambda code: weights[code]) if weights else ""
    text = cell.text
    # A keyboard's language says little: Cyrillic letters are none of these, whatever it was.
    return _Cell(text, "" if language in _WESTERN and _CYRILLIC.search(text) else language)


def _columns(rows: Sequence[Sequence[_Cell]]) -> Columns | None:
    """What each column is: by its heading, or by what stands in it; None for another table."""
    if not rows:
        return None
    named = {
        heads()[folded(cell.text)]: place
        for place, cell in reversed([*enumerate(rows[0])])
        if folded(cell.text) in heads()
    }
    if "start" not in named and "time" not in named:
        width = min(len(row) for row in rows)
        timed = [place for place in range(width) if _mostly_times(rows, place)]
        if not timed:
            return None
        named["time"] = timed[0]
        if len(timed) > 1:
            named |= {"start": timed[0], "end": timed[1]}
    return _worded(rows, named)


def _mostly_times(rows: Sequence[Sequence[_Cell]], place: int) -> bool:
    cells = [row[place].text.strip() for row in rows[:40]]
    return sum(bool(_TIME.match(text)) for text in cells) * 2 > len(cells)


def _worded(rows: Sequence[Sequence[_Cell]], named: dict[str, int]) -> Columns | None:
    """Columns of words: by heading, by language, or the longest that are left."""
    for name in sorted({"kk", "ru"} & named.keys(), key=lambda code: named[code]):
        named["other" if "text" in named else "text"] = named[name]
    width = min(len(row) for row in rows)
    left = [place for place in range(width) if place not in named.values()]
    sizes = {place: fmean(len(row[place].text) for row in rows) for place in left}
    if "text" not in named:
        if left and "speaker" not in named and len(left) > 1 and sizes[left[0]] < _SHORT:
            named["speaker"] = left.pop(0)
        if not left:
            return None
        named["text"] = left.pop(0)
        if left and "other" not in named and "state" not in named:
            named["other"] = left.pop(0)
    return named


def _lines(
    rows: Sequence[Sequence[_Cell]], columns: Columns, faults: list[Fault]
) -> Iterator[Line]:
    for place, row in enumerate(rows, 1):
        cells = {name: row[at] for name, at in columns.items() if at < len(row)}
        times = _times(cells)
        text = cells.get("text", _Cell("", ""))
        if place == 1 and (not times or folded(text.text) in heads()):
            continue
        if not times:
            if any(cell.text.strip() for cell in row):
                faults.append(Fault(place, "no_time"))
        elif None in times:
            faults.append(Fault(place, "bad_time"))
        else:
            yield _line(place, times, cells, columns)  # type: ignore[arg-type]


def _times(cells: Mapping[str, _Cell]) -> list[int | None]:
    told = [cells[name].text for name in ("start", "end") if name in cells]
    told = told or [cells["time"].text]
    return [milliseconds(found[0]) for text in told for found in _TIME.finditer(text)][:2]


def _line(place: int, times: Sequence[int], cells: Mapping[str, _Cell], columns: Columns) -> Line:
    empty = _Cell("", "")
    text, other = cells.get("text", empty), cells.get("other", empty)
    told = {
        states().get(folded(row.lstrip("→ "))) for row in cells.get("state", empty).text.split("\n")
    }
    line = Line(
        place,
        times[0],
        times[1] if len(times) > 1 else -1,
        text.text,
        _column_language(columns, "text") or text.language,
        " ".join(cells.get("speaker", empty).text.split()),
        checked="checked" in told,
    )
    if not other.text.strip():
        return line
    state = next((one for one in ("confirmed", "stale") if one in told), "draft")
    language = _column_language(columns, "other") or other.language
    return replace(line, other=other.text, other_language=language, state=state)


def _column_language(columns: Columns, name: str) -> str:
    return next((code for code in ("kk", "ru") if columns.get(code) == columns[name]), "")


def _ended(lines: Iterator[Line]) -> Iterator[Line]:
    """A line whose end nobody wrote ends where the next begins."""
    rows = list(lines)
    for place, line in enumerate(rows):
        if line.end_ms >= 0 or line.start_ms < 0:
            yield line
            continue
        later = next(
            (one.start_ms for one in rows[place + 1 :] if one.start_ms > line.start_ms), None
        )
        yield replace(line, end_ms=line.start_ms + _ALONE_MS if later is None else later)
