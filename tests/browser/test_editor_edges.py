"""An edge moved without a connection waits as every other change does, and a clash is shown."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from stories.app import create_app
from tests.browser.conftest import House, NewPage
from tests.browser.test_editor_kept import (
    WHILE,
    editor,
    kept,
    nothing_waits,
    text,
)
from tests.browser.test_walk import sign_in
from tests.factories import Factory

__all__ = ["editor", "kept", "text"]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def make(house: House) -> Factory:
    factory = Factory(create_app(house.settings))
    factory._organisation = factory.other_organisation("Жылжыған шек орталығы")
    return factory


@pytest.fixture(scope="module")
def facilitator(make: Factory) -> Any:
    return make.facilitator(email="edges@example.org", name="Сәуле")


def to_the_edge(page: Page, key: str, row: int) -> None:
    page.locator(".said [data-text]").nth(row).focus()
    page.keyboard.press(key)


def test_an_edge_moved_offline_waits_outlives_the_tab_and_comes_into_place(
    editor: Page, text: str, kept: Any
) -> None:
    to_the_edge(editor, "Alt+Quote", 1)  # the tools are fetched while there is a line
    expect(editor.locator("[data-status]")).to_contain_text("Ends at 0:19.1", timeout=WHILE)
    editor.context.set_offline(True)
    editor.locator(".said [data-text]").nth(0).fill("Апам ерте тұратын.")
    to_the_edge(editor, "Alt+Quote", 0)
    to_the_edge(editor, "Alt+Quote", 0)
    expect(editor.locator("[data-status]")).to_contain_text("device: 2", timeout=WHILE)
    context = editor.context
    editor.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(text)
    nothing_waits(page)
    first = kept()[0]
    assert (first.text, first.end_ms) == ("Апам ерте тұратын.", 9_200)
    expect(page.locator("[data-segment]").first).to_have_attribute("data-end", "9200")


def test_two_who_moved_it_are_told_and_choose(
    editor: Page, new_page: NewPage, facilitator: Any, text: str, kept: Any
) -> None:
    to_the_edge(editor, "Alt+Semicolon", 2)
    expect(editor.locator("[data-status]")).to_contain_text("Ends at 0:28.9", timeout=WHILE)
    editor.context.set_offline(True)
    to_the_edge(editor, "Alt+Quote", 0)
    expect(editor.locator("[data-status]")).to_contain_text("device: 1", timeout=WHILE)
    other = sign_in(new_page(), facilitator)
    other.goto(text)
    to_the_edge(other, "Alt+Semicolon", 0)
    expect(other.locator("[data-status]")).to_contain_text("Ends at 0:08.9", timeout=WHILE)
    editor.context.set_offline(False)
    told = editor.locator("[data-not-taken]")
    expect(told).to_contain_text("You had moved its end to 0:09.1.", timeout=WHILE)
    expect(editor.locator("[data-segment]").first).to_have_attribute("data-end", "8900")
    told.get_by_role("button", name="Move it there all the same").click()
    expect(editor.locator("[data-status]")).to_contain_text("Ends at 0:09.1", timeout=WHILE)
    expect(told).to_be_hidden()
    assert kept()[0].end_ms == 9_100
