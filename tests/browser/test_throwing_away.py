"""A false start is thrown away by whoever made it, who is asked twice: it is nowhere else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe
from tests.browser.served import Served, serve
from tests.browser.test_recording import A_WHILE, Phone, begin, press, recorded, rows, says

NOTHING = "No recording of yours lies on this phone."
GONE = "The recording was thrown away."


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("throwing")) as running:
        yield running


@pytest.fixture
def phone(browser: Browser, served: Served, tmp_path: Path) -> Iterator[Phone]:
    made = Phone(browser, served, tmp_path / "profile")
    yield made
    made.context.close()


def throw_away(page: Page) -> None:
    page.get_by_role("button", name="Throw away").filter(visible=True).first.click()
    box = page.locator("[data-doubt]").filter(visible=True)
    expect(box).to_contain_text("It is nowhere else.")
    expect(box.get_by_role("button", name="Keep it")).to_be_focused()
    box.get_by_role("button", name="Throw away").click()
    expect(box).to_contain_text("are gone for good then")
    box.get_by_role("button", name="Yes, throw it away for good").click()


def test_an_interrupted_one_is_thrown_away_after_two_questions(phone: Phone, served: Served):
    page = phone.open()
    begin(page)
    recorded(page, 4)
    with pytest.raises(Exception, match=r"crash|ERR_"):
        page.goto("chrome://crash")
    page = phone.open()
    expect(says(page, "Interrupted after")).to_be_visible()
    ask = page.get_by_role("button", name="Throw away").filter(visible=True)
    ask.click()
    axe.check(page)
    axe.fits(page)
    page.get_by_role("button", name="Keep it").click()
    expect(ask).to_be_focused()
    ask.click()
    box = page.locator("[data-doubt]").filter(visible=True)
    box.get_by_role("button", name="Throw away").click()
    page.keyboard.press("Escape")  # between the two questions
    expect(box).to_have_count(0)
    assert len(rows(page)) == 1
    throw_away(page)
    expect(page.get_by_text(NOTHING)).to_be_visible()
    expect(page.get_by_text(GONE)).to_have_count(1)
    assert rows(page) == []
    assert served.kept() == []


def test_a_false_start_is_thrown_away_before_it_is_sent(phone: Phone, served: Served):
    before = len(served.kept())
    page = phone.open()
    begin(page)
    recorded(page, 3)
    press(page, "Pause")
    page.get_by_role("button", name="Throw away").filter(visible=True).click()
    axe.check(page)
    press(page, "Go on recording")  # thought better of it
    expect(page.locator("[data-doubt]").filter(visible=True)).to_have_count(0)
    press(page, "Pause")
    throw_away(page)
    expect(page.get_by_text(NOTHING)).to_be_visible()
    expect(page.locator("[data-recorder]")).to_have_attribute("data-state", "ready")
    assert rows(page) == []
    page.reload()
    page.wait_for_load_state("networkidle")
    assert len(served.kept()) == before


def test_one_that_waits_for_the_network_never_arrives(phone: Phone, served: Served):
    before = len(served.kept())
    page = phone.open()
    begin(page)
    recorded(page, 3)
    phone.context.set_offline(True)
    press(page, "Finish")
    expect(says(page, "The connection is gone.")).to_be_visible()
    throw_away(page)
    expect(page.get_by_text(NOTHING)).to_be_visible()
    assert rows(page) == []
    phone.context.set_offline(False)
    press(page, "Start recording")
    recorded(page, 3)
    press(page, "Finish")
    expect(says(page, "Arrived whole, and compared.")).to_be_visible(timeout=A_WHILE)
    expect(page.get_by_role("button", name="Throw away").filter(visible=True)).to_have_count(0)
    assert len(served.kept()) == before + 1
