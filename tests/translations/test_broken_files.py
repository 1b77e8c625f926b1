"""Broken, hostile and odd files: always a sentence, never a fault of ours, nothing half-taken."""

import json
import zipfile
from io import BytesIO

import pytest
from docx import Document
from flask_babel import force_locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stories.foundation.i18n import LANGUAGES
from stories.translations.inward import files, rules
from stories.translations.inward.files import Found, Unreadable
from stories.translations.inward.files.guess import guess, in_two_languages
from stories.translations.inward.files.lines import MOST_LINES, Line
from stories.translations.inward.reasons import FAULTS
from stories.translations.inward.rules import Wishes
from tests.client import soup
from tests.translations.test_round_trips import KINDS, scripts

quiet = settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck))
ROOT = '<?xml version="1.0" encoding="UTF-8"?>'
EAF = f"""{ROOT}
<ANNOTATION_DOCUMENT FORMAT="3.0"><TIME_ORDER>
<TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="100"/><TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="900"/>
<TIME_SLOT TIME_SLOT_ID="c"/></TIME_ORDER>
<TIER TIER_ID="Апа" LINGUISTIC_TYPE_REF="said"><ANNOTATION>
<ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="a" TIME_SLOT_REF2="b">
<ANNOTATION_VALUE>Нан иісі</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION><ANNOTATION>
<ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="b" TIME_SLOT_REF2="c">
<ANNOTATION_VALUE>Уақытсыз</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<TIER TIER_ID="words" PARENT_REF="Апа" LINGUISTIC_TYPE_REF="gloss"><ANNOTATION>
<REF_ANNOTATION ANNOTATION_ID="a3" ANNOTATION_REF="a1"><ANNOTATION_VALUE>bread</ANNOTATION_VALUE>
</REF_ANNOTATION></ANNOTATION></TIER>
<TIER TIER_ID="перевод" PARENT_REF="Апа" LINGUISTIC_TYPE_REF="x"><ANNOTATION>
<REF_ANNOTATION ANNOTATION_ID="a4" ANNOTATION_REF="a1"><ANNOTATION_VALUE>Запах</ANNOTATION_VALUE>
</REF_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>"""
SRT = "1\n00:00:01,000 --> 00:00:02,500\nНан иісі шықты\n"


@pytest.fixture
def inside(app):
    with app.app_context(), force_locale("en"):
        yield app


def read(data):
    """A file's lines, or the sentence why there are none."""
    data = data.encode() if isinstance(data, str) else data
    try:
        found = files.read(BytesIO(data))
    except Unreadable as problem:
        return str(problem.sentence)
    assert isinstance(found, Found)
    assert all(fault.code in FAULTS for fault in found.faults)
    lines, faults = rules.looked_through(found.lines, found.faults, 60_000)
    assert all(fault.code in FAULTS for fault in faults)
    assert all(0 <= line.start_ms < line.end_ms <= 61_000 for line in lines)
    json.dumps([line.text for line in lines], ensure_ascii=False).encode()
    rules.ready(lines, Wishes(beside=True))
    return found


@pytest.mark.parametrize("kind", KINDS)
@quiet
@given(data=st.data(), dice=st.randoms())
def test_damaged_bytes_are_read_or_explained(inside, kind, data, dice):
    whole = bytearray(KINDS[kind](data.draw(scripts())))
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(whole))
        match dice.randint(0, 3):
            case 0:
                whole[at] = dice.randrange(256)
            case 1:
                del whole[at : at + dice.randint(1, 60)]
            case 2:
                whole[at:at] = bytes(dice.randrange(256) for _ in range(dice.randint(1, 20)))
            case _:
                del whole[at:]
        if not whole:
            break
    read(bytes(whole))


@quiet
@given(st.binary(max_size=400))
@pytest.mark.parametrize(
    "head", [b"", b"WEBVTT\n\n", b"PK\x03\x04", b"<?xml version='1.0'?>", b"{", b"\xff\xfe"]
)
def test_any_bytes_are_read_or_explained(inside, head, data):
    read(head + data)


PIECES = st.sampled_from(
    [
        "WEBVTT",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "1",
        "00:00:01.000",
        "00:00:02,000",
        " --> ",
        "-->",
        "NOTE",
        "99:99:99.999",
        "-00:00:01.000",
        "сөз",
        "<v Апа>",
        "</v>",
        "<lang kk>",
        "<c.checked>",
        "<",
        ">",
        "&amp;",
        "STYLE",
        "12-1",
        "12-2",
        "0:1",
        "1:2:3:4",
        "\ufeff",
        "\u2028",
        "{",
        '"segments"',
        "[",
        "]",
        "}",
        ":",
        "−1:00",
        "000000000:00:00",
    ]
)


@quiet
@given(st.lists(PIECES, max_size=40).map("".join))
@pytest.mark.parametrize("head", ["", "WEBVTT\n\n"])
def test_any_captions_are_read_or_explained(inside, head, text):
    read(head + text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["segments", "start", "end", "text", "language", "speaker", "translation"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@quiet
@given(VALUES)
def test_any_json_is_read_or_explained(inside, value):
    read(json.dumps({"segments": [value]}))
    read(json.dumps(value))


def test_every_caption_that_is_damaged_is_told_by_its_line(inside):
    text = (
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nБір\n\n2\n00:00:0x.000 --> 00:00:04.000\n"
        "Екі\n\nуақытсыз сөз\n\nNOTE бұл\nескерту\n\n3\n00:00:05.000 --> 00:00:06.000\n\n"
        "4\n00:00:07.000-->00:00:08.000\nТөрт\n"
    )
    found = read(text)
    assert [line.text for line in found.lines] == ["Бір", "Төрт"]
    assert [(one.place, one.code) for one in found.faults] == [
        (8, "bad_time"),
        (11, "no_time"),
        (17, "no_words"),
    ]


def test_subrip_as_people_write_it(inside):
    text = (
        "1\r\n0:00:01,5 --> 0:00:02,25\r\n<i>Бірінші</i>\r\n\r\nекінші абзац\r\n\r\n"
        '00:00:03.000 --> 00:00:04.000\r\n{\\an8}<font color="red">Екінші</font>\r\n'
        "3\r\n00:00:05,000 --> 00:00:06,000\r\nҮш"
    )
    found = read(text)
    assert not found.faults
    assert [(line.start_ms, line.end_ms, line.text) for line in found.lines] == [
        (1500, 2250, "Бірінші\nекінші абзац"),
        (3000, 4000, "Екінші"),
        (5000, 6000, "Үш"),
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048"]
)
def test_letters_of_any_encoding_are_read(inside, encoding):
    assert read(SRT.encode(encoding)).lines[0].text == "Нан иісі шықты"


def test_elan_of_others_is_taken_and_what_is_not_is_told(inside):
    found = read(EAF)
    assert [(line.text, line.speaker, line.other) for line in found.lines] == [
        ("Нан иісі", "", "Запах")
    ]
    assert sorted(one.code for one in found.faults) == ["no_time", "other_tier"]


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE a [<!ENTITY x "ха">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd">',
        "<!DOCTYPE a [<!ENTITY a0 'ха'>" + "".join(
            f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
        ) + "<!ENTITY x '&a11;'>]>",
    ],
)  # fmt: skip
def test_xml_with_definitions_of_its_own_is_refused(inside, head):
    text = EAF.replace(ROOT, ROOT + head).replace(
        "Нан иісі", "Нан &x;" if "ENTITY" in head else "Нан"
    )
    told = read(text)
    assert isinstance(told, str)
    assert "root:" not in told


def packed(**parts):
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, data in parts.items():
            folder.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return kept.getvalue()


def test_a_packed_bomb_or_another_folder_is_refused_before_it_is_opened(inside):
    assert "far larger" in read(packed(word__document_xml=b"\0" * (40 << 20)))
    assert "no Word document" in read(packed(xl__workbook_xml=b"<a/>"))
    assert "damaged" in read(packed(word__document_xml=b"<a/>"))
    assert "damaged" in read(b"PK\x03\x04" + b"\0" * 300)


def table(*rows):
    document = Document()
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def test_tables_as_people_draw_them(inside):
    rows = [
        ("Время", "Кто", "Текст", "Перевод"),
        ("0:01 - 0:02", "Апа", "Нан", "Хлеб"),
        ("00:02", "", "Шай", ""),
    ]
    found = read(table(*rows, ("ертең", "", "Сөз", ""), ("0:99", "", "Сөз", "")))
    assert [
        (one.start_ms, one.end_ms, one.text, one.speaker, one.other) for one in found.lines
    ] == [
        (1000, 2000, "Нан", "Апа", "Хлеб"),
        (2000, 7000, "Шай", "", ""),
    ]
    assert [(one.place, one.code) for one in found.faults] == [(4, "no_time"), (5, "bad_time")]
    bare = read(table(("00:00:01.000", "Апа", "Нан иісі"), ("00:00:03.500", "Ата", "Шай иісі")))
    assert [(one.start_ms, one.end_ms, one.speaker) for one in bare.lines] == [
        (1000, 3500, "Апа"),
        (3500, 8500, "Ата"),
    ]
    two = read(table(("Русский", "Қазақша", "Басы", "Соңы"), ("Хлеб", "Нан", "0:01", "0:02")))
    assert [(one.language, one.text, one.other_language, one.other) for one in two.lines] == [
        ("ru", "Хлеб", "kk", "Нан")
    ]
    assert "no table" in read(table(("а", "б"), ("в", "г")))


def test_what_is_no_text_with_times_is_told_apart(inside):
    assert "no times" in read("жай мәтін")
    assert "PDF" in read(b"%PDF-1.7 x")
    assert "old or a locked" in read(b"\xd0\xcf\x11\xe0" + b"x" * 99)
    assert "letters" in read(b"\x00\xff\xfe\x80\x01" * 50)
    assert "letters" in read("   \n")
    assert "none that ELAN" in read("<html><p>сөз</p></html>")
    assert "breaks off" in read(EAF[: len(EAF) // 2])
    assert "none of ours" in read('{"a": 1}')
    assert "no line" in read('{"segments": []}')
    assert "no line" in read("WEBVTT\n\nNOTE тек ескерту\n")
    assert "larger than 8 MB" in read(b"x" * ((8 << 20) + 1))
    many = "".join(
        f"{n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d}.000 --> 99:00:00.000\nа\n\n"
        for n in range(MOST_LINES + 1)
    )
    assert "5,000 segments" in read("WEBVTT\n\n" + many)


def test_a_hundred_thousand_letters_in_one_segment_are_told(inside):
    lines, faults = rules.looked_through(
        [Line(1, 0, 9, "а" * 100_000), Line(2, 10, 20, "б")], [], 0
    )
    assert [line.text for line in lines] == ["б"]
    assert [one.code for one in faults] == ["too_long"]


def test_languages_are_guessed_by_letters_and_words():
    told = {
        "Таңертең тұрамын": "kk",
        "Балалар көп болды": "kk",
        "Я не знаю, что сказать": "ru",
        "Мама": "",
        "": "",
    }
    assert {text: guess(text) for text in told} == told
    same = [Line(1, 0, 1, "Бала болды\nаңызға"), Line(2, 1, 2, "Я не знаю\nчто это")]
    assert not in_two_languages(same)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_says_it_in_each_language(client, facilitator, recording, code):
    from tests.translations.test_inward import send

    client.sign_in(facilitator).speak(code)
    for data in (b"%PDF-1.7 x", b"\x00\x01" * 40, "сөз", EAF[:300], '{"a": 1}', b"PK\x03\x04x", ""):
        answer = send(client, recording, data, expect=422)
        assert soup(answer).select_one(".error").get_text(strip=True)
