"""The house without a mouse, and without scripts."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from stories.foundation.access import Role
from stories.foundation.clock import HOME_ZONE
from tests.browser.demo.pages import PAGES, first_way_in
from tests.browser.demo.visits import Visits, enter, send_plan, sign_in

pytestmark = [pytest.mark.speech, pytest.mark.slow]
MOST_TABS = 150
MAIN = (
    "accounts.sign_in",
    "sessions.today",
    "sessions.index",
    "sessions.show",
    "sessions.new",
    "people.index",
    "people.agree",
    "media.upload",
    "transcripts.edit",
    "moderation.queue",
    "moderation.review",
    "collections.show",
    "reading.room",
    "reading.story",
)
FOCUSED = """() => {
    const it = document.activeElement, box = it.getBoundingClientRect();
    const ringed = (one) => one && (style => style.boxShadow !== "none" ||
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
    )(getComputedStyle(one));
    return {
        tag: it.tagName,
        name: (it.innerText || it.getAttribute("aria-label") || it.name || "").trim(),
        skips: it.matches("a[href='#main']"),
        primary: it.matches("main .btn.do, main [data-play]"),
        ringed: Boolean(ringed(it) || ringed(it.nextElementSibling)),
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


def walk(page: Page) -> Iterator[dict[str, object]]:
    """Everything the Tab key comes to, until it leaves the page."""
    for _step in range(MOST_TABS):
        page.keyboard.press("Tab")
        held = page.evaluate(FOCUSED)
        if held["tag"] == "BODY":
            return
        yield held


@pytest.mark.parametrize("endpoint", MAIN)
def test_a_page_is_walked_with_the_tab_key_alone(visits, demo, endpoint):
    with visits.page(first_way_in(demo, endpoint), width=1280) as page:
        page.goto(demo.url(endpoint))
        held = list(walk(page))
        assert held[0]["skips"], f"first comes {held[0]['name']}, not the way past the menu"
        assert [one["name"] for one in held if not one["ringed"]] == [], "no sign of the focus"
        assert [one["name"] for one in held if not one["seen"]] == [], "focused out of sight"
        if page.locator("main .btn.do:visible").count():
            assert any(one["primary"] for one in held), "the page's action is never reached"


def test_the_skip_link_leads_past_the_menu(visits, demo):
    with visits.page(Role.ADMIN, width=1280) as page:
        page.goto(demo.url("sessions.index"))
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_page_shows_what_it_has_without_scripts(visits: Visits, demo, endpoint):
    with visits.page(first_way_in(demo, endpoint), java_script_enabled=False) as page:
        page.goto(demo.url(endpoint))
        expect(page.locator("h1")).to_be_visible()
        assert page.locator("main").inner_text().strip()
        assert page.locator(".htmx-indicator:visible").count() == 0


@pytest.fixture
def plain(visits: Visits) -> Iterator[Page]:
    """A browser without scripts that nobody has signed in with."""
    with visits.page(None, cold=True, java_script_enabled=False) as page:
        yield page


def test_without_scripts_a_session_is_planned(plain, demo):
    sign_in(plain, demo, Role.FACILITATOR)
    plain.goto("/sessions/new")
    soon = datetime.now(ZoneInfo(HOME_ZONE)) + timedelta(days=40)
    plain.locator("input[name=elders]").first.check()
    plain.locator("input[name=youth]").first.check()
    plain.locator("input[name=day]").fill(soon.date().isoformat())
    plain.locator("input[name=start]").fill("07:30")
    plain.locator("input[name=place]").fill("Шағын бөлме")
    plain.locator("input[name=theme]").fill("Қысқы кеш")
    send_plan(plain)
    expect(plain.locator("h1")).to_have_text("Қысқы кеш")


def test_without_scripts_a_text_is_corrected(plain, demo):
    sign_in(plain, demo, Role.FACILITATOR)
    plain.goto(f"/recordings/{demo.rows['recording.spare']}/transcript")
    plain.locator("textarea[name^=text-]").first.fill("Алма бағы үйдің артында еді.")
    plain.locator("form[action*='/transcript/save'] button.do").click()
    plain.reload()
    said = plain.locator("textarea[name^=text-]").first
    expect(said).to_have_value("Алма бағы үйдің артында еді.")


def test_without_scripts_a_story_is_changed(plain, demo):
    sign_in(plain, demo, Role.FACILITATOR)
    plain.goto(demo.url("moderation.edit"))
    plain.locator("input[name=title_kk]").fill("Алма бағындағы күн")
    plain.locator("main form .btn.do").click()
    expect(plain.locator("h1")).to_contain_text("Алма бағындағы күн")


def test_without_scripts_a_family_reads(plain, demo):
    enter(plain, demo)
    plain.goto(demo.url("reading.story"))
    expect(plain.locator("audio")).to_have_attribute("controls", "")
    expect(plain.locator("audio")).to_be_visible()
    expect(plain.locator("main")).to_contain_text("домбыра")
