"""Two versions of a text side by side in a real browser, by mouse and by the keyboard alone."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from stories.app import create_app
from stories.foundation.access import OPERATOR
from stories.foundation.db import unit_of_work
from stories.sessions.models import SessionState
from stories.transcripts import queries, services
from stories.translations.models import TranslationState
from stories.translations.queries import translations_for
from tests.browser.conftest import House, NewPage
from tests.browser.seen import Tongue, in_order, speak
from tests.browser.test_walk import sign_in
from tests.factories import Factory
from tests.transcripts.test_merging import write
from tests.transcripts.test_merging_beside import beside

pytestmark = pytest.mark.slow
OLD = [(0, 2000, "апам ерте турады"), (2000, 4000, "нан иси"), (4000, 6000, "шай ишеди")]
NEW = [(0, 2000, "апам ерте тұрады"), (2000, 4000, "нан ииси"), (4000, 6000, "шай ішеді")]
LATE = (8000, 9000, "ұйықтайды")
TOLD = ("Бабушка рано встаёт", "Хлебный дух", "Пьёт чай", "Спит")
PERSONS = ("Нан иісі!", "Запах хлеба!")
TAKEN = (
    "%(num)d place now has the other version's words.",
    "%(num)d places now have the other version's words.",
)
FOCUSED = """() => {
    const one = document.activeElement;
    return { name: one.name ?? "", value: one.value ?? "", words: one.textContent.trim() };
}"""


@pytest.fixture(scope="module")
def make(house: House) -> Factory:
    factory = Factory(create_app(house.settings))
    factory._organisation = factory.other_organisation("Салыстыру орталығы")
    return factory


@pytest.fixture(scope="module")
def facilitator(make: Factory) -> Any:
    return make.facilitator(email="merging@example.org")


@pytest.fixture
def recording(make: Factory, facilitator: Any) -> Any:
    """A machine's text, its second place corrected and translated by a person; and a newer one."""
    elder = make.person()
    held = make.session(narrators=[elder], state=SessionState.HELD, facilitator_id=facilitator.id)
    make.agree(elder, held)
    found = make.recording(held)
    with make.app.app_context(), unit_of_work():
        mine = queries.every_segment(write(found, 1, OLD, current=True).id)
        services.save_segment(OPERATOR, mine[1], PERSONS[0], "kk", mine[1].revision)
        beside(mine[1], PERSONS[1], who=facilitator.id)
        beside(mine[2], "чай пить", TranslationState.DRAFT, engine="nllb", model="m")
        other = write(found, 2, [*NEW, LATE], current=False)
        for row, text in zip(queries.every_segment(other.id), TOLD, strict=True):
            beside(row, text, who=facilitator.id)
    return found


def stands(make: Factory, recording: Any) -> list[list[tuple[str, str]]]:
    """What every version says, the newest first, and what stands beside it."""
    with make.app.app_context(), unit_of_work(write=False):
        found = []
        for version in queries.complete_versions(recording.id):
            rows = queries.every_segment(version.id)
            told = translations_for(row.id for row in rows)
            found.append([(row.text, told[row.id].text if row.id in told else "") for row in rows])
        return found


def working(make: Factory, recording: Any) -> list[tuple[str, str]]:
    with make.app.app_context(), unit_of_work(write=False):
        present = queries.current_version(recording.id)
        assert present is not None
        places = [row.id for row in queries.complete_versions(recording.id)]
    return stands(make, recording)[places.index(present.id)]


def compare(page: Page, recording: Any, language: str) -> Tongue:
    """The way there: the recording, its versions, the other one."""
    told = speak(page, language)
    page.goto(f"/recordings/{recording.id}")
    page.locator(".versions > summary").press("Enter")
    in_order(page, f"list-{language}")
    which = told("version %(number)s", number=2)
    page.get_by_role("link", name=f"{told('Compare and merge')}: {which}").press("Enter")
    title = told("Compare with version %(number)s", number=2)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return told


def place(page: Page, words: str) -> Locator:
    return page.locator("fieldset.merge").filter(has_text=words)


def test_with_a_mouse_machines_words_give_way_and_a_persons_are_kept(
    new_page: NewPage, make: Factory, facilitator: Any, recording: Any
) -> None:
    page = sign_in(new_page(width=1280), facilitator)
    told = compare(page, recording, "kk")
    expect(page.locator("fieldset.merge")).to_have_count(4)
    persons = place(page, PERSONS[0])
    expect(persons.get_by_text(told("corrected by people"))).to_be_visible()
    expect(persons.locator("[value=mine]:checked")).to_have_count(2)
    expect(page.locator("[value=other]:checked")).to_have_count(5)
    in_order(page, "merge-kk")
    page.get_by_role("button", name=told("Take the new text wherever nobody corrected")).click()
    expect(page.get_by_text(told.count(*TAKEN, 3))).to_be_visible()
    texts = [text for _, _, text in [*NEW, LATE]]
    merged = list(zip(texts, TOLD, strict=True))
    merged[1] = PERSONS
    assert working(make, recording) == merged

    persons.get_by_text(texts[1]).click()  # its words, not its translation
    in_order(page, "merge-last-kk")
    page.get_by_role("button", name=told("Keep these choices")).click()
    kept = told("The corrected texts that were replaced are kept in an older version.")
    expect(page.get_by_text(kept)).to_be_visible()
    expect(page.locator("fieldset.merge [value=mine]:checked")).to_have_count(1)
    in_order(page, "merge-done-kk")
    merged[1] = (texts[1], PERSONS[1])
    assert working(make, recording) == merged
    versions = stands(make, recording)
    assert len(versions) == 3
    assert any(PERSONS in version for version in versions)


def test_with_the_keyboard_alone_every_place_is_chosen_and_nobodys_words_are_written_over(
    new_page: NewPage, make: Factory, facilitator: Any, recording: Any
) -> None:
    page = sign_in(new_page(width=360, dark=True), facilitator)
    told = compare(page, recording, "ru")
    in_order(page, "merge-ru")
    groups = page.locator("fieldset.merge input[type=radio]")
    names = list(dict.fromkeys(groups.evaluate_all("all => all.map(one => one.name)")))
    third = page.locator("fieldset.merge").nth(2).locator("input[type=radio]")
    left = set(third.evaluate_all("all => all.map(one => one.name)"))
    with make.app.app_context(), unit_of_work():  # meanwhile somebody else is at it
        present = queries.current_version(recording.id)
        assert present is not None
        first = queries.every_segment(present.id)[0]
        services.save_segment(OPERATOR, first, "Апам ерте тұрады!", "kk", first.revision)

    passed, button = [], told("Keep these choices")
    for _ in range(80):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["words"] == button:
            break
        if at["name"] in names:
            passed.append(at["name"])
        if at["name"] in left:
            assert at["value"] == "other"
            page.keyboard.press("ArrowUp")
            assert page.evaluate(FOCUSED)["value"] == "mine"
    assert passed == names
    page.keyboard.press("Enter")
    late = told("Some places were changed meanwhile and stay as they are. Look at them again.")
    expect(page.get_by_text(late)).to_be_visible()
    in_order(page, "merge-missed-ru")
    assert working(make, recording) == [
        ("Апам ерте тұрады!", TOLD[0]),
        PERSONS,
        ("шай ишеди", "чай пить"),
        (LATE[2], TOLD[3]),
    ]
