"""Files as they come: every way of writing a list, and everything that is none."""

import io
import time
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.people import sheets

LIST = "Кім;Есімі;Туған жылы\nҮлкен;Әселя;1950\nЖас;Бала;2014\n"
EXPECTED = [(2, ["Үлкен", "Әселя", "1950"]), (3, ["Жас", "Бала", "2014"])]
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def read(data: bytes) -> sheets.Table:
    return sheets.read(io.BytesIO(data))


def workbook(*rows: Any) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def repacked(parts: dict[str, bytes]) -> bytes:
    """A sound workbook with some of its parts replaced."""
    kept = io.BytesIO()
    sound = zipfile.ZipFile(io.BytesIO(workbook(["Who", "Name"], ["Elder", "Мәриям"])))
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in {*sound.namelist(), *parts}:
            packed.writestr(name, parts[name] if name in parts else sound.read(name))
    return kept.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_csv_is_read_however_it_was_saved(encoding, sign):
    assert read(LIST.replace(";", sign).encode(encoding)).lines == EXPECTED


def test_russian_of_windows_1251_is_read():
    text = "Кто;Имя\r\nСтарший;Ольга Ёлкина\r\n"
    assert read(text.encode("cp1251")).lines == [(2, ["Старший", "Ольга Ёлкина"])]


def test_what_excel_writes_first_and_leaves_empty_is_passed_over():
    found = read(("sep=;\n" + LIST + ";;\n\n").encode())
    assert [cells for _number, cells in found.lines] == [cells for _n, cells in EXPECTED]


def test_a_workbook_gives_days_years_and_no_formulas():
    from datetime import datetime

    found = read(
        workbook(
            ["Who", "Name", "Date of birth", "Year of birth"],
            ["Elder", "=1+1", datetime.fromisoformat("1950-03-01"), 1950.0],
        )
    )
    assert found.lines == [(2, ["Elder", "", "1950-03-01", "1950"])]


BAD = {
    "nothing": b"",
    "white": b" \n\n ",
    "heads alone": "Кім;Есімі\n".encode(),
    "picture": PICTURE,
    "picture inside zip": b"PK\x03\x04" + PICTURE,
    "zeros": b"Who,Name\nEl\0der,\0\0\n",
    "open quote": b'Who,Name\nElder,"Maria\nYouth,Ann\n',
    "too many": b"Who,Name\n" + b"Elder,Maria\n" * 10_001,
    "too wide": b",".join(b"x%d" % n for n in range(100)) + b"\n1\n",
    "old excel": b"\xd0\xcf\x11\xe0" + bytes(600),
    "utf-16 cut": b"\xff\xfeK",
    "too large": b"x" * (sheets.MOST_BYTES + 1),
    "long cell": b"Who,Name\nElder," + b"x" * 200_000,
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_list_is_told_in_a_sentence(kind):
    with pytest.raises(sheets.BadSheet) as told:
        read(BAD[kind])
    assert str(told.value.sentence).endswith(".")


def test_a_workbook_of_ten_thousand_people_is_refused():
    with pytest.raises(sheets.BadSheet):
        read(workbook(["Who", "Name"], *[["Elder", "Мәриям"]] * 10_001))


def test_a_bomb_is_refused_before_it_is_opened():
    bomb = repacked({"xl/worksheets/sheet1.xml": b"<a>" + b"0" * (300 << 20)})
    assert len(bomb) < sheets.MOST_BYTES
    started = time.monotonic()
    with pytest.raises(sheets.BadSheet) as told:
        read(bomb)
    assert "far larger" in str(told.value.sentence)
    assert time.monotonic() - started < 2


def test_a_bomb_that_lies_about_its_size_unpacks_no_further_than_it_said():
    honest = bytearray(repacked({"xl/worksheets/sheet1.xml": b" " * (64 << 20)}))
    real, told = (64 << 20).to_bytes(4, "little"), (1 << 20).to_bytes(4, "little")
    assert honest.count(real) == 2
    with pytest.raises(sheets.BadSheet):
        read(bytes(honest.replace(real, told)))


def test_entities_that_multiply_are_refused():
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    for name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        with pytest.raises(sheets.BadSheet):
            read(repacked({name: laughs + b"]><worksheet>&j;</worksheet>"}))


def test_a_zip_of_many_parts_is_refused():
    with pytest.raises(sheets.BadSheet):
        read(repacked({f"xl/media/{n}": b"" for n in range(400)}))


def test_a_row_far_below_is_not_waited_for():
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Who</t></is></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(sheets.BadSheet):
        read(repacked({"xl/worksheets/sheet1.xml": sheet}))


@given(st.binary(max_size=400) | st.binary(max_size=200).map(lambda rest: b"PK\x03\x04" + rest))
def test_any_bytes_are_a_table_or_a_sentence(data: bytes):
    try:
        found = read(data)
    except sheets.BadSheet:
        return
    assert found.heads
    assert found.lines


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_files_to_fill_in_are_read_whole(language, kind):
    found = read(sheets.template(language, kind))
    columns = sheets.columns_of(found.heads, language)
    assert set(columns.fields.values()) == set(sheets.COLUMNS)
    assert not columns.unknown
    assert len(found.lines) == 2


def test_headings_are_known_in_any_language_and_order():
    columns = sheets.columns_of(["Ескерту", "ФИО", "  who ", "ЖСН", "Туған жылы"], "ru")
    assert columns.fields == {1: "name", 2: "generation", 4: "birth_year"}
    assert (columns.unknown, columns.identity) == (["Ескерту"], ["ЖСН"])


@pytest.mark.parametrize("heads", [["Имя"], ["Кто"], ["Кто", "Имя", "Name"]])
def test_a_column_that_is_missing_or_twice_is_named(heads):
    with pytest.raises(sheets.BadSheet) as told:
        sheets.columns_of(heads, "ru")
    assert any(word in str(told.value.sentence) for word in ("Кто", "Имя"))
