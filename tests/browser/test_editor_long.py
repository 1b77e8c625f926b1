"""A text of hours in a real browser: rows come as they are needed and leave again."""

import subprocess
import uuid
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from stories.app import create_app
from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.media.tools import ffmpeg_binary
from stories.sessions.models import SessionState
from stories.transcripts.models import Segment, TranscriptVersion
from tests.browser import axe
from tests.browser.conftest import House, NewPage
from tests.browser.test_walk import sign_in
from tests.factories import Factory

pytestmark = pytest.mark.slow
SEGMENTS, EACH = 650, 4000
MOST = 300
WHILE = 15_000
TOP = "() => document.querySelector('[data-segment]').getBoundingClientRect().top"
END = "() => window.scrollTo(0, document.body.scrollHeight)"


@pytest.fixture(scope="module")
def make(house: House) -> Factory:
    factory = Factory(create_app(house.settings))
    factory._organisation = factory.other_organisation("Ұзақ мәтін орталығы")
    return factory


@pytest.fixture(scope="module")
def facilitator(make: Factory) -> Any:
    return make.facilitator(email="long@example.org")


@pytest.fixture(scope="module")
def text(make: Factory, facilitator: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the text of three quarters of an hour, and as much silence to hear."""
    elder = make.person()
    held = make.session(narrators=[elder], state=SessionState.HELD, facilitator_id=facilitator.id)
    make.agree(elder, held)
    seconds = SEGMENTS * EACH // 1000
    path = tmp_path_factory.mktemp("long") / "silence.webm"
    silence = ("-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", str(seconds))
    coded = ("-c:a", "libopus", "-b:a", "6k", str(path))
    subprocess.run((ffmpeg_binary(), "-v", "error", *silence, *coded), check=True)
    key = f"playback/{uuid.uuid4()}/sound.webm"
    with make.app.app_context():
        blobs().put_file(key, path)
    recording = make.recording(
        held, playback_opus=key, playback_aac=key, seconds=float(seconds), peaks=[60, 80] * 500
    )
    _lengthen(make, make.transcript(recording, checked=False))
    return f"/recordings/{recording.id}/transcript"


def _lengthen(make: Factory, version: TranscriptVersion) -> None:
    with make.app.app_context(), unit_of_work():
        db.session.query(Segment).filter_by(version_id=version.id).delete()
        for place in range(SEGMENTS):
            db.session.add(
                Segment(
                    organisation_id=version.organisation_id,
                    version_id=version.id,
                    position=place,
                    start_ms=place * EACH,
                    end_ms=(place + 1) * EACH,
                    language="kk",
                    text=f"Сөйлем {place}." + MARKED.get(place, ""),
                    words=[{"text": "Сөйлем", "start": 0, "end": 1, "probability": 0.1}]
                    if place == UNSURE
                    else [],
                    flags=["loop"] if place == FLAGGED else [],
                )
            )


@pytest.fixture
def editor(new_page: NewPage, facilitator: Any, text: str) -> Page:
    page = sign_in(new_page(), facilitator)
    page.goto(text)
    expect(page.locator("[data-keys]")).to_be_visible()
    return page


def texts(page: Page) -> list[str]:
    areas = page.locator(".said textarea")
    return [str(text) for text in areas.evaluate_all("found => found.map((area) => area.value)")]


def to_the_end(page: Page) -> None:
    for _ in range(200):  # a slow machine is no fault
        page.evaluate(END)
        page.wait_for_timeout(150)
        if texts(page)[-1] == f"Сөйлем {SEGMENTS - 1}.":
            return
    raise AssertionError(f"the last row shown is {texts(page)[-1]}")


UNSURE, FLAGGED, MARKED = 420, 500, {310: " [түсініксіз 20:40]", 610: " [не переведено 40:40]"}


def in_order(page: Page) -> None:
    shown = [int(text.split()[1].rstrip(".")) for text in texts(page)]
    assert shown == list(range(shown[0], shown[0] + len(shown)))
    assert len(shown) <= MOST + 100


def test_rows_come_as_somebody_reads_on_and_leave_behind_them(editor: Page) -> None:
    assert len(texts(editor)) >= 100
    to_the_end(editor)
    in_order(editor)
    assert texts(editor)[0] != "Сөйлем 0."
    axe.check(editor)
    for _ in range(200):
        editor.evaluate("() => window.scrollTo(0, 0)")
        editor.wait_for_timeout(150)
        if texts(editor)[0] == "Сөйлем 0.":
            break
    in_order(editor)
    assert texts(editor)[0] == "Сөйлем 0."


def test_what_is_on_the_screen_stays_where_it_is(editor: Page) -> None:
    to_the_end(editor)
    seen = editor.locator("[data-segment]").nth(3)
    key = seen.get_attribute("data-segment")
    seen.scroll_into_view_if_needed()
    where = f"() => document.querySelector('[data-segment=\"{key}\"]').getBoundingClientRect().top"
    before = editor.evaluate(where)
    expect(editor.locator("[data-segment]").nth(3)).not_to_have_attribute("data-segment", key or "")
    assert abs(editor.evaluate(where) - before) < 4


def test_what_is_typed_far_down_is_kept_and_found_again(editor: Page, text: str) -> None:
    to_the_end(editor)
    last = editor.locator(".said textarea").last
    last.fill("Соңғы сөз.")
    expect(editor.locator("[data-status]")).to_have_text("Saved", timeout=WHILE)
    last.blur()
    editor.evaluate(END)
    editor.wait_for_url("**at=*")
    editor.reload()
    expect(editor.locator(".said textarea").last).to_have_value("Соңғы сөз.")
    last.fill(f"Сөйлем {SEGMENTS - 1}.")
    expect(editor.locator("[data-status]")).to_have_text("Saved", timeout=WHILE)


def test_what_is_heard_elsewhere_is_fetched(editor: Page) -> None:
    editor.locator("audio").evaluate("(audio) => { audio.currentTime = 2001 }")
    spoken = editor.locator("[data-segment][aria-current] .said textarea")
    expect(spoken).to_have_value("Сөйлем 500.")
    expect(spoken).to_be_in_viewport()
    in_order(editor)


def test_without_a_connection_the_way_by_pages_is_left(editor: Page) -> None:
    expect(editor.locator("[data-pages]")).to_be_hidden()
    editor.wait_for_timeout(300)
    editor.route("**/transcript/rows*", lambda route: route.abort())
    editor.evaluate(END)
    expect(editor.get_by_role("link", name="Next page")).to_be_visible()
    assert texts(editor)[0] == "Сөйлем 0."


def test_the_next_mark_is_found_in_the_whole_text(editor: Page) -> None:
    editor.locator(".said textarea").first.focus()
    here = "() => document.activeElement.value"
    for key, place in (("Alt+KeyN", 310), ("Control+KeyJ", UNSURE), ("Alt+KeyJ", FLAGGED)):
        editor.keyboard.press(key)
        editor.wait_for_function(f"() => document.activeElement.value?.includes('Сөйлем {place}.')")
        in_order(editor)
    editor.keyboard.press("Alt+KeyN")
    editor.wait_for_function("() => document.activeElement.value?.includes('Сөйлем 610.')")
    chosen = "(one) => one.value.slice(one.selectionStart, one.selectionEnd)"
    assert editor.locator("textarea:focus").evaluate(chosen) == MARKED[610].strip()
    editor.keyboard.press("Alt+KeyN")
    expect(editor.locator("[data-status]")).to_contain_text(
        "Nothing after this is marked", timeout=WHILE
    )
    assert "610" in editor.evaluate(here)
