"""Hiding a part of a story in a real browser: by words, on the outline, and by keys alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from stories.accounts.models import User
from stories.foundation.access import Role
from tests.browser import axe, veil
from tests.browser.conftest import House, NewPage
from tests.browser.test_editor_sound import until
from tests.browser.veil import SHADOW
from tests.factories import PASSPHRASE, Factory

pytestmark = pytest.mark.slow
MARK = f"{SHADOW}.querySelector('.stretch.here')"
WHY = "Ағасының аты"


@pytest.fixture(scope="module")
def make(house: House) -> Factory:
    return veil.factory(house, "Перде орталығы")


@pytest.fixture(scope="module")
def facilitator(make: Factory) -> Any:
    return make.facilitator(email="veil-makes@example.org")


@pytest.fixture(scope="module")
def lead(make: Factory) -> Any:
    """Whoever may hear the whole recording, and so sees its outline."""
    return make.user(Role.SAFEGUARDING, email="veil-leads@example.org", name="Мадина")


@pytest.fixture(scope="module")
def second(make: Factory) -> Any:
    return make.user(Role.MODERATOR, email="veil-looks@example.org", name="Асқар")


@pytest.fixture
def story(make: Factory, facilitator: User) -> Any:
    return veil.told(make, make.person(name="Күләш апа"), facilitator)


Enter = Callable[..., Page]


@pytest.fixture
def enter(new_page: NewPage) -> Enter:
    def sign_in(user: User, path: str, **screen: Any) -> Page:
        page = new_page(**screen)
        page.goto("/sign-in")
        page.locator("[name=email]").fill(user.email)
        page.locator("[name=passphrase]").fill(PASSPHRASE)
        page.locator("[name=passphrase]").press("Enter")
        expect(page.locator("form[action='/sign-out']").first).to_be_attached()
        page.goto(path)
        return page

    return sign_in


def at(make: Factory, story: Any, place: int = 0) -> str:
    return f"/stories/{story.id}/hide?at={veil.passage(make.app, story, place)}"


def word(page: Page, text: str, nth: int = 0) -> Locator:
    return page.locator("label.word", has_text=re.compile(f"^{text}$")).nth(nth)


def taken(page: Page) -> list[str]:
    return page.locator("label.word:has(input:checked)").all_inner_texts()


def times(page: Page) -> tuple[str, str]:
    return page.locator("[name=start]").input_value(), page.locator("[name=end]").input_value()


def press(page: Page) -> None:
    page.locator("form[data-hiding] .ends button").click()


def stretch(page: Page) -> tuple[int, int]:
    """Where the stretch lies on the outline, in milliseconds of the recording."""
    until(page, f"{MARK} && !{MARK}.hidden")
    left, width = page.evaluate(f"[{MARK}.style.left, {MARK}.style.width].map(parseFloat)")
    return round(left * 300), round((left + width) * 300)


def look(page: Page) -> None:
    axe.check(page)
    axe.fits(page)


def sweep(page: Page, first: Locator, *others: Locator) -> None:
    """Press on a word, move over others, and let go."""
    first.scroll_into_view_if_needed()
    for place, one in enumerate((first, *others)):
        box = one.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=6)
        if not place:
            page.mouse.down()
    page.mouse.up()


def draw(page: Page, start_ms: int, end_ms: int, length_ms: int = 30_000) -> None:
    until(page, f"!!{MARK}")
    page.locator("[data-outline]").scroll_into_view_if_needed()
    x, y, wide = page.evaluate(
        f"(() => {{ const box = {SHADOW}.querySelector('.stretches').getBoundingClientRect();"
        " return [box.x, box.y + box.height / 2, box.width] })()"
    )
    page.mouse.move(x + wide * start_ms / length_ms, y)
    page.mouse.down()
    page.mouse.move(x + wide * end_ms / length_ms, y, steps=5)
    page.mouse.up()


def test_words_are_swept_looked_at_and_hidden_by_two(
    enter: Enter, make: Factory, story: Any, lead: User, second: User
) -> None:
    page = enter(lead, at(make, story), width=1280, language="ru")
    sweep(page, word(page, "Марат"), word(page, "Семейде"))
    assert taken(page) == ["Марат", "Семейде"]
    assert times(page) == ("0:02", "0:03.5")
    assert stretch(page) == (1_750, 3_750)  # a quarter of a second more on both sides
    page.locator("[name=reason]").fill(WHY)
    look(page)
    press(page)
    expect(page.get_by_role("alert")).to_contain_text("Пока ничего не скрыто")
    assert taken(page) == ["Марат", "Семейде", "Марат", "Семее"]
    assert stretch(page) == (1_750, 3_750)
    look(page)
    press(page)
    page.wait_for_url("**/hidden")
    expect(page.locator("main")).to_contain_text(WHY)
    expect(page.get_by_role("button", name="Подтвердить")).to_have_count(0)
    look(page)

    other = enter(second, f"/stories/{story.id}/hidden", width=360, language="kk")
    look(other)
    expect(other.locator("main")).to_contain_text("0:02–0:03.5")
    other.get_by_role("button", name="Растау").click()
    expect(other.locator(".tag", has_text="Жасырын")).to_be_visible()
    out = veil.read_outside(make.app, story)
    assert "Менің ағам […] тұрды." in out
    assert "Мой брат […] жил в […]." in out

    page.goto(at(make, story))
    marks = f"[...{SHADOW}.querySelectorAll('.stretch:not(.here)')].map((one) => one.style.left)"
    until(page, f"{SHADOW}.querySelectorAll('.stretch:not(.here)').length === 1")
    assert round(float(page.evaluate(marks)[0][:-1]) * 300) == 1_750


def test_a_sweep_that_goes_back_lets_words_go(
    enter: Enter, make: Factory, story: Any, lead: User
) -> None:
    page = enter(lead, at(make, story))
    sweep(page, word(page, "Марат"), word(page, "тұрды"), word(page, "Семейде"))
    assert taken(page) == ["Марат", "Семейде"]
    sweep(page, word(page, "тұрды"), word(page, "Семейде"), word(page, "тұрды"))
    assert taken(page) == ["Марат", "Семейде", "тұрды"]
    for text in ("тұрды", "Семейде", "Марат"):
        word(page, text).click()
    assert taken(page) == []
    assert times(page) == ("", "")
    assert page.evaluate(f"{MARK}.hidden")


def test_a_stretch_is_drawn_and_the_words_follow(
    enter: Enter, make: Factory, story: Any, lead: User
) -> None:
    page = enter(lead, at(make, story), width=360, language="kk")
    draw(page, 1_300, 2_200)
    assert taken(page) == ["ағам", "Марат"]
    assert times(page) == ("0:01", "0:02.5")  # no half of a word is left
    assert stretch(page) == (750, 2_750)
    page.locator("[name=reason]").fill(WHY)
    look(page)
    press(page)
    assert times(page) == ("0:01", "0:02.5")
    assert taken(page)[:2] == ["ағам", "Марат"]
    assert "Марат" in taken(page)[2:]  # the other language
    look(page)
    press(page)
    page.wait_for_url("**/hidden")
    look(page)
    assert "Менің […] Семейде тұрды." in veil.read_outside(make.app, story)


def test_by_keys_alone(enter: Enter, make: Factory, story: Any, lead: User) -> None:
    page = enter(lead, at(make, story))
    word(page, "Менің").locator("input").focus()
    for key in ("ArrowRight", "ArrowRight", "Space", "Shift+ArrowRight"):
        page.keyboard.press(key)
    assert taken(page) == ["Марат", "Семейде"]
    expect(word(page, "Семейде").locator("input")).to_be_focused()
    page.keyboard.press("Space")
    assert taken(page) == ["Марат"]
    assert times(page) == ("0:02", "0:02.5")
    page.locator("[name=reason]").focus()
    page.keyboard.type(WHY)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("[name=reason]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/hidden")
    assert "Мой брат […] жил в Семее." in veil.read_outside(make.app, story)


NONSENSE = {
    "kk": [
        (("-0:05", "0:03"), "Жазба 0:00-ден басталады."),
        (("0:05", "0:03"), "Соңы басынан кейін болуы керек."),
        (("0:20", "5:00"), "Жазба 0:30 уақытында бітеді."),
        (("0:75", "0:80"), "Бір минутта 60 секунд бар."),
    ],
    "ru": [
        (("-0:05", "0:03"), "Запись начинается в 0:00."),
        (("0:05", ""), "Укажите и конец."),
        (("0:29.5", "0:30"), "Это место не входит"),
        (("", ""), "Пока ничего не выбрано."),
    ],
    "en": [(("−0:05", "0:03"), "The recording begins at 0:00.")],
}


@pytest.mark.parametrize(("language", "width"), [("kk", 360), ("ru", 1280), ("en", 1280)])
def test_nonsense_is_told_beside_its_field(
    enter: Enter, make: Factory, story: Any, lead: User, language: str, width: int
) -> None:
    page = enter(lead, at(make, story), language=language, width=width)
    for (start, end), sentence in NONSENSE[language]:
        page.locator("[name=start]").fill(start)
        page.locator("[name=end]").fill(end)
        page.locator("[name=reason]").fill(WHY)
        press(page)
        expect(page.locator(".field.wrong .error", has_text=sentence).first).to_be_visible()
        assert times(page) == (start, end), "what was typed stays there to be mended"
    look(page)
