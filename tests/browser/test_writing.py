"""A recording that is being written down, in a real browser: streamed, asked, without scripts."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from stories.foundation.clock import now
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import Work, WorkState
from tests.browser.axe import check
from tests.browser.served import Served, serve, sign_in
from tests.guards.writing import being_written

WHILE = 20_000
NO_STREAM = "delete window.EventSource"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("writing")) as found:
        yield found


@pytest.fixture
def key(served: Served) -> uuid.UUID:
    return being_written(served.make, served.session)


def work(served: Served, key: uuid.UUID, **values: Any) -> None:
    """What the worker says of its work meanwhile."""
    with served.app.app_context(), unit_of_work():
        row = db.session.query(Work).filter_by(subject_id=key).one()
        for name, value in {**values, "heartbeat_at": now()}.items():
            setattr(row, name, value)


def page_of(served: Served, browser: Browser, **more: Any) -> Page:
    options = {"base_url": served.url, "locale": "en-GB", **more}
    page = browser.new_context(**options).new_page()
    page.context.add_cookies([{"name": "language", "value": "en", "url": served.url}])
    return sign_in(page, served.facilitator)


@pytest.mark.parametrize("script", ["", NO_STREAM], ids=["stream", "asked"])
def test_the_bar_moves_by_itself_and_the_page_comes_anew_at_the_end(
    served: Served, browser: Browser, key: uuid.UUID, script: str
) -> None:
    page = page_of(served, browser)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    if script:
        page.add_init_script(script)
    page.goto(f"/recordings/{key}")
    bar = page.locator("[data-bar] progress")
    expect(bar).to_have_js_property("value", 40)
    expect(page.locator("[data-told]")).to_have_text("about 1 minute left", timeout=WHILE)
    memory = {"windows": 8, "of": 10, "spent": 60.0, "paced": 8}
    work(served, key, progress=0.8, memory=memory)
    expect(bar).to_have_js_property("value", 80, timeout=WHILE)
    expect(page.locator("[data-bar]")).to_contain_text("80 % · nearly done")
    # A screen reader was told a moment ago, and is not told again at once.
    expect(page.locator("[data-told]")).to_have_text("about 1 minute left")
    assert ("stream" in asked) is (script == "")
    check(page)
    work(served, key, state=WorkState.PAUSED, holder=None)
    expect(page.get_by_text("The writing down rests.")).to_be_visible(timeout=WHILE)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("The machine goes on where it left off.")).to_be_visible()
    page.get_by_role("button", name="Cancel the writing down").click()
    expect(page.get_by_text("The text is as it was before.")).to_be_visible()
    page.context.close()


def test_a_second_tab_asks_where_the_first_has_the_stream(
    served: Served, browser: Browser, key: uuid.UUID
) -> None:
    first = page_of(served, browser)
    first.goto(f"/recordings/{key}")
    expect(first.locator("[data-told]")).not_to_be_empty(timeout=WHILE)
    second = first.context.new_page()
    second.goto(f"/recordings/{key}")
    work(served, key, progress=0.6)
    for page in (first, second):
        expect(page.locator("[data-bar] progress")).to_have_js_property("value", 60, timeout=WHILE)
    first.context.close()


def test_without_scripts_a_link_looks_again(
    served: Served, browser: Browser, key: uuid.UUID
) -> None:
    page = page_of(served, browser, java_script_enabled=False)
    page.goto(f"/recordings/{key}")
    expect(page.locator("[data-bar] progress")).to_have_attribute("value", "40")
    work(served, key, progress=0.7)
    page.get_by_role("link", name="Look again").click()
    expect(page.locator("[data-bar] progress")).to_have_attribute("value", "70")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("The writing down rests.")).to_be_visible()
    page.context.close()
