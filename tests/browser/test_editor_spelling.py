"""Spelling hints in a real browser: told for the row somebody is in, taken by one press."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from stories.app import create_app
from stories.transcripts.spelling import hunspell
from tests.browser import axe
from tests.browser.conftest import House
from tests.browser.test_editor import editor, is_saved, said, text
from tests.factories import Factory

__all__ = ["editor", "text"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not hunspell.ready(Path("/usr/share/hunspell")), reason="hunspell is not installed"
    ),
]
MARKED = ".behind .unknown"


@pytest.fixture(scope="module")
def make(house: House) -> Factory:
    """An organisation of its own, beside that of the editor."""
    factory = Factory(create_app(house.settings))
    factory._organisation = factory.other_organisation("Емле орталығы")
    return factory


@pytest.fixture(scope="module")
def facilitator(make: Factory) -> Any:
    return make.facilitator(email="spelling@example.org")


def told(page: Page) -> Any:
    return page.locator(".spelling")


def marked(page: Page) -> Any:
    return page.locator("[data-segment]").first.locator(MARKED)


def write(page: Page, place: int, words: str) -> None:
    said(page, place).fill(words)
    is_saved(page)
    said(page, place + 1).focus()
    said(page, place).focus()


def test_a_word_is_told_and_put_right_by_one_press(editor: Page) -> None:
    write(editor, 0, "Нан иісі, калай, дейді.")
    expect(told(editor)).to_contain_text("Not in the dictionary: калай")
    expect(marked(editor)).to_have_text(["калай,"])
    axe.check(editor)
    told(editor).get_by_role("button", name="қалай", exact=True).click()
    expect(said(editor, 0)).to_have_value("Нан иісі, қалай, дейді.")
    expect(said(editor, 0)).to_be_focused()
    expect(marked(editor)).to_have_count(0)
    is_saved(editor)


def test_only_the_row_somebody_is_in_is_told_of(editor: Page) -> None:
    write(editor, 0, "Нан иісі калай.")
    expect(told(editor)).to_contain_text("калай")
    with editor.expect_response("**/spelling"):
        write(editor, 1, "Нан иісі [түсініксіз 0:12].")
    expect(told(editor)).to_have_count(0)
    said(editor, 0).focus()
    expect(told(editor)).to_contain_text("калай")
    axe.fits(editor)
