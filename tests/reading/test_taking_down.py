"""A family asks without a name, from every page, and follows its case by a code (DOMAIN M6)."""

import pytest
from werkzeug.test import TestResponse

from stories.foundation.access import Role
from stories.foundation.clock import now
from stories.foundation.db import db, unit_of_work
from stories.moderation.takedown.codes import read_code
from stories.moderation.takedown.models import Takedown, TakedownOutcome, TakedownState
from stories.moderation.takedown.services import ASKED_LIMIT
from tests.client import InspectingClient, soup
from tests.reading.conftest import Shelf

WORDS = {"reason": "Бұл мен туралы.", "child": "no"}


def code_on(client: InspectingClient, answer: TestResponse) -> str:
    """The code the page after asking tells, once."""
    first, again = client.page(answer.location), client.page(answer.location)
    assert not again.select(".case-code")
    code = first.select_one(".case-code").get_text("", strip=True)
    assert read_code(code)
    return code


def rows(shelf: Shelf) -> list[tuple[object, bool]]:
    with shelf.app.app_context(), unit_of_work(write=False):
        return [(row.story_id, row.child) for row in db.session.query(Takedown)]


def decide(shelf: Shelf, outcome: TakedownOutcome) -> None:
    with shelf.app.app_context(), unit_of_work():
        for row in db.session.query(Takedown):
            row.state, row.outcome, row.decided_at = TakedownState.DECIDED, outcome, now()


def test_a_family_asks_for_a_takedown_without_a_name(client: InspectingClient, shelf: Shelf):
    shelf.enter(client)
    client.send(f"{shelf.page}/take-down", {"reason": ""}, expect=422)
    client.send(f"{shelf.page}/take-down", {"reason": "x" * 3000}, expect=422)
    answer = client.send(f"{shelf.page}/take-down", WORDS)
    client.get(shelf.page, expect=410)
    client.get(f"{shelf.page}/sound.webm", expect=410)
    assert client.get(f"{shelf.door}/pack.json").get_json()["stories"] == {}
    assert rows(shelf) == [(shelf.story.id, False)]
    code_on(client, answer)


def test_every_page_of_a_family_leads_to_the_form(client: InspectingClient, shelf: Shelf):
    here = f"{shelf.door}/take-down"
    assert client.page(shelf.door).find("a", href=here)
    shelf.enter(client)
    for path in (shelf.door, shelf.page, f"{shelf.page}/take-down", here, f"{shelf.door}/asked"):
        assert client.page(path).find("a", href=here), path
    for path in ("/sign-in", "/take-down", "/take-down/case", "/take-down/code"):
        assert client.page(path).find("a", href="/take-down"), path


def test_from_the_door_nothing_is_named_and_a_child_hides_everything(
    client: InspectingClient, shelf: Shelf
):
    door = f"{shelf.door}/take-down"
    assert "Апамның наны" not in client.page(door).get_text()
    client.send(door, WORDS)
    assert rows(shelf) == [(None, False)]
    client.send(door, {"reason": "Бала туралы"})  # not told: taken to be about a child
    assert rows(shelf)[1] == (shelf.story.id, True)
    client.send(shelf.door, {"pin": shelf.pin})
    client.get(shelf.page, expect=410)


@pytest.mark.parametrize("chosen", ["all", "this"])
def test_from_the_room_a_story_is_chosen(client: InspectingClient, shelf: Shelf, chosen: str):
    shelf.enter(client)
    story = str(shelf.story.id) if chosen == "this" else "all"
    client.send(f"{shelf.door}/take-down", {**WORDS, "story": ""}, expect=422)
    client.send(f"{shelf.door}/take-down", {**WORDS, "story": "nonsense"}, expect=422)
    client.send(f"{shelf.door}/take-down", {**WORDS, "story": story})
    assert rows(shelf) == [(shelf.story.id, False)]


def test_the_case_is_followed_by_its_code_and_tells_nothing_of_the_story(
    client: InspectingClient, shelf: Shelf
):
    shelf.enter(client)
    code = code_on(client, client.send(f"{shelf.page}/take-down", WORDS))
    other = shelf.app.test_client().speak("en")
    other.send("/take-down/case", {"code": code.lower().replace("-", " ")})
    page = other.page("/take-down/case")
    assert "Two people are looking" in page.get_text()
    decide(shelf, TakedownOutcome.RESTORED)
    page = other.page("/take-down/case")
    assert "let it stay as it was" in page.get_text()
    for word in ("Апамның", "Бабушкин", WORDS["reason"], str(shelf.story.id)):
        assert word not in str(page)
    other.send("/take-down/case/appeal", {"why": " "}, expect=422)
    other.send("/take-down/case/appeal", {"why": "Тағы қараңыз"})
    assert not other.page("/take-down/case").select('form[action$="/appeal"]')
    client.get(shelf.page, expect=410)
    other.send("/take-down/case/leave")
    assert other.page("/take-down/case").find("input", id="code")


def test_the_house_keeps_no_code(client: InspectingClient, shelf: Shelf):
    shelf.enter(client)
    code = code_on(client, client.send(f"{shelf.page}/take-down", WORDS))
    with shelf.app.app_context(), unit_of_work(write=False):
        kept = db.session.query(Takedown).one().case_hash
    assert kept
    assert read_code(code) not in str(kept)


def test_codes_are_not_guessed(client: InspectingClient, shelf: Shelf):
    shelf.enter(client)
    code = code_on(client, client.send(f"{shelf.page}/take-down", WORDS))
    guesser = shelf.app.test_client()
    for number in range(10):
        guesser.send("/take-down/case", {"code": f"{number:026d}"}, expect=422)
    guesser.send("/take-down/case", {"code": code}, expect=429)
    client.send("/take-down/case", {"code": code}, expect=429)


def test_asking_again_and_again_is_slowed(client: InspectingClient, shelf: Shelf):
    for _time in range(ASKED_LIMIT):
        client.send("/take-down", WORDS)
    client.send("/take-down", WORDS, expect=429)
    assert len(rows(shelf)) == ASKED_LIMIT


def test_words_of_strangers_are_shown_as_words(client: InspectingClient, shelf: Shelf):
    shelf.enter(client)
    client.send(f"{shelf.page}/take-down", {"reason": "<script>alert(1)</script>\x00\u202e"})
    with shelf.app.app_context(), unit_of_work(write=False):
        row = db.session.query(Takedown).one()
        found, said = row.id, row.reason
    assert said == "<script>alert(1)</script>"
    staff = shelf.app.test_client().sign_in(shelf.make.user(Role.CURATOR)).speak("en")
    page = staff.page(f"/takedowns/{found}")
    assert said in page.get_text()
    assert not [item for item in page.select("script") if "alert" in item.get_text()]


def test_who_asks_in_general_is_put_before_each_organisation(
    client: InspectingClient, shelf: Shelf
):
    shelf.make.other_organisation()
    code = code_on(client, client.send("/take-down", WORDS))
    with shelf.app.app_context(), unit_of_work(write=False):
        places = [row.organisation_id for row in db.session.query(Takedown)]
    assert len(set(places)) == len(places) == 2
    decide(shelf, TakedownOutcome.NOT_OURS)
    client.speak("en").send("/take-down/case", {"code": code})
    assert "found nothing of ours" in client.page("/take-down/case").get_text()


def test_a_story_is_named_and_hidden_by_whoever_decides(client: InspectingClient, shelf: Shelf):
    client.send(f"{shelf.door}/take-down", WORDS)
    with shelf.app.app_context(), unit_of_work(write=False):
        found = db.session.query(Takedown).one().id
    staff = shelf.app.test_client().sign_in(shelf.make.user(Role.SAFEGUARDING))
    staff.send(f"/takedowns/{found}", {"outcome": "removed"}, expect=422)
    staff.send(f"/takedowns/{found}/story", {"name-story": "nonsense"}, expect=422)
    staff.send(f"/takedowns/{found}/story", {"name-story": str(shelf.story.id)})
    shelf.enter(client)
    client.get(shelf.page, expect=410)
    staff.send(f"/takedowns/{found}/story", {"name-story": str(shelf.story.id)}, expect=409)


def test_naming_no_story_is_told_beside_the_field(client: InspectingClient, shelf: Shelf):
    client.send(f"{shelf.door}/take-down", WORDS)
    with shelf.app.app_context(), unit_of_work(write=False):
        found = db.session.query(Takedown).one().id
    staff = shelf.app.test_client().sign_in(shelf.make.user(Role.SAFEGUARDING)).speak("en")
    page = soup(staff.send(f"/takedowns/{found}/story", {"name-story": ""}, expect=422))
    assert "Please choose one." in page.select_one("#name-story-error").text


def test_an_appeal_is_written_down_on_the_page_of_its_request(
    client: InspectingClient, shelf: Shelf
):
    shelf.enter(client)
    client.send(f"{shelf.page}/take-down", WORDS)
    decide(shelf, TakedownOutcome.RESTORED)
    with shelf.app.app_context(), unit_of_work(write=False):
        found = db.session.query(Takedown).one().id
    staff = shelf.app.test_client().sign_in(shelf.make.user(Role.CURATOR)).speak("en")
    page = staff.page(f"/takedowns/{found}")
    assert "They ask once more" in page.text
    staff.send(f"/takedowns/{found}/appeal", {"why": ""}, expect=422)
    staff.send(f"/takedowns/{found}/appeal", {"why": "Апасы қоңырау шалды."}, expect=303)
    page = staff.page(f"/takedowns/{found}")
    assert "Апасы қоңырау шалды." in page.text
    assert "They ask once more" not in page.text
    staff.send(f"/takedowns/{found}/appeal", {"why": "Тағы да"}, expect=409)
