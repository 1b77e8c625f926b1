"""Both languages side by side as a table of a Word document, for reading and for editors."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from stories.transcripts.captions import clock
from stories.translations.out.pairs import Pair, Script, printable

COLUMNS = ("time", "speaker", "text", "other", "state")
WIDTHS_MM = (26, 22, 51, 51, 24)
MARGIN_MM = 18
_NONE = ("",) * len(COLUMNS)
_WORDS = {"kk": "kk-KZ", "ru": "ru-RU"}


def draw(script: Script, title: str, heads: Mapping[str, str], locale: str) -> bytes:
    """The document; ``heads`` names the columns, which are COLUMNS."""
    from docx import Document
    from docx.shared import Mm

    document: Any = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(MARGIN_MM)
    facts = document.core_properties
    facts.author, facts.title, facts.language = "", printable(title), locale
    document.add_heading(printable(title), 1)
    if script.label:
        document.add_paragraph(printable(script.label)).runs[0].bold = True
    rows = [[heads[name] for name in COLUMNS]]
    rows += [_cells(pair) for pair in script.pairs]
    table = document.add_table(rows=len(rows), cols=len(WIDTHS_MM), style="Table Grid")
    table.autofit = False
    _fill(table, rows, script.pairs)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _cells(pair: Pair) -> list[str]:
    times = f"{clock(pair.start_ms / 1000)}\n{clock(pair.end_ms / 1000)}"
    state = [pair.standing, *pair.flags, f"→ {pair.other_standing}" if pair.other_text else ""]
    return [times, pair.speaker, pair.text, pair.other_text, "\n".join(filter(None, state))]


def _fill(table: Any, rows: Sequence[Sequence[str]], pairs: Sequence[Pair]) -> None:
    """Each text is in its own language, for spelling and for whoever has it read aloud."""
    from docx.shared import Mm

    languages = [_NONE, *(("", "", pair.language, pair.other_language, "") for pair in pairs)]
    for row, texts, spoken in zip(table.rows, rows, languages, strict=True):
        for cell, text, width, language in zip(row.cells, texts, WIDTHS_MM, spoken, strict=True):
            cell.width = Mm(width)
            run = cell.paragraphs[0].add_run(printable(text))
            run.bold = True if spoken is _NONE else None
            if language:
                _put(run._r.get_or_add_rPr(), "w:lang", _WORDS.get(language, language))  # noqa: SLF001 - python-docx has no name for it
    first = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - nor for this
    _put(first, "w:tblHeader")  # the names of the columns stand on every page


def _put(holder: Any, name: str, value: str = "") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark: Any = OxmlElement(name)
    if value:
        mark.set(qn("w:val"), value)
    holder.append(mark)
