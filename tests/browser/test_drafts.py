"""The other language in a real browser: help beside a segment, drafts by a real, tiny model."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from stories.app import create_app
from stories.foundation.blobs import blobs
from stories.sessions.models import SessionState
from stories.translations.glossary.models import GlossaryTerm
from tests.browser import axe
from tests.browser.conftest import House, NewPage, served_house
from tests.browser.test_walk import sign_in
from tests.browser.world import AUDIO
from tests.factories import Factory
from tests.translations import tiny

pytestmark = pytest.mark.slow
WHILE = 60_000


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


def picture(page: Page, name: str) -> None:
    """Kept only where somebody wants to look."""
    if folder := os.environ.get("STORIES_TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


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
    axe.check(page)
    axe.fits(page)
    picture(page, "editor-help")
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
    house: House,
    new_page: NewPage,
    facilitator: Any,
    recording: str,
    width: int,
    dark: bool,
    language: str,
) -> None:
    page = sign_in(new_page(width=width, dark=dark), facilitator)
    page.context.add_cookies([{"name": "language", "value": language, "url": house.url}])
    page.goto(f"{recording}/translation")
    axe.check(page)
    axe.fits(page)
    page.locator("form[action$='/translation/draft'] button").click()
    for _ in range(60):
        if not page.locator("form[action$='/translation/draft/stop']").count():
            break
        page.wait_for_timeout(1000)
        page.goto(f"{recording}/translation")
    expect(page.locator(".left .tag")).to_have_count(3)
    axe.check(page)
    axe.fits(page)
    picture(page, f"progress-{width}-{language}")
    page.locator(".left a").first.click()
    words = page.locator("textarea[name^=text-]").first
    words.fill("Таңертең әжем ерте тұратын.")
    expect(page.locator("[data-changed]").first).to_be_visible()
    page.reload()
    expect(page.locator(".segment del").first).to_be_visible()
    axe.check(page)
    axe.fits(page)
    picture(page, f"editor-{width}-{language}")
    page.goto(page.locator("[data-aids]").first.get_attribute("href") or "")
    axe.check(page)
    axe.fits(page)
    picture(page, f"segment-{width}-{language}")
    for name, path in (("glossary", "/glossary"),):
        page.goto(path)
        axe.check(page)
        axe.fits(page)
        picture(page, f"{name}-{width}-{language}")
    page.locator(".terms a").first.click()
    axe.check(page)
    axe.fits(page)
    picture(page, f"term-{width}-{language}")
