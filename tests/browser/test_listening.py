"""A family listens as it likes: faster, once more, until it sleeps, from where it was."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import axe
from tests.browser.test_keeping import Family, family, house, page, phone, sounds

__all__ = ["family", "house", "page", "phone", "sounds"]
AT = "document.querySelector('audio').currentTime"
PAUSED = "document.querySelector('audio').paused"


@pytest.fixture
def story(page: Page, family: Family) -> Page:
    page.goto(family.page())
    expect(page.get_by_role("button", name="Say that again")).to_be_visible()
    return page


def listen(story: Page, at: float = 0.0) -> None:
    story.evaluate(f"() => {{ {AT} = {at} }}")
    story.get_by_role("button", name="Listen", exact=True).click()
    story.wait_for_function(f"() => {AT} > {at + 0.2}")


def test_faster_and_slower_by_one_button_and_it_is_remembered(story, family):
    axe.check(story)
    axe.fits(story)
    for speed in ("1.25", "1.5", "0.75"):
        story.get_by_role("button", name="Speed").click()
        expect(story.get_by_role("button", name=f"Speed: {speed}")).to_be_visible()
        assert story.evaluate("document.querySelector('audio').playbackRate") == float(speed)
    story.reload()
    expect(story.get_by_role("button", name="Speed: 0.75")).to_be_visible()
    story.evaluate("document.querySelector('audio').load()")
    assert story.evaluate("document.querySelector('audio').playbackRate") == 0.75


def test_a_sentence_is_said_again(story):
    starts = story.locator("[data-start]").evaluate_all(
        "all => all.map((one) => one.dataset.start)"
    )
    second = int(starts[1]) / 1000
    listen(story, second + 2)
    story.get_by_role("button", name="Say that again").click()
    assert second <= story.evaluate(AT) < second + 1.5
    story.get_by_role("button", name="Say that again").click()  # at its beginning: the one before
    assert story.evaluate(AT) < second


def test_the_voice_goes_away_when_somebody_sleeps(story):
    story.clock.install()
    story.get_by_role("button", name="Sleep timer: off").click()
    expect(story.get_by_role("button", name="Sleep timer: 10 min")).to_be_visible()
    listen(story)
    story.clock.fast_forward("09:58")
    story.wait_for_function("() => document.querySelector('audio').volume < 0.9")
    story.clock.fast_forward("00:03")
    story.wait_for_function(f"() => {PAUSED}")
    assert story.evaluate("document.querySelector('audio').volume") == 1
    expect(story.get_by_role("button", name="Sleep timer: off")).to_be_visible()


def test_the_place_is_kept_on_this_device_and_goes_with_the_room(story, family):
    listen(story, 14)
    story.get_by_role("button", name="Pause").click()
    story.goto(family.page(1))
    expect(story.get_by_role("button", name="Go on from")).to_be_hidden()
    story.goto(family.page())
    story.get_by_role("button", name="Go on from 0:14").click()
    story.wait_for_function(f"() => {AT} > 13.9 && !{PAUSED}")
    asked: list[str] = []
    story.on("request", lambda one: asked.append(one.url) if one.method != "GET" else None)
    story.get_by_role("button", name="Pause").click()
    assert asked == []  # nobody else is told where somebody was
    story.goto(family.door)
    story.get_by_role("button", name="Close on this phone").click()
    expect(story.get_by_label("PIN", exact=True)).to_be_visible()
    kept = story.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('place '))")
    assert kept == []


def test_the_next_story_follows_and_the_last_has_none(story, family):
    story.get_by_role("link", name="Апамның наны").click()
    expect(story.get_by_role("heading", level=1)).to_contain_text("Апамның наны")
    expect(story.get_by_text("Next story")).to_have_count(0)


def test_what_is_taken_back_is_no_next_story(story, family):
    family.withdraw(1)
    story.reload()
    expect(story.get_by_text("Next story")).to_have_count(0)


def test_the_keys_of_a_locked_screen_know_the_story(story, family):
    listen(story)
    told = story.evaluate("(({title, album}) => ({title, album}))(navigator.mediaSession.metadata)")
    assert told["title"] == "Ұзақ жолдағы шай"
    assert told["album"]


def test_one_large_button_and_nothing_else(story, family):
    story.get_by_role("button", name="One large button").click()
    expect(story.locator("[data-text]")).to_be_hidden()
    expect(story.get_by_role("heading", level=1)).to_be_visible()
    expect(story.get_by_text("Әңгімеде боран айтылады.")).to_be_visible()
    axe.check(story)
    axe.fits(story)
    button = story.get_by_role("button", name="Listen", exact=True)
    assert button.bounding_box()["width"] >= 240
    expect(button).to_be_in_viewport()
    button.click()
    story.wait_for_function("() => document.querySelector('audio').duration > 1")
    story.evaluate(f"() => {{ {AT} = document.querySelector('audio').duration - 0.4 }}")
    story.wait_for_function("() => document.querySelector('audio').ended")
    story.get_by_role("button", name="Listen", exact=True).click()
    expect(story.get_by_role("heading", level=1)).to_contain_text("Апамның наны")
    expect(story.locator("[data-text]")).to_be_hidden()  # it stays as it was chosen
    story.get_by_role("button", name="Show everything").click()
    expect(story.locator("[data-text]")).to_be_visible()


def test_without_scripts_the_page_is_whole(browser, family):
    context: BrowserContext = browser.new_context(
        base_url=family.house.url, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(family.page())
    page.get_by_label("PIN").first.fill(family.pin)
    page.locator("main form .btn.do").click()
    page.goto(family.page())
    expect(page.locator("audio")).to_be_visible()
    expect(page.locator("[data-listening]")).to_be_hidden()
    expect(page.locator(".next-story a")).to_be_visible()
    context.close()
