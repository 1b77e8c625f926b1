"""The run sheet in a corridor without a connection: nothing typed is lost, in order, once."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from stories.app import create_app
from stories.foundation.access import Role
from stories.foundation.clock import now
from stories.foundation.db import db, unit_of_work
from stories.sessions.day.models import Mood, SessionKeyword, UnusedStretch
from stories.sessions.distress.models import DistressFlag, DistressNote
from stories.sessions.models import Attendance, SessionState
from tests.browser import axe
from tests.browser.conftest import House
from tests.browser.served import serve
from tests.factories import PASSPHRASE, Factory
from tests.sessions.helpers import World

SECRET = "Жылап отыр"
KEPT = """async (path) => {
  const found = await (await caches.open("stories staff")).match("/kept.state");
  return Boolean(found && path in (await found.json()).pages && navigator.serviceWorker.controller);
}"""
WAITS = "No connection: what you note is kept"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with serve(tmp_path_factory.mktemp("day")) as served:
        yield served.house


@dataclass
class Corridor:
    """A signed-in phone with an open session's run sheet."""

    context: BrowserContext
    page: Page
    app: Flask
    world: Any
    session: Any

    def rows(self, table: Any) -> list[Any]:
        with self.app.app_context(), unit_of_work(write=False):
            found = list(db.session.scalars(select(table)))
            db.session.expunge_all()
        return [one for one in found if getattr(one, "session_id", None) == self.session.id]

    def came(self) -> dict[Any, bool | None]:
        return {one.person_id: one.came for one in self.rows(Attendance)}

    def saved(self) -> None:
        expect(self.page.locator("[data-state]")).to_have_text("Everything is saved.")

    def seat(self, name: str) -> Any:
        return self.page.locator(".seats > li").filter(has_text=name)

    def keyword(self, text: str) -> None:
        self.page.locator("[data-noted=keyword] input[name=text]").fill(text)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("[data-words]")).to_contain_text(text)


@pytest.fixture
def corridor(house: House, browser: Browser) -> Iterator[Corridor]:
    app = create_app(house.settings)
    make = Factory(app)
    make.count = int(now().timestamp() * 1000)
    make._organisation = make.other_organisation(f"Орталық {make.next()}")
    world: Any = World(make)
    world.lead = make.user(Role.SAFEGUARDING, name="Айжан")
    row = world.session(state=SessionState.OPEN, opened_at=now())
    context = browser.new_context(base_url=house.url, viewport={"width": 360, "height": 740})
    context.set_default_timeout(20_000)
    context.add_cookies([{"name": "language", "value": "en", "url": house.url}])
    page = context.new_page()
    sign_in(page, world.leader.email)
    page.goto(f"/sessions/{row.id}/day")
    waits_until_kept(page, f"/sessions/{row.id}/day")
    yield Corridor(context, page, app, world, row)
    context.close()


def waits_until_kept(page: Page, path: str) -> None:
    end = time.monotonic() + 20
    while not page.evaluate(KEPT, path):
        assert time.monotonic() < end, "the page is not kept"
        page.wait_for_timeout(200)


def sign_in(page: Page, email: str) -> None:
    page.goto("/sign-in")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=passphrase]").fill(PASSPHRASE)
    page.locator("main form .btn.do").click()
    expect(page.locator("form[action='/sign-out']").first).to_be_attached()


def test_it_is_kept_without_a_connection_and_sent_in_order_once(corridor):
    page = corridor.page
    axe.check(page)
    corridor.seat("Мәриям апа").get_by_role("button", name="Here", exact=True).click()
    corridor.saved()
    corridor.context.set_offline(True)
    corridor.seat("Ерасыл").get_by_role("button", name="Here", exact=True).click()
    corridor.seat("Ерасыл").get_by_role("button", name="Not here").click()
    corridor.seat("Ерасыл").get_by_role("button", name="Here", exact=True).click()
    corridor.seat("Ерасыл").get_by_role("button", name="Glad", exact=True).first.click()
    for word in ("Нан", "Ақ бата", "Нан"):
        corridor.keyword(word)
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("[data-state]")).to_contain_text(WAITS)
    axe.check(page)
    assert corridor.came()[corridor.world.youth.id] is None
    corridor.context.set_offline(False)
    corridor.saved()
    assert set(corridor.came().values()) == {True}
    words = sorted(corridor.rows(SessionKeyword), key=lambda one: one.at)
    assert [one.text for one in words] == ["Нан", "Ақ бата", "Нан"]
    assert [one.picture for one in corridor.rows(Mood)] == [4]
    [stretch] = corridor.rows(UnusedStretch)
    assert stretch.until_at >= stretch.from_at
    page.reload()
    assert corridor.seat("Ерасыл").locator(".seat [aria-pressed=true]").inner_text() == "Here"
    expect(page.locator("[data-words] li")).to_have_count(3)


def test_a_flag_without_a_connection_says_so_and_goes_first_thing_when_it_is_back(corridor):
    page = corridor.page
    corridor.context.set_offline(True)
    page.locator("#flag select").select_option(label="Ерасыл")
    page.locator("#flag textarea").fill(SECRET)
    page.get_by_role("button", name="Tell the safeguarding lead").click()
    expect(page.locator("[data-flags]")).to_contain_text("this is NOT told yet")
    expect(page.locator("#flag textarea")).to_have_value("")
    corridor.context.set_offline(False)
    expect(page.locator("[data-flags]")).to_contain_text("on the day’s page of: Айжан")
    [flag] = corridor.rows(DistressFlag)
    assert flag.person_id == corridor.world.youth.id
    with corridor.app.app_context(), unit_of_work(write=False):
        notes = db.session.scalars(select(DistressNote.text).where(DistressNote.flag_id == flag.id))
        assert list(notes) == [SECRET]


def test_a_closed_tab_loses_nothing_and_any_page_sends_it(corridor):
    corridor.context.set_offline(True)
    corridor.keyword("Көш")
    corridor.page.close()
    corridor.context.set_offline(False)
    other = corridor.context.new_page()
    other.goto("/sessions")
    other.wait_for_function("() => localStorage.getItem('day-waiting') === null")
    assert [one.text for one in corridor.rows(SessionKeyword)] == ["Көш"]


def test_after_signing_out_it_waits_for_the_same_person(corridor, house):
    page = corridor.page
    cookies = corridor.context.cookies()
    corridor.context.clear_cookies(name="stories")
    corridor.keyword("Қымыз")
    expect(page.locator("[data-state]")).to_contain_text("You were signed out")
    assert corridor.rows(SessionKeyword) == []
    sign_in(page, corridor.world.lead.email)
    page.wait_for_timeout(500)
    assert corridor.rows(SessionKeyword) == []
    corridor.context.clear_cookies(name="stories")
    corridor.context.add_cookies(cookies)
    page.goto("/sessions")
    page.wait_for_function("() => localStorage.getItem('day-waiting') === null")
    assert [one.text for one in corridor.rows(SessionKeyword)] == ["Қымыз"]


def test_what_the_house_refuses_is_told_and_holds_nothing_up(corridor):
    page = corridor.page
    page.evaluate(
        """() => document.querySelector('[data-noted=here] [name=person]').value = 'жоқ'"""
    )
    page.locator("[data-noted=here] button").first.click()
    corridor.keyword("Домбыра")
    expect(page.locator("[data-refusals]")).to_contain_text("This could not be saved: Here")
    corridor.saved()
    assert [one.text for one in corridor.rows(SessionKeyword)] == ["Домбыра"]
    axe.check(page)
    page.get_by_role("button", name="Take it off the list").click()
    expect(page.locator("[data-refusals]")).to_be_hidden()


def test_it_opens_again_without_a_connection_and_names_nobody(corridor):
    page = corridor.page
    corridor.context.set_offline(True)
    corridor.keyword("Алтыбақан")
    page.reload()
    expect(page.locator("h1")).to_have_text("Run sheet")
    expect(page.locator("[data-words]")).to_contain_text("Алтыбақан")
    said = page.content()
    for name in ("Мәриям апа", "Ерасыл", "Айжан", "Нан туралы", "csrf"):
        assert name not in said
    axe.check(page)
    corridor.keyword("Тұсаукесер")
    corridor.context.set_offline(False)
    corridor.saved()
    assert {one.text for one in corridor.rows(SessionKeyword)} == {"Алтыбақан", "Тұсаукесер"}
