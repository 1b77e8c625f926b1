"""A session is recorded in the browser: whatever happens to tab or network, it is there."""

import hashlib
import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from stories.media.tools import probe
from tests.browser import axe
from tests.browser.conftest import ARGUMENTS, find_chromium
from tests.browser.served import Served, serve, sign_in

A_WHILE = 60_000
MOST_LOST = 5  # seconds
FAKE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
ROWS = """() => new Promise((resolve) => {
  const asked = indexedDB.open("stories recordings");
  asked.onsuccess = () => {
    const got = asked.result.transaction("recordings").objectStore("recordings").getAll();
    got.onsuccess = () => { asked.result.close(); resolve(got.result); };
  };
})"""


class Phone:
    """A browser with a profile of its own on the disk, and a microphone that beeps."""

    def __init__(self, browser: Browser, served: Served, profile: Path) -> None:
        self.browser, self.served, self.profile = browser, served, profile
        self.switch_on()

    def switch_on(self) -> None:
        self.context: BrowserContext = self.browser.browser_type.launch_persistent_context(
            str(self.profile),
            executable_path=find_chromium(),
            args=[*ARGUMENTS, *FAKE],
            base_url=self.served.url,
            viewport={"width": 360, "height": 780},
        )
        self.context.set_default_timeout(15_000)
        language = {"name": "language", "value": "en", "url": self.served.url}
        self.context.add_cookies([language])

    def battery_dies(self) -> None:
        """Every process of this browser is killed at once; nobody is told."""
        mark = f"--user-data-dir={self.profile}".encode()
        for folder in Path("/proc").iterdir():
            try:
                words = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if mark in words:
                with suppress(ProcessLookupError):  # it went with another
                    os.kill(int(folder.name), signal.SIGKILL)
        with suppress(Error):
            self.context.close()

    def open(self, user: Any = None) -> Page:
        page = self.context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("/sessions")
        if not page.locator("form[action='/sign-out']").count():
            sign_in(page, user or self.served.facilitator)
        page.goto(self.address)
        return page

    @property
    def address(self) -> str:
        return f"/sessions/{self.served.session.id}/record"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("recording")) as running:
        yield running


@pytest.fixture
def phone(browser: Browser, served: Served, tmp_path: Path) -> Iterator[Phone]:
    made = Phone(browser, served, tmp_path / "profile")
    yield made
    made.context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def begin(page: Page) -> None:
    press(page, "Turn the microphone on")
    press(page, "Start recording")
    expect(page.locator("[data-recorder]")).to_have_attribute("data-state", "recording")


def recorded(page: Page, seconds: int) -> None:
    page.wait_for_function(
        """(least) => {
          const [minutes, seconds] = document.querySelector("[data-clock]").textContent.split(":");
          return 60 * Number(minutes) + Number(seconds) >= least;
        }""",
        arg=seconds,
        timeout=A_WHILE,
    )


def rows(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(ROWS)
    return found


def says(page: Page, sentence: str) -> Any:
    return page.locator("[data-takes] li").get_by_text(sentence)


def may_remove(page: Page) -> int:
    return page.locator("[data-remove]").filter(visible=True).count()


def is_here(served: Served, page: Page, tmp_path: Path, *, least: float) -> dict[str, Any]:
    """The newest recording is in the house: as long, and the same bytes as on the phone."""
    [row] = [one for one in rows(page) if one["state"] == "sent"]
    kept = served.kept()[-1]
    master = served.master(kept)
    assert row["sha256"] == kept.sha256 == hashlib.sha256(master).hexdigest()
    assert row["bytes"] == len(master)
    file = tmp_path / kept.original_name
    file.write_bytes(master)
    assert probe(file).duration >= least
    return row


def test_it_is_tried_recorded_paused_finished_and_sends_itself(phone, served, tmp_path):
    page = phone.open()
    axe.check(page)
    press(page, "Turn the microphone on")
    page.wait_for_function("() => document.querySelector('meter').value > 15")
    axe.check(page)
    assert page.get_by_label("Microphone").locator("option").count() >= 1
    press(page, "Try it for five seconds")
    expect(page.get_by_text("This is how it sounds.")).to_be_visible(timeout=A_WHILE)
    assert page.evaluate("document.querySelector('[data-tested]').src").startswith("blob:")
    assert rows(page) == []
    press(page, "Start recording")
    recorded(page, 4)
    axe.check(page)
    press(page, "Pause")
    expect(page.get_by_text("Paused: nothing is being recorded")).to_be_visible()
    axe.check(page)
    page.wait_for_timeout(3000)
    press(page, "Go on recording")
    recorded(page, 7)
    press(page, "Finish")
    expect(says(page, "Arrived whole, and compared.")).to_be_visible(timeout=A_WHILE)
    row = is_here(served, page, tmp_path, least=5)
    axe.check(page)
    axe.fits(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    axe.check(page)
    assert "Сәуле" not in served.kept()[-1].original_name
    [[at, lasted]] = served.uploads(served.kept()[-1].original_name)[-1].pauses
    assert 3.5 <= at <= 6
    assert 2.5 <= lasted <= 6
    page.goto(row["recording"])
    expect(page.get_by_text("Paused while it was recorded")).to_be_visible()
    page.goto(phone.address)
    page.get_by_role("button", name="Remove from this phone").click()
    expect(page.get_by_text("No recording of yours lies on this phone.")).to_be_visible()
    assert rows(page) == []


def test_a_killed_tab_loses_seconds_and_the_recording_is_found_again(phone, served, tmp_path):
    page = phone.open()
    begin(page)
    recorded(page, 11)
    with pytest.raises(Exception, match=r"crash|ERR_"):
        page.goto("chrome://crash")
    again = phone.open()
    expect(says(again, "Interrupted after")).to_be_visible()
    assert (
        again.get_by_role("button", name="Remove from this phone").filter(visible=True).count() == 0
    )
    assert rows(again)[0]["seconds"] >= 11 - MOST_LOST
    again.get_by_role("button", name="Listen").click()
    again.wait_for_function("() => document.querySelector('li audio').currentTime > 0.3")
    again.get_by_role("button", name="Send").click()
    expect(says(again, "Arrived whole, and compared.")).to_be_visible(timeout=A_WHILE)
    is_here(served, again, tmp_path, least=11 - MOST_LOST)


def test_an_empty_battery_loses_seconds(phone, served, tmp_path):
    page = phone.open()
    begin(page)
    recorded(page, 12)
    phone.battery_dies()
    phone.switch_on()
    again = phone.open()
    expect(says(again, "Interrupted after")).to_be_visible()
    assert rows(again)[0]["seconds"] >= 12 - MOST_LOST
    again.get_by_role("button", name="Send").click()
    expect(says(again, "Arrived whole, and compared.")).to_be_visible(timeout=A_WHILE)
    is_here(served, again, tmp_path, least=12 - MOST_LOST)
    again.get_by_role("button", name="Remove from this phone").click()
    expect(again.get_by_text("No recording of yours lies on this phone.")).to_be_visible()


def kept_pages(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys())
            for (const key of await (await caches.open(name)).keys())
              found.push(new URL(key.url).pathname);
          return found.filter((path) => !path.startsWith("/static/"));
        }"""
    )
    return found


def waits_until_kept(page: Page, address: str) -> None:
    end = time.monotonic() + 15
    while address not in kept_pages(page):
        assert time.monotonic() < end, "the page is not kept"
        page.wait_for_timeout(200)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def test_without_network_it_opens_records_and_sends_later(phone, served, tmp_path):
    page = phone.open()
    waits_until_kept(page, phone.address)
    phone.context.set_offline(True)
    page.goto(phone.address)
    expect(page.locator("body[data-kept]")).to_have_count(1)
    html = page.content()
    assert served.session.theme not in html
    assert "csrf" not in html
    assert page.get_by_text("Sign out").count() == 0
    axe.check(page)
    axe.fits(page)
    begin(page)
    recorded(page, 5)
    press(page, "Finish")
    expect(says(page, "The connection is gone.")).to_be_visible()
    assert (
        page.get_by_role("button", name="Remove from this phone").filter(visible=True).count() == 0
    )
    page.reload()
    expect(says(page, "The connection is gone.")).to_be_visible()
    phone.context.set_offline(False)
    expect(says(page, "Arrived whole, and compared.")).to_be_visible(timeout=A_WHILE)
    is_here(served, page, tmp_path, least=3)
    assert set(kept_pages(page)) == {phone.address, "/kept.state"}


def test_signing_out_forgets_the_page_and_keeps_what_waits(phone, served):
    page = phone.open()
    waits_until_kept(page, phone.address)
    begin(page)
    recorded(page, 3)
    phone.context.set_offline(True)
    press(page, "Finish")
    expect(says(page, "The connection is gone.")).to_be_visible()
    served.stop()  # with the network there, it would be sent before anybody leaves
    try:
        phone.context.set_offline(False)
    finally:
        page.close()
        served.start()
    other = phone.context.new_page()
    other.goto("/sessions")
    other.get_by_text("Menu").click()
    other.get_by_role("button", name="Sign out", exact=True).filter(visible=True).click()
    expect(other.get_by_label("Passphrase", exact=True)).to_be_visible()
    assert kept_pages(other) == []
    phone.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        other.goto(phone.address)
    phone.context.set_offline(False)
    again = phone.open(served.make.facilitator(name="Асқар"))
    expect(again.get_by_text("No recording of yours lies on this phone.")).to_be_visible()
    expect(again.get_by_text("Recordings of others that wait on this phone: 1.")).to_be_visible()
    assert again.locator("[data-takes] li").count() == 0
    [row] = rows(again)
    assert (row["owner"], row["state"]) == (str(served.facilitator.id), "whole")


def test_somebody_elses_sign_in_forgets_the_page_too(phone, served):
    page = phone.open()
    waits_until_kept(page, phone.address)
    phone.context.clear_cookies(name="stories")  # the sign-in ended without a word
    page.goto("/sign-in")
    assert phone.address in kept_pages(page)
    sign_in(page, served.make.facilitator(name="Динара"))
    page.goto("/sessions")
    end = time.monotonic() + 10
    while kept_pages(page):
        assert time.monotonic() < end, "the page of another is still kept"
        page.wait_for_timeout(100)


def test_a_kept_page_has_an_end_of_its_own(phone):
    page = phone.open()
    waits_until_kept(page, phone.address)
    page.evaluate(
        """async () => {
          const cache = await caches.open("stories staff");
          const state = await (await cache.match("/kept.state")).json();
          for (const page of Object.values(state.pages)) page.asked -= 8 * 24 * 3600 * 1000;
          await cache.put("/kept.state", new Response(JSON.stringify(state)));
        }"""
    )
    phone.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        page.goto(phone.address)


def test_a_microphone_that_goes_leaves_what_was_recorded(phone, served, tmp_path):
    page = phone.open()
    page.evaluate(
        """() => {
          const devices = navigator.mediaDevices;
          const ask = devices.getUserMedia.bind(devices);
          devices.getUserMedia = async (wanted) => (window.heard = await ask(wanted));
        }"""
    )
    begin(page)
    recorded(page, 5)
    page.evaluate(
        """() => {
          const [track] = window.heard.getAudioTracks();
          track.stop();
          track.dispatchEvent(new Event("ended"));
        }"""
    )
    expect(page.get_by_text("The microphone is gone. What was recorded")).to_be_visible()
    expect(says(page, "Arrived whole, and compared.")).to_be_visible(timeout=A_WHILE)
    row = is_here(served, page, tmp_path, least=3)
    assert row["seconds"] >= 5
    press(page, "Turn the microphone on")
    expect(page.locator("[data-recorder]")).to_have_attribute("data-state", "ready")


def test_a_full_phone_keeps_what_it_has_and_says_so(phone, served, tmp_path):
    page = phone.open()
    begin(page)
    recorded(page, 7)
    page.evaluate(
        """() => {
          IDBObjectStore.prototype.add = () => {
            throw new DOMException("full", "QuotaExceededError");
          };
        }"""
    )
    expect(page.get_by_text("This phone keeps nothing more.")).to_be_visible()
    expect(says(page, "Arrived whole, and compared.")).to_be_visible(timeout=A_WHILE)
    is_here(served, page, tmp_path, least=4)


def test_the_session_leads_there(phone, served):
    page = phone.open()
    page.goto(f"/sessions/{served.session.id}")
    page.get_by_role("link", name="Record here").click()
    expect(page).to_have_url(re.compile(r"/record$"))
