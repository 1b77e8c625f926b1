"""What is typed without a connection outlives the page, for nobody but whoever typed it."""

import time
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from stories.app import create_app
from stories.foundation.db import db, unit_of_work
from stories.sessions.models import SessionState
from stories.transcripts import queries
from stories.transcripts.history.models import SegmentChange
from stories.transcripts.models import Segment
from tests.browser import axe
from tests.browser.conftest import House, NewPage
from tests.browser.test_editor import WHILE, is_saved, said
from tests.browser.test_walk import sign_in
from tests.factories import Factory

pytestmark = pytest.mark.slow
SECRET = "Құпия сөз"
STORED = """async () => {
  const open = indexedDB.open("stories-texts", 1);
  await new Promise((done) => (open.onsuccess = open.onerror = done));
  const all = open.result.transaction("changes").objectStore("changes").getAll();
  await new Promise((done) => (all.onsuccess = done));
  const said = new TextDecoder();
  const words = ({ sealed }) => (sealed ? said.decode(new Uint8Array(sealed.data)) : "");
  return all.result.map((row) => JSON.stringify(row) + words(row));
}"""
AREA = "[data-segment] .said [data-text]"
FILL = """(field, words) => {
  field.focus();
  field.value = words;
  field.dispatchEvent(new Event("input"));
}"""
WAITING = f"async () => (await ({STORED})()).filter((row) => !row.includes('answered')).length"


@pytest.fixture(scope="module")
def make(house: House) -> Factory:
    factory = Factory(create_app(house.settings))
    factory._organisation = factory.other_organisation("Сақталған мәтін орталығы")
    return factory


@pytest.fixture(scope="module")
def facilitator(make: Factory) -> Any:
    return make.facilitator(email="kept@example.org", name="Сәуле")


@pytest.fixture(scope="module")
def other(make: Factory) -> Any:
    return make.facilitator(email="kept.other@example.org", name="Гүлнәр")


@pytest.fixture
def text(make: Factory, facilitator: Any) -> str:
    elder = make.person()
    held = make.session(narrators=[elder], state=SessionState.HELD, facilitator_id=facilitator.id)
    make.agree(elder, held)
    recording = make.recording(held)
    make.transcript(recording, checked=False)
    return f"/recordings/{recording.id}/transcript"


@pytest.fixture
def editor(new_page: NewPage, facilitator: Any, text: str) -> Page:
    page = sign_in(new_page(), facilitator)
    page.goto(text)
    return page


@pytest.fixture
def kept(make: Factory, text: str) -> Any:
    def read() -> list[Segment]:
        with make.app.app_context(), unit_of_work(write=False):
            version = queries.current_version(uuid.UUID(text.split("/")[2]))
            assert version is not None
            rows = queries.every_segment(version.id)
            db.session.expunge_all()
            return rows

    return read


def nothing_waits(page: Page) -> None:
    end = time.monotonic() + WHILE / 1000
    while page.evaluate(WAITING):
        assert time.monotonic() < end
        page.wait_for_timeout(100)


def write_without_line(page: Page, place: int, words: str) -> None:
    page.context.set_offline(True)
    said(page, place).fill(words)
    expect(page.locator("[data-status]")).to_contain_text("No connection", timeout=WHILE)


def test_it_outlives_a_closed_tab_and_lies_there_sealed(editor: Page, text: str, kept: Any) -> None:
    write_without_line(editor, 0, SECRET)
    editor.locator("[data-checked]").nth(1).check()
    editor.locator("[data-speaker]").nth(2).select_option(label="Voice 2")
    editor.locator("textarea[name^=other-]").first.fill("Тайное слово")
    expect(editor.locator("[data-status]")).to_contain_text("device: 4", timeout=WHILE)
    axe.check(editor)
    stored = editor.evaluate(STORED)
    assert len(stored) == 4
    assert not [row for row in stored if SECRET in row or "Тайное" in row]
    context = editor.context
    editor.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(text)
    is_saved(page)
    expect(said(page, 0)).to_have_value(SECRET)
    expect(page.locator("textarea[name^=other-]").first).to_have_value("Тайное слово")
    rows = kept()
    assert (rows[0].text, rows[2].speaker_number) == (SECRET, 2)
    assert rows[1].checked_at is not None
    assert page.evaluate(WAITING) == 0
    assert not [row for row in page.evaluate(STORED) if "sealed" in row]


def test_any_page_of_the_house_sends_it_and_says_what_waits(
    editor: Page, text: str, kept: Any
) -> None:
    write_without_line(editor, 0, "Басқа беттен жіберіледі")
    context = editor.context
    editor.wait_for_timeout(500)  # a browser writes to its storage when it likes
    editor.close()
    page = context.new_page()
    context.set_offline(False)
    page.route("**/segments/**", lambda route: route.abort())
    page.goto("/")
    expect(
        page.get_by_role("status").filter(has_text="not reached the house yet: 1")
    ).to_be_visible()
    page.unroute("**/segments/**")
    page.goto("/people")
    nothing_waits(page)
    assert kept()[0].text == "Басқа беттен жіберіледі"


def test_nobody_elses_sign_in_sends_or_shows_it(
    editor: Page, facilitator: Any, other: Any, text: str, kept: Any
) -> None:
    write_without_line(editor, 0, SECRET)
    was = kept()[0].text
    context = editor.context
    context.clear_cookies(name="stories")
    context.set_offline(False)
    second = sign_in(context.new_page(), other)
    second.goto(text)
    expect(said(second, 0)).to_have_value(was)
    second.goto("/")
    editor.evaluate("() => dispatchEvent(new Event('online'))")
    expect(editor.locator("[data-status]")).to_contain_text("signed out", timeout=WHILE)
    assert kept()[0].text == was
    assert SECRET not in second.content()
    assert second.evaluate(WAITING) == 1
    editor.close()  # its questions would bring the other one's cookie back
    context.clear_cookies(name="stories")
    sign_in(second, facilitator)
    nothing_waits(second)
    assert kept()[0].text == SECRET


def test_a_lost_answer_does_it_once(editor: Page, make: Factory, kept: Any) -> None:
    killed = []

    def kill(route: Route) -> None:
        if len(killed) < 2:
            killed.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    editor.route("**/segments/**", kill)
    said(editor, 0).fill("Бір рет қана")
    is_saved(editor)
    assert killed == [200, 200]
    with make.app.app_context(), unit_of_work(write=False):
        found = db.session.query(SegmentChange).filter_by(segment_id=kept()[0].id).count()
    assert (found, kept()[0].revision) == (1, 2)
    editor.evaluate("() => document.querySelector('[data-text]').setSelectionRange(5, 5)")
    killed.clear()
    editor.keyboard.press("Control+Enter")
    expect(editor.locator("[data-segment]")).to_have_count(4)
    assert len(kept()) == 4


def test_what_is_typed_while_a_row_is_divided_is_not_drawn_over(editor: Page, kept: Any) -> None:
    def late(route: Route) -> None:
        answer = route.fetch()
        said(editor, 0).evaluate(FILL, "Бөліп жатқанда терілген")
        route.fulfill(response=answer)

    editor.route("**/split", late)
    said(editor, 0).click()
    said(editor, 0).evaluate("(field) => field.setSelectionRange(8, 8)")
    editor.keyboard.press("Control+Enter")
    expect(editor.locator("[data-segment]")).to_have_count(4)
    expect(said(editor, 0)).to_have_value("Бөліп жатқанда терілген", timeout=WHILE)
    expect(editor.get_by_text("It was divided meanwhile")).to_be_visible()
    editor.get_by_role("button", name="Keep mine").click()
    is_saved(editor)
    assert [row.text for row in kept()[:2]] == ["Бөліп жатқанда терілген", "апам ерте тұратын."]


def test_dividing_waits_for_the_line_and_says_so(editor: Page, kept: Any) -> None:
    editor.context.set_offline(True)
    said(editor, 0).click()
    said(editor, 0).evaluate("(field) => field.setSelectionRange(8, 8)")
    editor.keyboard.press("Control+Enter")
    expect(editor.locator("[data-status]")).to_contain_text("needs a connection", timeout=WHILE)
    editor.context.set_offline(False)
    editor.keyboard.press("Control+Enter")
    expect(editor.locator("[data-segment]")).to_have_count(4)
    assert len(kept()) == 4


def test_what_was_joined_meanwhile_shows_the_words_and_their_place(
    editor: Page, new_page: NewPage, other: Any, text: str, kept: Any
) -> None:
    write_without_line(editor, 1, "Кешіккен сөйлем")
    second = sign_in(new_page(), other)
    second.goto(text)
    said(second, 0).click()
    second.keyboard.press("Control+m")
    expect(second.locator("[data-segment]")).to_have_count(2)
    editor.context.set_offline(False)
    expect(editor.locator("[data-not-taken]")).to_contain_text("Кешіккен сөйлем", timeout=WHILE)
    expect(editor.locator("[data-segment]")).to_have_count(3)  # nothing goes under a cursor
    editor.locator("h1").click()
    expect(editor.locator("[data-segment]")).to_have_count(2, timeout=WHILE)
    axe.check(editor)
    editor.get_by_role("button", name="Add it to the end").click()
    is_saved(editor)
    expect(editor.locator("[data-not-taken]")).to_be_hidden()
    assert kept()[0].text.endswith("Кешіккен сөйлем")


def test_colleagues_see_each_other_and_rows_come_into_place(
    editor: Page, new_page: NewPage, other: Any, text: str
) -> None:
    second = sign_in(new_page(), other)
    second.goto(text)
    second.locator("textarea[name^=other-]").first.focus()
    expect(second.locator("[data-others]")).to_have_text("Also here: Сәуле", timeout=WHILE)
    said(editor, 1).fill("Көршінің сөзі")
    is_saved(editor)
    expect(said(second, 1)).to_have_value("Көршінің сөзі", timeout=2 * WHILE)
    expect(editor.locator("[data-others]")).to_contain_text("Гүлнәр", timeout=2 * WHILE)
    expect(second.locator("textarea[name^=other-]").first).to_be_focused()


def test_a_tab_of_yesterday_shows_both_texts(
    new_page: NewPage, facilitator: Any, other: Any, text: str, kept: Any
) -> None:
    page = new_page()
    page.clock.install(time=datetime.now(UTC))
    sign_in(page, facilitator).goto(text)
    said(page, 0).press("End")
    second = sign_in(new_page(), other)
    second.goto(text)
    said(second, 0).fill("Бүгінгі мәтін")
    is_saved(second)
    page.route("**/news", lambda route: route.abort())
    page.context.clear_cookies(name="stories")
    page.clock.fast_forward(timedelta(days=1).total_seconds() * 1000)
    said(page, 0).fill("Кешегі мәтін")
    page.clock.run_for(3000)
    expect(page.locator("[data-status]")).to_contain_text("signed out", timeout=WHILE)
    sign_in(page.context.new_page(), facilitator)
    page.clock.run_for(40_000)
    expect(page.get_by_text("Бүгінгі мәтін")).to_be_visible()
    expect(said(page, 0)).to_have_value("Кешегі мәтін")
    page.get_by_role("button", name="Keep mine").click()
    page.clock.run_for(3000)
    is_saved(page)
    assert kept()[0].text == "Кешегі мәтін"


@pytest.mark.parametrize("year", [1971, 2057])
def test_a_clock_that_is_years_off_changes_nothing(
    new_page: NewPage, facilitator: Any, text: str, kept: Any, year: int
) -> None:
    page = new_page()
    page.clock.set_system_time(datetime(year, 5, 1, tzinfo=UTC))
    sign_in(page, facilitator).goto(text)
    said(page, 0).fill("Сағат қате")
    is_saved(page)
    page.context.set_offline(True)
    said(page, 1).fill("Желісіз, сағат қате")
    expect(page.locator("[data-status]")).to_contain_text("No connection", timeout=WHILE)
    page.clock.set_system_time(datetime(2026, 5, 1, tzinfo=UTC))
    page.context.set_offline(False)
    is_saved(page)
    assert [row.text for row in kept()[:2]] == ["Сағат қате", "Желісіз, сағат қате"]
    page.get_by_role("button", name="Undo").click()
    expect(said(page, 1)).not_to_have_value("Желісіз, сағат қате")


def test_pasted_rich_text_is_plain_and_a_script_is_words(
    editor: Page, context_errors: list[str], kept: Any
) -> None:
    rich = "<b>Қою</b><script>document.title='x'</script><img src=x onerror=alert(1)>"
    editor.evaluate(
        """async (html) => {
          const field = document.querySelector("[data-segment] .said [data-text]");
          field.focus();
          field.select();
          const data = new DataTransfer();
          data.setData("text/html", html);
          data.setData("text/plain", html);
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
          document.execCommand("insertText", false, html);
        }""",
        rich,
    )
    is_saved(editor)
    assert kept()[0].text == rich
    editor.reload()
    expect(said(editor, 0)).to_have_value(rich)
    editor.goto(f"/segments/{kept()[0].id}/history")
    expect(editor.locator("ins")).to_contain_text("<script>")
    assert editor.title() != "x"
    assert context_errors == []


@pytest.fixture
def context_errors(editor: Page) -> list[str]:
    told: list[str] = []
    editor.on("pageerror", lambda error: told.append(str(error)))
    editor.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
    return told


def test_a_hundred_thousand_letters_get_a_sentence_and_stay_on_the_page(
    editor: Page, kept: Any
) -> None:
    editor.set_default_timeout(60_000)  # a field as long as this is slow to lay out
    long, was = "апам нан " * 11_112, kept()[0].text
    said(editor, 0).evaluate(FILL, long)
    expect(editor.locator("[data-status]")).to_contain_text("too long", timeout=6 * WHILE)
    assert said(editor, 0).input_value() == long
    assert kept()[0].text == was
    editor.reload()
    editor.wait_for_function(f"() => document.querySelector('{AREA}').value.length === {len(long)}")
    said(editor, 0).fill("апам нан")
    is_saved(editor)
    assert kept()[0].text == "апам нан"
    editor.reload()
    expect(said(editor, 0)).to_have_value("апам нан")


def test_signing_out_tells_what_waits(editor: Page) -> None:
    editor.route("**/segments/**", lambda route: route.abort())
    said(editor, 0).fill(SECRET)
    expect(editor.locator("[data-status]")).to_contain_text("No connection", timeout=WHILE)
    asked: list[str] = []
    editor.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    editor.locator("form[action='/sign-out'] button").first.click()
    expect(editor.locator("input[name=passphrase]")).to_be_visible()
    assert "not reached the house yet: 1" in asked[0]
    assert SECRET not in str(editor.evaluate(STORED))
