"""Marks and speakers in the editor in a real browser: led to, counted, given and taken back."""

import uuid
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from stories.app import create_app
from stories.foundation.db import unit_of_work
from stories.transcripts import queries
from tests.browser import axe
from tests.browser.conftest import House, NewPage
from tests.browser.test_editor import WHILE, editor, said, text
from tests.browser.test_walk import sign_in
from tests.factories import Factory

__all__ = ["editor", "text"]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def make(house: House) -> Factory:
    """An organisation of its own, beside that of the editor."""
    factory = Factory(create_app(house.settings))
    factory._organisation = factory.other_organisation("Дауыс орталығы")
    return factory


@pytest.fixture(scope="module")
def facilitator(make: Factory) -> Any:
    return make.facilitator(email="voices@example.org")


def voice(page: Page, place: int) -> Any:
    return page.locator("[data-speaker]").nth(place)


def test_a_key_says_who_speaks_for_the_rest_of_the_turn(editor: Page) -> None:
    said(editor, 0).click()
    editor.keyboard.press("Alt+Shift+Digit1")
    first = editor.locator("[data-speaker]").first.locator("option").nth(1)
    name, key = first.inner_text(), str(first.get_attribute("value"))
    expect(editor.locator("[data-status]")).to_have_text(f"{name}: 3 segments", timeout=WHILE)
    for place in range(3):
        expect(voice(editor, place)).to_have_value(key)
    editor.reload()
    for place in range(3):
        expect(voice(editor, place)).to_have_value(key)


def test_a_voice_is_chosen_from_the_list_and_taken_back_after_a_reload(editor: Page) -> None:
    voice(editor, 1).select_option(label="Voice 1")
    expect(editor.locator("[data-status]")).to_have_text("Voice 1: 1 segment", timeout=WHILE)
    expect(voice(editor, 2)).to_have_value("")
    editor.reload()
    editor.get_by_role("button", name="Undo").click()
    expect(voice(editor, 1)).to_have_value("")
    editor.keyboard.press("Alt+Shift+KeyZ")
    expect(voice(editor, 1)).to_have_value("n:1")
    editor.keyboard.press("Alt+KeyZ")
    expect(voice(editor, 1)).to_have_value("")
    editor.reload()
    expect(voice(editor, 1)).to_have_value("")


def test_marks_lead_on_and_go_with_the_tick(
    make: Factory, new_page: NewPage, facilitator: Any, text: str
) -> None:
    recording_id = uuid.UUID(text.split("/")[2])
    with make.app.app_context(), unit_of_work():
        version = queries.current_version(recording_id)
        assert version is not None
        first, second, _ = queries.every_segment(version.id)
        first.flags, second.flags, following = ["loop", "unsure"], ["loop"], second.id
    page = sign_in(new_page(), facilitator)
    page.goto(text)
    count = page.locator("[data-kind=loop] [data-count]")
    expect(count).to_have_text("2")
    page.locator("p.flags a").first.click()
    assert page.url.endswith(f"#s-{following}")
    page.locator("[data-checked]").first.check()
    expect(count).to_have_text("1", timeout=WHILE)
    expect(page.locator("p.flags").first).to_be_hidden()
    axe.check(page)


def test_it_fits_a_phone_at_twice_the_size(new_page: NewPage, facilitator: Any, text: str) -> None:
    page = sign_in(new_page(width=180), facilitator)
    page.goto(text)
    axe.fits(page)
