"""A text comes in from a file, in a real browser: sent, looked at, taken in beside the text."""

import io
import re
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from stories.app import create_app
from stories.foundation.db import db, unit_of_work
from stories.sessions.models import SessionState
from stories.transcripts import queries
from stories.translations.inward.models import TextDraft
from stories.translations.queries import translations_for
from tests.browser.conftest import House, NewPage
from tests.browser.seen import Tongue, in_order, speak
from tests.browser.test_walk import sign_in
from tests.factories import Factory

pytestmark = pytest.mark.slow
VTT = """WEBVTT

1
00:00:01.500 --> 00:00:04.250
<v Апа><lang kk>Таңертең нан пісіретінбіз.</lang>
<lang ru>Утром мы пекли хлеб.</lang></v>

2
00:00:05.000 --> 00:00:09.999
<lang ru>А потом шли в школу.</lang>
"""
BACKWARDS = VTT + "\n3\n00:00:12.000 --> 00:00:11.000\nКері\n"
ROWS = (
    ("Начало", "Конец", "Кто говорит", "Текст", "Перевод"),
    ("00:00:01.500", "00:00:04.250", "", "Таңертең нан пісіретінбіз.", "Утром мы пекли хлеб."),
    ("00:00:05.000", "00:00:09.999", "", "А потом шли в школу.", ""),
)
COME = [
    (1500, 4250, "kk", "Таңертең нан пісіретінбіз.", "Утром мы пекли хлеб."),
    (5000, 9999, "ru", "А потом шли в школу.", ""),
]


def table() -> bytes:
    """A Word document as an editor types one."""
    document, kept = Document(), io.BytesIO()
    drawn = document.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for row, texts in zip(drawn.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(kept)
    return kept.getvalue()


FILES = {"vtt": VTT.encode(), "docx": table()}


@pytest.fixture(scope="module")
def make(house: House) -> Factory:
    factory = Factory(create_app(house.settings))
    factory._organisation = factory.other_organisation("Файлдар орталығы")
    return factory


@pytest.fixture(scope="module")
def facilitator(make: Factory) -> Any:
    return make.facilitator(email="files@example.org")


@pytest.fixture
def recording(make: Factory, facilitator: Any) -> Any:
    """A recording with a text of three segments."""
    elder = make.person()
    held = make.session(narrators=[elder], state=SessionState.HELD, facilitator_id=facilitator.id)
    make.agree(elder, held)
    found = make.recording(held)
    make.transcript(found, checked=False, number=1)
    return found


def kept(make: Factory, recording: Any) -> list[list[tuple[object, ...]]]:
    """Every version, the newest first: times, languages, texts and what stands beside them."""
    with make.app.app_context(), unit_of_work(write=False):
        found = []
        for version in queries.complete_versions(recording.id):
            rows = queries.every_segment(version.id)
            beside = translations_for(row.id for row in rows)
            found.append(
                [
                    (row.start_ms, row.end_ms, row.language, row.text, told.text if told else "")
                    for row in rows
                    for told in [beside.get(row.id)]
                ]
            )
        return found


def waiting(make: Factory, recording: Any) -> int:
    """How many texts of this recording wait to be taken in."""
    with make.app.app_context(), unit_of_work(write=False):
        return db.session.query(TextDraft).filter_by(recording_id=recording.id).count()


def at_the_form(page: Page, recording: Any, language: str) -> Tongue:
    """The way there, from the text of the recording."""
    told = speak(page, language)
    page.goto(f"/recordings/{recording.id}")
    page.get_by_role("link", name=told("Bring in a text from a file")).click()
    return told


def send(page: Page, told: Tongue, name: str, data: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.get_by_label(told("The file with the text")).set_input_files([file])  # type: ignore[list-item]
    page.get_by_role("button", name=told("Look at the text")).click()


@pytest.mark.parametrize(
    ("language", "width", "dark", "kind"), [("kk", 360, True, "vtt"), ("ru", 1280, False, "docx")]
)
def test_a_file_is_looked_at_and_stands_beside_the_text(
    new_page: NewPage,
    make: Factory,
    facilitator: Any,
    recording: Any,
    language: str,
    width: int,
    dark: bool,
    kind: str,
) -> None:
    page = sign_in(new_page(width=width, dark=dark), facilitator)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    told, before = at_the_form(page, recording, language), kept(make, recording)
    in_order(page, f"form-{language}")
    send(page, told, f"мәтін.{kind}", FILES[kind])
    expect(page.get_by_role("heading", level=1)).to_have_text(told("What would come from the file"))
    rows = page.locator(".segments .segment")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("0:01")
    expect(rows.nth(0)).to_contain_text("Утром мы пекли хлеб.")
    expect(rows.nth(1)).to_contain_text("0:05")
    expect(rows.nth(1).locator("[lang=ru]").first).to_have_text("А потом шли в школу.")
    in_order(page, f"preview-{language}")
    assert (kept(make, recording), waiting(make, recording)) == (before, 1)

    page.get_by_role("button", name=told("Take it in as a new version")).click()
    expect(
        page.get_by_text(told("The text is here: version %(number)s.", number=2))
    ).to_be_visible()
    assert (kept(make, recording), waiting(make, recording)) == ([COME, *before], 0)
    line = page.locator("#version-2")
    expect(line).to_be_in_viewport()  # the list has opened around it
    expect(line).to_contain_text(told("from a file"))
    expect(line.get_by_text(told("Working text"), exact=True)).to_have_count(0)
    in_order(page, f"versions-{language}")
    which = told("version %(number)s", number=2)
    line.get_by_role("link", name=f"{told('Read')}: {which}").click()
    expect(page.locator(".head")).to_contain_text(told("Version %(number)s", number=2))
    expect(page.locator(".segment .said .tag")).to_have_text([told("Not checked yet")] * 2)
    in_order(page, f"version-{language}")
    assert errors == []


@pytest.mark.parametrize(("language", "width"), [("kk", 1280), ("ru", 360)])
def test_a_broken_file_is_answered_with_a_sentence_and_nothing_of_it_stays(
    new_page: NewPage, make: Factory, facilitator: Any, recording: Any, language: str, width: int
) -> None:
    page = sign_in(new_page(width=width), facilitator)
    told, before = at_the_form(page, recording, language), kept(make, recording)
    send(page, told, "кесте.docx", FILES["docx"][:900])
    damaged = told("This Word document is damaged. Save it once more as DOCX, and send that.")
    field = page.get_by_label(told("The file with the text"))
    expect(field).to_have_accessible_description(re.compile(re.escape(damaged)))
    in_order(page, f"broken-{language}")
    assert (kept(make, recording), waiting(make, recording)) == (before, 0)

    send(page, told, "мәтін.vtt", BACKWARDS.encode())
    lost = page.get_by_role("region", name=told.count(*LOST, 1))
    expect(lost).to_contain_text(told("The end does not come after the start."))
    in_order(page, f"lost-{language}")
    page.get_by_role("button", name=told("Throw the file away")).click()
    expect(page.get_by_text(told("The file is thrown away. No text was changed."))).to_be_visible()
    assert (kept(make, recording), waiting(make, recording)) == (before, 0)


LOST = ("%(num)d place cannot be taken", "%(num)d places cannot be taken")
