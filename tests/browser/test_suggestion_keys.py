"""Suggestions answered by one key each, in a real browser; and the note that comes before them."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from stories.foundation.access import Role
from stories.foundation.db import db
from stories.moderation.models import Story
from stories.moderation.suggesting import queries
from stories.moderation.suggesting.finders import find
from stories.moderation.suggesting.rules import digest_of_all, marked
from stories.moderation.suggesting.services import keep_suggestions
from tests.browser import axe, veil
from tests.browser.conftest import House, NewPage
from tests.browser.test_hiding import Enter, enter
from tests.factories import Factory
from tests.moderation.helpers import inside

__all__ = ["enter"]
pytestmark = pytest.mark.slow
NOTE = {"content_note_kk": "Қыс пен аштық айтылады.", "content_note_ru": "Говорят о голоде."}
OPEN_IT = {"kk": "Ашу", "ru": "Открыть"}


@pytest.fixture(scope="module")
def make(house: House) -> Factory:
    return veil.factory(house, "Кеңес орталығы")


@pytest.fixture(scope="module")
def facilitator(make: Factory) -> Any:
    return make.facilitator(email="keys-makes@example.org")


@pytest.fixture(scope="module")
def reviewer(make: Factory) -> Any:
    return make.user(Role.MODERATOR, email="keys-looks@example.org")


@pytest.fixture
def story(make: Factory, facilitator: Any) -> Any:
    """Told by Marat, whose name stands in two passages; it was looked through."""
    told = veil.told(
        make, make.person(name="Марат", pseudonym=f"Қыран {make.next()}"), facilitator, **NOTE
    )
    with inside(make.app):
        row = db.session.get_one(Story, told.id)
        texts, known = queries.texts_of(row), queries.known_to(row)
        found = [(text, one) for text in texts for one in find(text.text, text.language, known)]
        keep_suggestions(told.id, digest_of_all(texts, known), list(marked(found)))
    return told


def cards(page: Page) -> Locator:
    return page.locator(".suggestions > li")


def words(page: Page) -> list[str]:
    return page.locator(".suggestions > li mark").all_inner_texts()


def opened(page: Page, language: str) -> Page:
    """Past the content note."""
    expect(page.locator("main")).to_contain_text(NOTE[f"content_note_{language}"])
    assert cards(page).count() == 0
    axe.check(page)
    axe.fits(page)
    page.get_by_role("link", name=OPEN_IT[language], exact=True).click()
    expect(page.locator("[data-keys]")).to_be_visible()
    axe.check(page)
    axe.fits(page)
    return page


def answered(page: Page, key: str, told: str) -> None:
    """Press a key; what came of it is spoken."""
    page.keyboard.press(key)
    expect(page.locator("[data-told]")).to_contain_text(told)


def test_each_is_answered_by_one_key(
    enter: Enter, make: Factory, story: Any, reviewer: Any
) -> None:
    page = opened(
        enter(reviewer, f"/stories/{story.id}/suggestions", width=360, language="kk"), "kk"
    )
    assert words(page) == ["Марат", "Семейде", "Марат", "Семее", "Марат", "Марат"]
    page.keyboard.press("1")
    assert len(words(page)) == 6, "no key answers before a suggestion is chosen"
    cards(page).first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    answered(page, "1", "Сөздер жасырылды.")
    # the same name in the other language is hidden with it
    assert words(page) == ["Семейде", "Семее", "Марат", "Марат"]
    expect(cards(page).first).to_be_focused()
    out = veil.read_outside(make.app, story)
    assert "Менің ағам Қыран" in out
    assert "Мой брат Қыран" in out

    answered(page, "2", "Сол күйінде қалды.")
    expect(cards(page).first).to_be_focused()
    assert words(page) == ["Семее", "Марат", "Марат"]
    page.keyboard.press("ArrowDown")
    expect(cards(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    answered(page, "2", "Сол күйінде қалды.")
    answered(page, "1", "Сөздер жасырылды.")
    assert words(page) == []
    expect(page.locator("#suggestions")).to_be_focused()
    axe.check(page)
    axe.fits(page)

    page.reload()
    assert words(page) == []
    refused = page.locator("details mark")
    assert sorted(refused.all_text_contents()) == ["Семее", "Семейде"]
    out = veil.read_outside(make.app, story)
    assert "Марат" not in out
    assert "Семейде" in out


def test_a_number_typed_elsewhere_answers_nothing(
    enter: Enter, story: Any, reviewer: Any, new_page: NewPage
) -> None:
    page = opened(enter(reviewer, f"/stories/{story.id}/suggestions", language="ru"), "ru")
    page.locator("main").focus()
    for key in ("1", "2"):
        page.keyboard.press(key)
    cards(page).first.focus()
    page.keyboard.press("Control+1")
    page.keyboard.press("3")
    assert len(words(page)) == 6
    assert page.url.endswith("open=1")
