"""The other language in a real browser: help beside a segment, drafts by a real, tiny model."""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from stories.app import create_app
from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.sessions.models import SessionState
from stories.transcripts import queries
from stories.transcripts.models import Segment
from stories.translations.glossary.models import GlossaryTerm
from tests.browser.conftest import House, NewPage, served_house
from tests.browser.seen import in_order, speak
from tests.browser.test_walk import sign_in
from tests.browser.world import AUDIO
from tests.factories import Factory
from tests.translations import tiny

pytestmark = pytest.mark.slow
WHILE = 60_000
MARKED = "Ол кезде [түсініксіз 0:04] нан пісіретін."
MORE = 80
# The page asks far more often, and notes what its bar showed: it comes anew at the end.
HASTE = """
const wait = setTimeout;
window.setTimeout = (then, after, ...more) => wait(then, after === 5000 ? 50 : after, ...more);
addEventListener("DOMContentLoaded", () => {
  const line = document.querySelector("[data-bar] progress");
  const note = () => (sessionStorage.bar = `${sessionStorage.bar || ""} ${line.value}`);
  if (line) new MutationObserver(note).observe(line, { attributes: true });
});
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that drafts with a model of the test's own."""
    model = tiny.build(tmp_path_factory.mktemp("models") / "nllb", "nllb")
    home = tmp_path_factory.mktemp("house")
    engine = {"STORIES_TRANSLATION_ENGINE": "ctranslate2"}
    with served_house(home, **engine, STORIES_TRANSLATION_MODEL=str(model)) as made:
        yield made


@pytest.fixture(scope="module")
def make(house: House) -> Factory:
    return Factory(create_app(house.settings))


@pytest.fixture(scope="module")
def facilitator(make: Factory) -> Any:
    owner = make.organisation.id
    make.keep(GlossaryTerm(organisation_id=owner, kk="апа", ru="бабушка", note="ана тілімізде"))
    return make.facilitator(email="translator@example.org")


@pytest.fixture
def recording(make: Factory, facilitator: Any) -> str:
    """The address of a recording with three segments that lack their Russian."""
    elder = make.person()
    held = make.session(narrators=[elder], state=SessionState.HELD, facilitator_id=facilitator.id)
    make.agree(elder, held)
    key = f"playback/{uuid.uuid4()}/sound.webm"
    with make.app.app_context():
        blobs().put_file(key, AUDIO / "train.opus")
    recording = make.recording(held, playback_opus=key, playback_aac=key)
    make.transcript(recording, checked=False)
    return f"/recordings/{recording.id}"


def other(page: Page, place: int) -> Any:
    return page.locator("textarea[name^=other-]").nth(place)


def test_help_stands_beside_a_segment_and_a_draft_comes_into_it(
    new_page: NewPage, facilitator: Any, recording: str
) -> None:
    page = sign_in(new_page(), facilitator)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{recording}/transcript")
    link = page.locator("[data-aids]").first
    link.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".helping")
    expect(panel).to_contain_text("Terms of your glossary")
    expect(panel).to_be_focused()
    expect(link).to_have_attribute("aria-expanded", "true")
    panel.get_by_role("button", name="Let a machine draft it").click()
    expect(page.locator("[data-draft]").first).to_have_text(
        "Machine draft, not confirmed", timeout=WHILE
    )
    expect(other(page, 0)).not_to_have_value("")
    expect(panel.get_by_role("button", name="Draft it anew")).to_be_visible()
    in_order(page, "editor-help")
    panel.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.locator("[data-aids]").first).to_be_focused()
    page.locator("[data-confirm]").first.click()
    expect(page.locator("[data-stale]").first).to_be_hidden()
    page.reload()
    expect(page.locator("[data-stale]").first).to_be_hidden()
    assert errors == []


def test_what_somebody_typed_is_not_drafted_over(
    new_page: NewPage, facilitator: Any, recording: str
) -> None:
    page = sign_in(new_page(), facilitator)
    page.goto(f"{recording}/transcript")
    other(page, 1).fill("Дом наполнял запах хлеба.")
    page.locator("[data-aids]").nth(1).click()
    expect(page.locator(".helping")).to_be_visible()
    expect(page.get_by_role("button", name="Let a machine draft it")).to_have_count(0)
    expect(other(page, 1)).to_have_value("Дом наполнял запах хлеба.")
    page.reload()
    expect(other(page, 1)).to_have_value("Дом наполнял запах хлеба.")


@pytest.mark.parametrize(("width", "dark", "language"), [(1280, False, "kk"), (360, True, "ru")])
def test_a_whole_text_is_drafted_from_the_page_of_its_translation(
    new_page: NewPage,
    facilitator: Any,
    recording: str,
    width: int,
    dark: bool,
    language: str,
) -> None:
    page = sign_in(new_page(width=width, dark=dark), facilitator)
    speak(page, language)
    page.goto(f"{recording}/translation")
    in_order(page)
    page.locator("form[action$='/translation/draft'] button").click()
    for _ in range(60):
        if not page.locator("form[action$='/translation/draft/stop']").count():
            break
        page.wait_for_timeout(1000)
        page.goto(f"{recording}/translation")
    expect(page.locator(".left .tag")).to_have_count(3)
    in_order(page, f"progress-{width}-{language}")
    page.locator(".left a").first.click()
    words = page.locator("textarea[name^=text-]").first
    words.fill("Таңертең әжем ерте тұратын.")
    expect(page.locator("[data-changed]").first).to_be_visible()
    page.reload()
    expect(page.locator(".segment del").first).to_be_visible()
    in_order(page, f"editor-{width}-{language}")
    page.goto(page.locator("[data-aids]").first.get_attribute("href") or "")
    in_order(page, f"segment-{width}-{language}")
    page.goto("/glossary")
    in_order(page, f"glossary-{width}-{language}")
    page.locator(".terms a").first.click()
    in_order(page, f"term-{width}-{language}")


def lengthen(make: Factory, recording: str) -> None:
    """The first segment gets a mark, and so many more follow that the machine is seen at work."""
    with make.app.app_context(), unit_of_work():
        version = queries.current_version(uuid.UUID(recording.split("/")[2]))
        assert version is not None
        queries.every_segment(version.id)[0].text = MARKED
        for place in range(3, 3 + MORE):
            row = Segment(version_id=version.id, organisation_id=version.organisation_id)
            row.position, row.start_ms, row.end_ms = place, place * 10_000, place * 10_000 + 9_000
            row.language, row.text, row.words, row.flags = "kk", f"{place}. Нан иісі.", [], []
            db.session.add(row)


def test_the_bar_moves_while_it_is_drafted_and_a_mark_stands_in_its_draft(
    new_page: NewPage, make: Factory, facilitator: Any, recording: str
) -> None:
    lengthen(make, recording)
    page = sign_in(new_page(), facilitator)
    told = speak(page, "kk")
    page.add_init_script(HASTE)
    page.goto(f"{recording}/translation")
    page.locator("form[action$='/translation/draft'] button").click()
    expect(
        page.get_by_role("progressbar", name=told("A machine drafts the translation"))
    ).to_be_visible()
    in_order(page, "drafting-kk")
    expect(page.get_by_text(told("There is nothing left to draft."))).to_be_visible(timeout=WHILE)
    seen = [float(share) for share in page.evaluate("() => sessionStorage.bar").split()]
    assert seen == sorted(seen)
    assert len({share for share in seen if 0 < share < 100}) > 1
    page.goto(f"{recording}/transcript")
    expect(other(page, 0)).to_have_value(re.compile(r"\[неразборчиво 0:04\]"))
    expect(page.locator("[data-draft]").first).to_have_text(told("Machine draft, not confirmed"))
