"""The editor for the ear in a real browser: words, edges, speed, marks, letters and keys."""

import re
import uuid
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from stories.app import create_app
from stories.foundation.db import unit_of_work
from stories.transcripts import queries
from tests.browser import axe
from tests.browser.conftest import ROOT, House, NewPage
from tests.browser.test_editor import WHILE, caret, is_saved, said, text
from tests.browser.test_walk import sign_in
from tests.factories import Factory

__all__ = ["text"]
pytestmark = pytest.mark.slow
STATUS = "[data-status]"
SHADOW = "document.querySelector('[data-outline] > div').shadowRoot"


@pytest.fixture(scope="module")
def make(house: House) -> Factory:
    """An organisation of its own, beside that of the editor."""
    factory = Factory(create_app(house.settings))
    factory._organisation = factory.other_organisation("Құлақ орталығы")
    return factory


@pytest.fixture(scope="module")
def facilitator(make: Factory) -> Any:
    return make.facilitator(email="ears@example.org")


@pytest.fixture
def editor(make: Factory, new_page: NewPage, facilitator: Any, text: str) -> Page:
    """The editor of three segments whose every word has its second."""
    with make.app.app_context(), unit_of_work():
        version = queries.current_version(uuid.UUID(text.split("/")[2]))
        assert version is not None
        for row in queries.every_segment(version.id):
            row.words = [
                {"start": row.start_ms / 1000 + place, "text": f" {word}", "probability": 0.9}
                | {"end": row.start_ms / 1000 + place + 0.9}
                for place, word in enumerate(row.text.split())
            ]
    page = sign_in(new_page(), facilitator)
    page.goto(text)
    expect(page.locator("[data-keys]")).to_be_visible()
    return page


def sound(page: Page, what: str) -> Any:
    return page.evaluate(f"document.querySelector('audio').{what}")


def at(page: Page, seconds: float) -> None:
    page.evaluate("at => { document.querySelector('audio').currentTime = at }", seconds)


def until(page: Page, wanted: str) -> None:
    """Wait for something that no locator sees; the page's own policy forbids waiting functions."""
    for _ in range(WHILE // 50):
        if page.evaluate(wanted):
            return
        page.wait_for_timeout(50)
    raise AssertionError(wanted)


def edges(page: Page, place: int) -> tuple[str | None, str | None]:
    row = page.locator("[data-segment]").nth(place)
    return row.get_attribute("data-start"), row.get_attribute("data-end")


def press(page: Page, key: str, row: int | None = None) -> None:
    if row is not None:
        said(page, row).click()
    page.keyboard.press(key)


def test_a_word_is_played_from_and_marked(editor: Page) -> None:
    caret(editor, 1, 7)  # «нан», the second word, at 11 seconds
    press(editor, "Control+Period")
    saying = editor.locator(".saying")
    expect(saying).to_have_text(re.compile("нан|иісі"), timeout=WHILE)
    assert sound(editor, "currentTime") >= 11
    press(editor, "Control+Space")
    assert sound(editor, "paused")


def test_a_click_with_ctrl_plays_from_the_word(editor: Page) -> None:
    field = said(editor, 2)
    box = field.bounding_box()
    assert box is not None
    field.click(modifiers=["Control"], position={"x": 12, "y": 18})
    expect(editor.locator("[data-segment][aria-current]")).to_have_attribute(
        "data-start", "20000", timeout=WHILE
    )


def test_corrected_words_keep_their_times(editor: Page) -> None:
    said(editor, 0).fill("Таңертен менің апам ерте тұрған еді.")
    caret(editor, 0, 21)  # inside «ерте», the third word that was heard
    press(editor, "Control+Period")
    expect(editor.locator(".saying")).to_have_text(re.compile("ерте|тұрған"), timeout=WHILE)
    assert sound(editor, "currentTime") >= 2
    press(editor, "Control+Space")
    is_saved(editor)


def test_the_screen_reader_is_left_in_peace_while_it_plays(editor: Page) -> None:
    editor.evaluate(
        """() => {
            window.told = [];
            const watch = new MutationObserver(() => window.told.push(1));
            const all = {childList: true, characterData: true, subtree: true};
            const live = document.querySelectorAll("[role=status], [aria-live]");
            for (const node of live) watch.observe(node, all);
        }"""
    )
    caret(editor, 0, 0)
    press(editor, "Control+Period")
    expect(editor.locator(".saying")).to_have_text("ерте", timeout=WHILE)
    assert editor.evaluate("window.told.length") == 0
    press(editor, "Control+Space")


def test_speed_keeps_the_pitch_and_is_remembered(editor: Page) -> None:
    speed = editor.get_by_label("Speed")
    speed.select_option("0.5")
    assert sound(editor, "playbackRate") == 0.5
    assert sound(editor, "preservesPitch")
    press(editor, "Alt+Equal", row=0)
    assert sound(editor, "playbackRate") == 0.6
    expect(editor.locator(STATUS)).to_have_text("0.6×")
    editor.reload()
    expect(editor.get_by_label("Speed")).to_have_value("0.6")
    assert sound(editor, "playbackRate") == 0.6
    for _ in range(12):
        press(editor, "Alt+Equal")
    assert sound(editor, "playbackRate") == 2


def test_a_pause_goes_back_as_far_as_somebody_likes(editor: Page) -> None:
    at(editor, 5)
    press(editor, "Control+Space", row=0)
    expect(editor.locator("[data-play]")).to_have_attribute("aria-pressed", "true")
    press(editor, "Control+Space")
    assert sound(editor, "currentTime") < 4.9
    editor.goto("/editor/keys")
    editor.get_by_label("After a pause, go back").select_option("0")
    editor.go_back()
    expect(editor.locator("[data-keys]")).to_be_visible()
    at(editor, 5)
    press(editor, "Control+Space", row=0)
    expect(editor.locator("[data-play]")).to_have_attribute("aria-pressed", "true")
    press(editor, "Control+Space")
    assert sound(editor, "currentTime") >= 5


def test_a_segment_is_repeated(editor: Page) -> None:
    press(editor, "Alt+l", row=1)
    loop = editor.get_by_role("button", name="Repeat")
    expect(loop).to_have_attribute("aria-pressed", "true")
    expect(editor.locator(STATUS)).to_have_text("The segment is repeated.")
    at(editor, 18.6)
    press(editor, "Control+Space")
    until(editor, "document.querySelector('audio').currentTime < 12")
    assert sound(editor, "currentTime") >= 10
    loop.click()
    expect(loop).to_have_attribute("aria-pressed", "false")
    press(editor, "Control+Space")


def test_segments_lie_on_the_outline_and_their_edges_are_dragged(editor: Page) -> None:
    stretches = f"[...{SHADOW}.querySelectorAll('.stretch')].map((node) => node.style.left)"
    assert [round(float(left[:-1])) for left in editor.evaluate(stretches)] == [0, 33, 67]
    said(editor, 1).click()
    until(editor, f"{SHADOW}.querySelectorAll('.edge:not([hidden])').length === 2")
    box = editor.evaluate(
        f"(() => {{ const {{x, y, width, height}} = {SHADOW}.querySelectorAll('.edge')[1]"
        ".getBoundingClientRect(); return {x, y, width, height} })()"
    )
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    wide = editor.evaluate(f"{SHADOW}.querySelector('.stretches').getBoundingClientRect().width")
    editor.mouse.move(x, y)
    editor.mouse.down()
    editor.mouse.move(x + wide / 60, y, steps=4)
    editor.mouse.up()
    expect(editor.locator(STATUS)).to_contain_text("Ends at 0:19", timeout=WHILE)
    end = int(edges(editor, 1)[1] or 0)
    assert 19_300 < end < 19_700
    expect(said(editor, 1)).to_be_focused()
    said(editor, 1).fill("Соңы жылжыды.")
    is_saved(editor)


def test_an_edge_is_moved_by_ear_and_by_key(editor: Page) -> None:
    press(editor, "Alt+Quote", row=0)
    press(editor, "Alt+Quote")
    expect(editor.locator(STATUS)).to_contain_text("Ends at 0:09.2", timeout=WHILE)
    assert edges(editor, 0) == ("0", "9200")
    # it was heard, up to the edge and no further
    until(editor, "document.querySelector('audio').paused")
    assert 9 <= sound(editor, "currentTime") < 10
    at(editor, 10.6)
    press(editor, "Alt+BracketLeft", row=1)
    expect(editor.locator(STATUS)).to_contain_text("Starts at 0:10.6", timeout=WHILE)
    editor.reload()
    assert edges(editor, 0) == ("0", "9200")
    assert edges(editor, 1) == ("10600", "19000")


def test_what_an_edge_cannot_do_is_told_and_undone(editor: Page) -> None:
    press(editor, "Alt+Comma", row=0)
    press(editor, "Alt+Period")
    editor.wait_for_timeout(0)
    at(editor, 25)
    press(editor, "Alt+BracketRight", row=0)
    expect(editor.locator(STATUS)).to_contain_text("Join the two instead", timeout=WHILE)
    assert edges(editor, 0)[1] == "9000"
    assert edges(editor, 1) == ("10000", "19000")


def test_two_people_move_one_edge(
    editor: Page, new_page: NewPage, facilitator: Any, text: str
) -> None:
    other = sign_in(new_page(), facilitator)
    other.goto(text)
    at(editor, 11)
    press(editor, "Alt+BracketRight", row=0)
    expect(editor.locator(STATUS)).to_contain_text("Ends at 0:11", timeout=WHILE)
    at(other, 9.5)
    press(other, "Alt+BracketLeft", row=1)
    expect(other.locator(STATUS)).to_contain_text("moved this boundary", timeout=WHILE)
    assert edges(other, 1)[0] == "11000"


def test_marks_are_put_in_with_their_time(editor: Page) -> None:
    at(editor, 3.5)
    caret(editor, 0, 8)
    press(editor, "Alt+i")
    expect(said(editor, 0)).to_have_value("Таңертең [түсініксіз 0:03] апам ерте тұратын.")
    caret(editor, 0, 14)  # inside the mark: the next one stands behind it
    press(editor, "Alt+u")
    marks = "[түсініксіз 0:03] [аударылмаған 0:03]"
    expect(said(editor, 0)).to_have_value(f"Таңертең {marks} апам ерте тұратын.")
    is_saved(editor)
    other = editor.locator("textarea[name^=other-]").first
    other.fill("Бабушка говорила «шаңырақ»")
    other.press("Control+End")
    editor.get_by_role("button", name="More").click()
    editor.get_by_role("button", name="[not translated]").click()
    expect(other).to_have_value("Бабушка говорила «шаңырақ» [не переведено 0:03]")
    expect(editor.locator(".behind .remark")).to_have_count(3)
    other.blur()
    is_saved(editor)
    editor.reload()
    expect(said(editor, 0)).to_have_value(f"Таңертең {marks} апам ерте тұратын.")


def test_kazakh_letters_are_at_hand(editor: Page) -> None:
    caret(editor, 0, 0)
    press(editor, "Alt+g")
    row = editor.get_by_role("group", name="Kazakh letters")
    row.get_by_role("button", name="ә", exact=True).click()
    row.get_by_role("button", name="ң", exact=True).click(modifiers=["Shift"])
    expect(said(editor, 0)).to_have_value("әҢТаңертең апам ерте тұратын.")
    expect(said(editor, 0)).to_be_focused()
    row.get_by_role("button", name="Capital letters").click()
    button = row.get_by_role("button", name="Һ")
    button.focus()
    editor.keyboard.press("Enter")
    expect(button).to_be_focused()
    expect(said(editor, 0)).to_have_value("әҢҺТаңертең апам ерте тұратын.")
    axe.check(editor)
    is_saved(editor)
    editor.reload()
    said(editor, 0).click()
    expect(row).to_be_visible()
    press(editor, "Alt+g")
    expect(row).to_be_hidden()


def test_everything_is_reached_by_key(editor: Page) -> None:
    press(editor, "Alt+ArrowDown", row=0)
    expect(said(editor, 1)).to_be_focused()
    assert sound(editor, "currentTime") == 10
    press(editor, "Alt+c")
    expect(editor.locator(STATUS)).to_have_text("Marked as checked.", timeout=WHILE)
    expect(editor.locator("[data-checked]").nth(1)).to_be_checked()
    press(editor, "Alt+r")
    expect(editor.locator("[data-language]").nth(1)).to_have_value("ru")
    is_saved(editor)
    press(editor, "Alt+j")
    expect(editor.locator(STATUS)).to_contain_text("There is no mark")
    press(editor, "Alt+ArrowUp")
    expect(said(editor, 0)).to_be_focused()


def test_keys_are_shown_and_changed_and_a_pedal_is_one(editor: Page) -> None:
    editor.get_by_role("link", name="Keys").click()
    dialog = editor.get_by_role("dialog", name="Keys of the editor")
    expect(dialog).to_be_visible()
    axe.check(editor)
    told = dialog.get_by_role("status")

    def ask(command: str, slot: int, key: str) -> None:
        dialog.locator(f"[data-command={command}] [data-slot='{slot}']").click()
        editor.keyboard.press(key)

    expect(dialog.locator("#k-play-0")).to_have_text("Ctrl+Space")
    ask("play", 1, "F9")
    expect(dialog.locator("#k-play-1")).to_have_text("F9")
    ask("loop", 0, "Control+m")
    expect(told).to_have_text("This key is taken already: Join with the next one")
    ask("loop", 0, "r")
    expect(told).to_contain_text("writes something")
    ask("loop", 0, "Control+c")
    expect(told).to_contain_text("needs this key itself")
    ask("loop", 0, "Control+Shift+l")
    expect(dialog.locator("#k-loop-0")).to_have_text("Ctrl+Shift+L")
    editor.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    press(editor, "F9", row=0)
    expect(editor.locator("[data-play]")).to_have_attribute("aria-pressed", "true")
    press(editor, "F9")
    expect(editor.locator("[data-play]")).to_have_attribute("aria-pressed", "false")
    editor.reload()
    press(editor, "Control+Shift+L", row=0)
    expect(editor.locator(STATUS)).to_have_text("The segment is repeated.", timeout=WHILE)
    editor.goto("/editor/keys")
    axe.check(editor)
    editor.get_by_role("button", name="All keys as usual again").click()
    expect(editor.locator("#k-loop-0")).to_have_text("Alt+L")
    expect(editor.locator("#k-play-1")).to_have_text("—")


def test_every_command_has_a_key_and_a_name(editor: Page) -> None:
    editor.goto("/editor/keys")
    named = editor.locator("[data-command]").evaluate_all(
        "rows => rows.map((row) => row.dataset.command)"
    )
    table = (ROOT / "static/src/transcripts/keys.js").read_text(encoding="utf-8")
    usual = re.search(r"USUAL = \{(.*?)\n\};", table, re.DOTALL)
    assert usual is not None
    keys = dict(re.findall(r'(\w+): "([^"]+)"', usual[1]))
    assert sorted(named) == sorted(keys)
    assert len({*keys.values()}) == len(keys)


def test_it_fits_and_passes_axe_with_everything_open(
    new_page: NewPage, facilitator: Any, text: str
) -> None:
    for width, dark in ((1280, True), (360, False), (180, False)):
        page = sign_in(new_page(width=width, dark=dark), facilitator)
        errors: list[str] = []
        page.on("pageerror", lambda error, told=errors: told.append(str(error)))
        page.on("console", lambda line, told=errors: told.append(line.text))
        page.goto(text)
        said(page, 0).click()
        page.get_by_role("button", name="More").click()
        page.keyboard.press("Alt+g")
        expect(page.get_by_role("group", name="Kazakh letters")).to_be_visible()
        axe.fits(page)
        assert errors == []
        if width > 180:
            axe.check(page)
        page.goto("/editor/keys")
        axe.fits(page)
