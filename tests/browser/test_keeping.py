"""A family keeps a story on its phone: it plays without network, and goes when it is taken back."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from stories.app import create_app
from stories.collections.models import Collection
from stories.foundation.access import OPERATOR
from stories.foundation.blobs import blobs
from stories.foundation.clock import now
from stories.foundation.db import db, unit_of_work
from stories.media.tools import make_access_copy
from stories.people.models import Agreement, Stage
from stories.people.services import withdraw_agreement
from stories.reading.models import ReadingLink
from stories.reading.services import give_link, revoke_link
from tests.browser import axe
from tests.browser.conftest import House, free_port, house_settings, wait_for
from tests.browser.world import AUDIO
from tests.factories import Factory

HEAVIEST = 100_000
NOTE = "Әңгімеде боран айтылады."
DAY = 24 * 3600 * 1000
# every address that lies in this browser's Cache Storage, with its cache
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const key of await (await caches.open(name)).keys()) found.push(new URL(key.url).pathname);
  return found;
}"""


@dataclass
class Family:
    """A served house, a shelf of two stories in it, and a link to the shelf."""

    house: House
    app: Flask
    stories: list[Any]
    elders: list[Any]
    token: str = ""
    pin: str = ""
    link_id: Any = None

    @property
    def door(self) -> str:
        return f"/r/{self.token}"

    def page(self, place: int = 0) -> str:
        return f"{self.door}/story/{self.stories[place].id}"

    def withdraw(self, place: int = 0) -> None:
        """The elder takes back what was agreed after the session."""
        with self.app.app_context(), self.app.test_request_context(), unit_of_work():
            given = db.session.query(Agreement).filter_by(
                person_id=self.elders[place].id, stage=Stage.AFTER
            )
            withdraw_agreement(OPERATOR, given.one())

    def close_link(self) -> None:
        with self.app.app_context(), unit_of_work():
            revoke_link(OPERATOR, db.session.get_one(ReadingLink, self.link_id))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that writes nothing down: no model is needed for keeping."""
    home, port = tmp_path_factory.mktemp("keeping"), free_port()
    settings = house_settings(home, port)
    settings |= {"STORIES_ALLOW_FAKE_ENGINE": "1", "STORIES_WHISPER_MODEL": "fake"}
    made = House(f"http://127.0.0.1:{port}", settings, home)
    made.command("db", "upgrade")
    command = [sys.executable, "-m", "stories", "serve", "--no-worker"]
    with (home / "serve.log").open("w") as log:
        server = subprocess.Popen(command, env=settings, stdout=log, stderr=log)
        try:
            wait_for(made.url)
            yield made
        finally:
            server.terminate()
            server.wait(timeout=30)


@pytest.fixture(scope="module")
def sounds(house: House, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("sounds")
    copies = make_access_copy(AUDIO / "train.opus", folder, spans=[(0, 28_000)])
    return {kind: copies[kind].path for kind in ("webm", "m4a")}


@pytest.fixture
def family(house: House, sounds: dict[str, Path]) -> Family:
    app = create_app(house.settings)
    make = Factory(app)
    make.count = int(now().timestamp() * 1000)  # so that nobody is there twice
    make._organisation = make.other_organisation(f"Орталық {make.next()}")
    made = Family(house, app, [], [])
    for title in ("Ұзақ жолдағы шай", "Апамның наны"):
        elder = make.person()
        session = make.session(narrators=[elder])
        make.agree(elder, session)
        version = make.transcript(make.recording(session))
        story = make.story(
            version=version, approved=True, title_kk=title, title_ru=title,
            content_note_kk=NOTE, content_note_ru=NOTE,
        )  # fmt: skip
        with app.app_context():
            blobs().put_file(story.copy_opus, sounds["webm"])
            blobs().put_file(story.copy_aac, sounds["m4a"])
        made.elders.append(elder)
        made.stories.append(story)
    shelf = make.collection(*made.stories)
    with app.app_context(), unit_of_work():
        link = give_link(OPERATOR, db.session.get_one(Collection, shelf.id), "Отбасы", 30)
        made.token, made.pin, made.link_id = link.token, link.pin, link.link.id
    return made


@pytest.fixture
def phone(browser: Browser, family: Family) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=family.house.url, viewport={"width": 360, "height": 780})
    context.add_cookies([{"name": "language", "value": "en", "url": family.house.url}])
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext, family: Family) -> Page:
    opened = phone.new_page()
    opened.goto(family.door)
    opened.get_by_label("PIN").fill(family.pin)
    opened.get_by_role("button", name="Open the stories").click()
    expect(opened.get_by_role("link", name="Ұзақ жолдағы шай")).to_be_visible()
    return opened


def keep(page: Page, family: Family, place: int = 0) -> None:
    page.goto(family.page(place))
    page.get_by_role("button", name="Keep on this phone").click()
    expect(page.get_by_role("status").filter(has_text="plays without network")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def kept(page: Page) -> list[str]:
    found: list[str] = page.evaluate(KEPT)
    return found


def drops(page: Page, address: str) -> None:
    end = time.monotonic() + 10
    while address in kept(page):
        assert time.monotonic() < end, f"{address} is still kept"
        page.wait_for_timeout(100)


def plays(page: Page) -> None:
    page.get_by_role("button", name="Listen").click()
    page.wait_for_function("() => document.querySelector('audio').currentTime > 0.3")


def jumps(page: Page) -> None:
    """A place far ahead is fetched as a stretch of the whole."""
    page.evaluate("() => { document.querySelector('audio').currentTime = 20; }")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 20.2")


def test_a_kept_story_plays_without_network_and_goes_when_it_is_taken_back(page, phone, family):
    scale = axe.Scale(page)
    page.goto(family.page())
    assert scale.weigh() < HEAVIEST
    axe.check(page)
    keep(page, family)
    axe.check(page)
    assert family.page() in kept(page)
    phone.set_offline(True)
    page.goto(family.page())
    assert page.locator("body[data-kept]").count() == 1
    expect(page.get_by_text("There is no network now.")).to_be_visible()
    expect(page.get_by_text(NOTE)).to_be_visible()
    axe.check(page)
    axe.fits(page)
    plays(page)
    jumps(page)
    page.goto(family.door)
    expect(page.get_by_role("heading", name="Kept on this phone")).to_be_visible()
    axe.check(page)
    page.get_by_role("link", name="Ұзақ жолдағы шай").click()
    expect(page.get_by_text(NOTE)).to_be_visible()
    family.withdraw()
    phone.set_offline(False)
    expect(page.get_by_role("heading", name="No longer here")).to_be_visible()
    page.goto(family.door)
    assert kept(page) == []
    phone.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        page.goto(family.page())


def test_a_voice_is_not_played_on_once_the_house_says_no(page, family):
    """The page stays open with the network there: a new listening asks first."""
    keep(page, family)
    page.reload()
    family.withdraw()
    sound = page.evaluate("async () => (await fetch(document.querySelector('source').src)).status")
    assert sound == 410
    assert kept(page) == []


def test_one_story_goes_and_the_other_stays(page, phone, family):
    keep(page, family, 0)
    keep(page, family, 1)
    family.withdraw(0)
    page.goto(family.door)
    drops(page, family.page(0))
    assert family.page(1) in kept(page)
    phone.set_offline(True)
    page.goto(family.page(1))
    plays(page)
    page.goto(family.page(0))
    expect(page.get_by_role("heading", name="Kept on this phone")).to_be_visible()
    expect(page.get_by_role("link", name="Ұзақ жолдағы шай")).to_have_count(0)


def gone(page: Page) -> None:
    end = time.monotonic() + 10
    while page.evaluate("caches.keys()"):
        assert time.monotonic() < end, "something is still kept"
        page.wait_for_timeout(100)


def test_a_closed_link_drops_everything(page, family):
    keep(page, family)
    family.close_link()
    answer = page.goto(family.page())
    assert answer is not None
    assert answer.status == 410
    gone(page)


def test_leaving_drops_everything(page, family):
    keep(page, family)
    page.goto(family.door)
    page.get_by_role("button", name="Close on this phone").click()
    expect(page.get_by_label("PIN")).to_be_visible()
    gone(page)


def test_removing_leaves_nothing_behind(page, family):
    keep(page, family)
    page.get_by_role("button", name="Remove from this phone").click()
    expect(page.get_by_text("Removed from this phone.")).to_be_visible()
    gone(page)
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )


def test_what_could_not_be_asked_about_for_a_week_is_played_no_more(page, phone, family):
    """On a phone that stays without network, and on one whose clock was set back."""
    keep(page, family)
    phone.set_offline(True)
    page.goto(family.page())
    plays(page)
    for ahead in (8 * DAY, -2 * DAY):
        state = f"{family.door}/kept.state"
        page.evaluate(
            """async ([key, ahead]) => {
              const cache = await caches.open((await caches.keys())[0]);
              const state = await (await cache.match(key)).json();
              await cache.put(key, new Response(JSON.stringify(
                {...state, asked: state.asked - ahead, until: state.until - ahead})));
            }""",
            [state, ahead],
        )
        if ahead > 0:
            sound = "async () => fetch(document.querySelector('source').src).catch(() => 'none')"
            assert page.evaluate(sound) == "none"
            with pytest.raises(Exception, match="ERR_"):
                page.goto(family.page())
            phone.set_offline(False)
            page.goto(family.door)
            gone(page)
            keep(page, family)
            phone.set_offline(True)
            page.goto(family.page())
    with pytest.raises(Exception, match="ERR_"):
        page.goto(family.page())


def test_the_pin_is_asked_again_and_what_is_kept_stays_meanwhile(page, phone, family):
    keep(page, family)
    entered = [one for one in phone.cookies() if one["name"] == "stories"]
    phone.clear_cookies(name="stories")
    assert entered
    page.goto(family.page())
    expect(page.get_by_label("PIN")).to_be_visible()
    assert family.page() in kept(page)
    phone.clear_cookies(name="keeping")
    page.goto(family.page())
    gone(page)


def test_without_scripts_there_is_no_button_and_everything_else(browser, page, phone, family):
    still = browser.new_context(
        base_url=family.house.url, storage_state=phone.storage_state(), java_script_enabled=False
    )
    plain = still.new_page()
    plain.goto(family.page())
    expect(plain.get_by_role("button", name="Keep on this phone")).to_have_count(0)
    expect(plain.get_by_text(NOTE)).to_be_visible()
    still.close()


def test_the_links_end_is_the_end_of_what_is_kept(page, family):
    with family.app.app_context(), unit_of_work():
        row = db.session.get_one(ReadingLink, family.link_id)
        row.expires_at = now() + timedelta(hours=1)
    keep(page, family)
    seconds = page.evaluate(
        f"async () => (await (await fetch('{family.door}/pack.json')).json()).seconds"
    )
    assert 0 < seconds <= 3600
