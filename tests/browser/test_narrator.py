"""A grandmother on a small phone: she hears what she told, agrees, and says a wish aloud."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.media.models import Recording
from stories.media.tools import make_access_copy
from stories.transcripts.approvals.models import SegmentApproval
from stories.translations.narrator.models import NarratorWish
from tests.browser import axe
from tests.browser.conftest import ARGUMENTS, find_chromium
from tests.browser.served import Served, serve, sign_in
from tests.browser.world import short_recording
from tests.translations.told import Told, tell

FAKE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
A_WHILE = 30_000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("narrator")) as found:
        yield found


@pytest.fixture
def told(served: Served, tmp_path: Path) -> Told:
    found = tell(served.app, served.make)
    made = make_access_copy(short_recording(tmp_path, 30), tmp_path)

    def lay_down() -> None:
        row = db.session.get_one(Recording, found.recording.id)
        row.playback_opus, row.playback_aac = (f"playback/{row.id}.{kind}" for kind in made)
        for kind, copy in made.items():
            blobs().put_file(f"playback/{row.id}.{kind}", copy.path)

    found.act(lay_down)
    return found


@pytest.fixture(scope="module")
def phones(browser: Browser) -> Iterator[Browser]:
    """A browser with a microphone that beeps."""
    path = find_chromium()
    running = browser.browser_type.launch(executable_path=path, args=[*ARGUMENTS, *FAKE])
    yield running
    running.close()


def phone(browser: Browser, served: Served, **more: Any) -> BrowserContext:
    size = {"width": 360, "height": 740}
    found = browser.new_context(base_url=served.url, viewport=size, **more)  # type: ignore[arg-type]
    found.set_default_timeout(A_WHILE)
    found.add_cookies([{"name": "language", "value": "en", "url": served.url}])
    return found


def enter(page: Page, told: Told) -> None:
    page.goto(told.door)
    page.get_by_label("PIN").fill(told.pin)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What you told")).to_be_visible()


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("STORIES_TEST_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def fits(page: Page) -> list[str]:
    """What sticks out of the page; nothing is how it should be."""
    found: list[str] = page.evaluate(
        "document.documentElement.scrollWidth <= innerWidth ? [] :"
        " [...document.querySelectorAll('body *')]"
        ".filter(one => one.getBoundingClientRect().right > innerWidth + 1)"
        ".map(one => one.outerHTML.slice(0, 90))"
    )
    return found


def test_she_listens_agrees_and_speaks_her_wish(phones, served, told):
    context = phone(phones, served)
    page = context.new_page()
    enter(page, told)
    axe.check(page)
    shot(page, "room")
    page.get_by_role("link", name="Begin").click()
    expect(page.get_by_role("heading", name="Piece 1 of 3")).to_be_visible()
    axe.check(page)
    shot(page, "passage")
    page.get_by_role("button", name="Listen").click()
    expect(page.locator("[data-now]")).to_have_text("0:01")
    assert 7 < page.evaluate("document.querySelector('audio').duration") < 9
    page.get_by_role("button", name="I agree").click()
    expect(page.get_by_role("heading", name="Piece 2 of 3")).to_be_visible()
    page.get_by_role("link", name="Please change").click()
    expect(page.get_by_role("button", name="Speak")).to_be_visible()
    axe.check(page)
    shot(page, "change")
    page.get_by_role("button", name="Speak").click()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="I am done").click()
    expect(page.locator("[data-told]")).to_have_text("Listen to it, then send it.")
    shot(page, "spoken")
    context.set_offline(True)
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("[data-told]")).to_contain_text("not sent yet")
    context.set_offline(False)
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("[data-told]")).to_contain_text("that is kept")
    axe.check(page)
    page.get_by_role("button", name="Do not publish this").click()
    expect(page.get_by_role("heading", name="Piece 3 of 3")).to_be_visible()
    (wish,) = mine(told, NarratorWish)
    assert wish.note_key
    assert wish.kind.value == "do_not_publish"
    page.goto(f"{told.door}/rest")
    axe.check(page)
    shot(page, "rest")
    page.get_by_role("button", name="Yes, all of it may stay").click()
    expect(page.get_by_text("everything is answered")).to_be_visible()
    assert len(mine(told, SegmentApproval)) == 2
    shot(page, "done")
    context.close()


def mine(told: Told, model: Any) -> list[Any]:
    with told.app.app_context(), unit_of_work(write=False):
        rows = db.session.query(model).filter_by(person_id=told.elder.id).all()
        db.session.expunge_all()
    return rows


@pytest.mark.parametrize("width", [180, 360])
def test_it_fits_a_small_phone_and_letters_of_double_size(phones, served, told, width):
    context = phone(phones, served)
    page = context.new_page()
    enter(page, told)
    page.set_viewport_size({"width": width, "height": 640})  # 180: a phone of 360 at 200 %
    places = [told.door, told.passage(), f"{told.passage()}/change", f"{told.door}/all"]
    for path in [*places, f"{told.door}/rest"]:
        page.goto(path)
        assert fits(page) == [], path
        small = page.evaluate(
            "[...document.querySelectorAll('main a.btn, main button')].filter(one =>"
            " one.offsetParent && one.getBoundingClientRect().height < 43)"
            ".map(one => one.outerHTML)"
        )
        assert small == [], path
    context.close()


def test_all_but_the_voice_works_without_scripts(phones, served, told):
    context = phone(phones, served, java_script_enabled=False)
    page = context.new_page()
    enter(page, told)
    page.get_by_role("link", name="Begin").click()
    expect(page.locator("audio")).to_be_visible()
    page.get_by_role("button", name="I agree").click()
    page.get_by_role("link", name="Please change").click()
    expect(page.get_by_role("button", name="Speak")).to_have_count(0)
    page.get_by_label("In a few words").fill("Ауылдың аты аталмасын")
    page.get_by_role("button", name="A name stands here").click()
    expect(page.get_by_role("heading", name="Piece 3 of 3")).to_be_visible()
    assert [row.words for row in mine(told, NarratorWish)] == ["Ауылдың аты аталмасын"]
    page.get_by_role("button", name="Русский").click()
    expect(page.locator(".told")).to_have_text("Перевод 2.")
    context.close()


def test_the_team_sees_the_wish_and_gives_links(phones, served, told):
    context = phone(phones, served)
    page = context.new_page()
    enter(page, told)
    page.goto(f"{told.passage()}/change")
    page.get_by_role("button", name="Do not publish this").click()
    page.goto("/sessions")
    sign_in(page, served.facilitator)
    page.goto(f"/recordings/{told.recording.id}")
    expect(page.get_by_text("1 wish waits for you.")).to_be_visible()
    axe.check(page)
    for path, name in (("wishes", "wishes"), ("narrators", "links")):
        page.goto(f"/recordings/{told.recording.id}/{path}")
        assert fits(page) == [], path
        axe.check(page)
        shot(page, name)
    page.get_by_label(told.elder.name).check()
    page.get_by_role("button", name="Make the link").click()
    expect(page.locator("svg.qr")).to_be_visible()
    axe.check(page)
    shot(page, "card")
    context.close()
