"""The editor in a real browser: texts keep themselves, clashes show both, keys work."""

import uuid
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from stories.app import create_app
from stories.foundation.access import OPERATOR
from stories.foundation.blobs import blobs
from stories.foundation.db import unit_of_work
from stories.sessions.models import SessionState
from stories.transcripts import queries, services
from stories.transcripts.approvals.services import approve_segment
from tests.browser import axe
from tests.browser.conftest import House, NewPage
from tests.browser.test_walk import sign_in
from tests.browser.world import AUDIO
from tests.factories import Factory

pytestmark = pytest.mark.slow
WHILE = 10_000


@pytest.fixture(scope="module")
def make(house: House) -> Factory:
    """A small organisation of the editor's own, beside that of the walk."""
    factory = Factory(create_app(house.settings))
    factory._organisation = factory.other_organisation("Мәтін орталығы")
    return factory


@pytest.fixture(scope="module")
def facilitator(make: Factory) -> Any:
    return make.facilitator(email="editor@example.org")


@pytest.fixture
def text(make: Factory, facilitator: Any) -> str:
    """The address of an editor with three segments nobody has checked, and sound."""
    elder = make.person()
    held = make.session(narrators=[elder], state=SessionState.HELD, facilitator_id=facilitator.id)
    make.agree(elder, held)
    key = f"playback/{uuid.uuid4()}/sound.webm"
    with make.app.app_context():
        blobs().put_file(key, AUDIO / "train.opus")
        blobs().put_bytes(f"{key}.bin", bytes([10, 60, 30, 80, 5]) * 60)
    fine = {"fine_outline": f"{key}.bin", "peaks": [60, 80] * 500}
    recording = make.recording(held, playback_opus=key, playback_aac=key, **fine)
    make.transcript(recording, checked=False)
    return f"/recordings/{recording.id}/transcript"


@pytest.fixture
def editor(new_page: NewPage, facilitator: Any, text: str) -> Page:
    page = sign_in(new_page(), facilitator)
    page.goto(text)
    return page


def said(page: Page, place: int) -> Any:
    return page.locator("textarea[name^=text-]").nth(place)


def is_saved(page: Page) -> None:
    expect(page.locator("[data-status]")).to_have_text("Saved", timeout=WHILE)


def caret(page: Page, place: int, at: int) -> None:
    said(page, place).click()
    said(page, place).evaluate("(field, at) => field.setSelectionRange(at, at)", at)


def test_it_breaks_no_policy_and_passes_axe(new_page: NewPage, facilitator: Any, text: str) -> None:
    for width, dark in ((1280, False), (360, True)):
        page = sign_in(new_page(width=width, dark=dark), facilitator)
        errors: list[str] = []
        page.on("pageerror", lambda error, told=errors: told.append(str(error)))
        page.on("console", lambda line, told=errors: told.append(line.text))
        page.goto(text)
        expect(page.locator("[data-keys]")).to_be_visible()
        assert errors == []
        axe.check(page)
        axe.fits(page)


def test_the_outline_can_be_looked_at_from_nearer(editor: Page) -> None:
    shadow = "document.querySelector('[data-outline] > div').shadowRoot"
    wide = f"() => {shadow}.querySelector('.wrapper').scrollWidth"
    whole = editor.evaluate(wide)
    farther = editor.get_by_role("button", name="Show the outline smaller")
    expect(farther).to_be_disabled()
    with editor.expect_response("**/outline") as fetched:
        editor.get_by_role("button", name="Show the outline larger").click()
    assert fetched.value.status == 200
    for _ in range(2):
        editor.get_by_role("button", name="Show the outline larger").click()
    expect(editor.get_by_role("button", name="Show the outline larger")).to_be_disabled()
    assert editor.evaluate(wide) > whole
    for _ in range(3):
        farther.click()
    expect(farther).to_be_disabled()
    assert editor.evaluate(wide) == whole


def test_what_is_typed_keeps_itself(editor: Page) -> None:
    said(editor, 0).fill("Апам ерте тұратын.")
    is_saved(editor)
    editor.locator("textarea[name^=other-]").first.fill("Бабушка вставала рано.")
    editor.keyboard.press("Tab")
    is_saved(editor)
    editor.reload()
    expect(said(editor, 0)).to_have_value("Апам ерте тұратын.")
    expect(editor.locator("textarea[name^=other-]").first).to_have_value("Бабушка вставала рано.")


def test_two_people_see_both_texts(
    editor: Page, new_page: NewPage, facilitator: Any, text: str
) -> None:
    other = sign_in(new_page(), facilitator)
    other.goto(text)
    said(editor, 0).fill("Біріншінің сөзі")
    is_saved(editor)
    said(other, 0).fill("Екіншінің сөзі")
    said(other, 0).blur()
    expect(other.get_by_text("Біріншінің сөзі")).to_be_visible()
    expect(said(other, 0)).to_have_value("Екіншінің сөзі")
    axe.check(other)
    other.get_by_role("button", name="Keep mine").click()
    is_saved(other)
    editor.reload()
    expect(said(editor, 0)).to_have_value("Екіншінің сөзі")


def test_segments_are_divided_and_joined_by_keys(editor: Page) -> None:
    whole = said(editor, 0).input_value()
    caret(editor, 0, 8)
    editor.keyboard.press("Control+Enter")
    expect(editor.locator("[data-segment]")).to_have_count(4)
    expect(said(editor, 1)).to_be_focused()
    caret(editor, 0, 0)
    editor.keyboard.press("Control+m")
    expect(editor.locator("[data-segment]")).to_have_count(3)
    expect(said(editor, 0)).to_have_value(whole)


def test_an_approval_is_gone_from_the_page_with_the_change_that_takes_it_back(
    make: Factory, editor: Page, text: str
) -> None:
    with make.app.app_context(), unit_of_work():
        version = queries.current_version(uuid.UUID(text.split("/")[2]))
        assert version is not None
        for row in queries.every_segment(version.id)[:2]:
            services.mark_checked(OPERATOR, row, row.revision)
            approve_segment(OPERATOR, row, row.revision)
    editor.reload()
    stands = editor.locator("[data-stands]")
    expect(stands.nth(1)).to_have_text("Approved by a reviewer")
    said(editor, 0).fill("Апам ерте тұратын.")
    expect(stands.nth(0)).to_have_text("")
    editor.locator("textarea[name^=other-]").nth(1).fill("В доме пахло хлебом.")
    editor.keyboard.press("Tab")
    expect(stands.nth(1)).to_have_text("")


def test_a_lost_connection_loses_nothing(editor: Page) -> None:
    editor.context.set_offline(True)
    said(editor, 1).fill("Желісіз жазылды")
    expect(editor.locator("[data-status]")).to_contain_text("No connection", timeout=WHILE)
    expect(said(editor, 1)).to_have_value("Желісіз жазылды")
    editor.context.set_offline(False)
    is_saved(editor)
    editor.reload()
    expect(said(editor, 1)).to_have_value("Желісіз жазылды")


def test_being_signed_out_loses_nothing(editor: Page) -> None:
    cookies = [each for each in editor.context.cookies() if each["name"] == "stories"]
    editor.context.clear_cookies(name="stories")
    said(editor, 1).fill("Шыққаннан кейін")
    expect(editor.locator("[data-status]")).to_contain_text("signed out", timeout=WHILE)
    editor.context.add_cookies(cookies)  # type: ignore[arg-type]
    is_saved(editor)


def test_the_spoken_segment_lights_up(editor: Page) -> None:
    editor.locator("[data-from]").nth(1).click()
    expect(editor.locator("[data-segment][aria-current]")).to_have_count(1, timeout=WHILE)
    spoken = editor.locator("[data-segment][aria-current]").get_attribute("data-start")
    assert spoken == "10000"
    editor.keyboard.press("Control+Space")
    assert editor.evaluate("document.querySelector('audio').paused")


def test_checking_everything_makes_it_corrected(editor: Page) -> None:
    editor.locator("[data-checked]").first.check()
    expect(editor.locator("[data-state]")).to_contain_text("33 %")
    said(editor, 2).fill("Соңғысы")
    editor.get_by_role("button", name="Mark the whole text as checked").click()
    expect(editor.get_by_text("The whole text is marked as checked.")).to_be_visible()
    expect(editor.locator("[data-state]")).to_contain_text("Text corrected", timeout=WHILE)
    expect(said(editor, 2)).to_have_value("Соңғысы")
