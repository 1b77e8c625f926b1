"""What a family may keep on its phone: the list is the law, and asks the gate each time."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.collections.models import Collection
from stories.foundation.access import OPERATOR
from stories.foundation.blobs import blobs
from stories.foundation.clock import held_at, now
from stories.foundation.db import db, unit_of_work
from stories.moderation.models import Story, StoryState
from stories.moderation.takedown.models import Takedown
from stories.people.models import Agreement, Naming
from stories.reading.models import ReadingLink
from stories.reading.rules import KEEPING, VISIT, keeping_goes_on, kept_seconds, visit_goes_on
from stories.reading.services import give_link
from stories.transcripts.models import TranscriptVersion
from tests.client import InspectingClient
from tests.reading.conftest import Shelf

WEEK = KEEPING.total_seconds()


def pack(client: InspectingClient, shelf: Shelf, expect: int = 200) -> dict:
    answer = client.get(f"{shelf.door}/pack.json", expect=expect)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    return json.loads(answer.data) if expect == 200 else {}


def mark(client: InspectingClient, shelf: Shelf) -> str | None:
    return pack(client, shelf)["stories"].get(str(shelf.story.id))


def test_the_list_names_what_is_open_now_and_tells_nothing_of_it(
    client: InspectingClient, shelf: Shelf
):
    listed = pack(shelf.enter(client), shelf)
    assert set(listed) == {"stories", "seconds", "assets"}
    assert list(listed["stories"]) == [str(shelf.story.id)]
    assert "нан" not in json.dumps(listed, ensure_ascii=False)
    assert 0 < listed["seconds"] <= WEEK
    for asset in listed["assets"]:
        assert asset.startswith("/static/")


def withdraw(shelf: Shelf) -> None:
    with shelf.app.app_context(), unit_of_work():
        for row in db.session.query(Agreement):
            row.withdrawn_at = now()


def ask_takedown(shelf: Shelf) -> None:
    story = shelf.story
    shelf.make.keep(
        Takedown(organisation_id=story.organisation_id, story_id=story.id, reason="Себеп")
    )


def other_name(shelf: Shelf) -> None:
    with shelf.app.app_context(), unit_of_work():
        for row in db.session.query(Agreement):
            row.naming = Naming.ANONYMOUS


CLOSING = {
    "withdrawn": withdraw,
    "asked to take down": ask_takedown,
    "taken down": lambda shelf: shelf.change(Story, shelf.story.id, state=StoryState.TAKEN_DOWN),
    "text changed": lambda shelf: shelf.change(
        TranscriptVersion, shelf.story.version_id, revision=2
    ),
}
CHANGING = {
    "another sound": lambda shelf: shelf.change(Story, shelf.story.id, copy_opus="copies/x.webm"),
    "another label": lambda shelf: shelf.change(
        Collection, shelf.collection.id, labels=["not_for_reposting"]
    ),
    "another name": other_name,
}


@pytest.mark.parametrize("why", CLOSING)
def test_what_closes_is_on_the_list_no_more(client: InspectingClient, shelf: Shelf, why: str):
    shelf.enter(client)
    assert mark(client, shelf)
    CLOSING[why](shelf)
    assert mark(client, shelf) is None


@pytest.mark.parametrize("why", CHANGING)
def test_what_changes_gets_another_mark(client: InspectingClient, shelf: Shelf, why: str):
    before = mark(shelf.enter(client), shelf)
    assert mark(client, shelf) == before
    CHANGING[why](shelf)
    after = mark(client, shelf)
    assert after
    assert after != before


@pytest.mark.parametrize("path", ["pack.json", "kept", "worker.js"])
def test_nothing_of_it_opens_without_the_pin(client: InspectingClient, shelf: Shelf, path: str):
    assert client.get(f"{shelf.door}/{path}", expect=303).location.endswith(shelf.door)
    client.get(f"{shelf.page}/kept", expect=303)


@pytest.mark.parametrize("close", ["expire", "revoke"])
def test_a_closed_link_has_no_list(client: InspectingClient, shelf: Shelf, close: str):
    pack(shelf.enter(client), shelf)
    getattr(shelf, close)()
    for path in ("pack.json", "kept", "worker.js"):
        client.get(f"{shelf.door}/{path}", expect=410)


def test_the_phone_may_ask_for_a_week_and_see_nothing_else(client: InspectingClient, shelf: Shelf):
    pack(shelf.enter(client), shelf)
    with held_at(now() + VISIT + timedelta(hours=1)):
        assert 0 < pack(client, shelf)["seconds"] < WEEK - VISIT.total_seconds()
        for path in (shelf.page, f"{shelf.page}/kept", f"{shelf.page}/sound.webm"):
            client.get(path, expect=303)
    with held_at(now() + KEEPING + timedelta(minutes=1)):
        pack(client, shelf, expect=303)


def test_the_pass_is_bound_to_the_list_and_to_the_link(client: InspectingClient, shelf: Shelf):
    answer = shelf.enter(client).get(f"{shelf.door}/pack.json")
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if "keeping=" in one)
    for word in (f"Path={shelf.door}/pack.json", "HttpOnly", "SameSite=Strict"):
        assert word in cookie
    value = cookie.partition("=")[2].partition(";")[0]
    with shelf.app.app_context(), unit_of_work():
        row = db.session.get_one(Collection, shelf.collection.id)
        other = give_link(OPERATOR, row, "Басқа отбасы", 30).token
    for token, pass_ in ((other, value), (shelf.token, value[:-2] + "xx"), (shelf.token, "x")):
        stranger = shelf.app.test_client()
        stranger.set_cookie("keeping", pass_, path=f"/r/{token}/pack.json")
        stranger.get(f"/r/{token}/pack.json", expect=303)


def test_leaving_ends_the_keeping(client: InspectingClient, shelf: Shelf):
    pack(shelf.enter(client), shelf)
    client.send(f"{shelf.door}/leave")
    pack(client, shelf, expect=303)


def test_nothing_is_kept_past_the_link(client: InspectingClient, shelf: Shelf):
    shelf.enter(client)
    shelf.change(ReadingLink, shelf.link_id, expires_at=now() + timedelta(hours=1))
    assert pack(client, shelf)["seconds"] <= 3600


def test_the_kept_page_has_everything_and_needs_nothing(client: InspectingClient, shelf: Shelf):
    shelf.change(Story, shelf.story.id, content_note_kk="Жоқшылық", content_note_ru="Нужда")
    page = shelf.enter(client).speak("ru").page(f"{shelf.page}/kept")
    assert "Нужда" in page.get_text()
    assert len(page.select("[data-start]")) == 3
    assert not page.find("form")
    assert not page.find("meta", attrs={"name": "csrf-token"})
    assert not page.find("a", href=f"{shelf.page}/take-down")
    assert client.page(f"{shelf.door}/kept").find(attrs={"data-shelf": True}) is not None


def test_a_kept_page_of_a_closed_story_is_not_there(client: InspectingClient, shelf: Shelf):
    shelf.enter(client)
    withdraw(shelf)
    client.get(f"{shelf.page}/kept", expect=410)


def test_the_button_says_how_much_it_takes_and_hides_without_scripts(
    client: InspectingClient, shelf: Shelf
):
    with shelf.app.app_context():
        blobs().put_bytes(shelf.story.copy_opus, bytes(1_450_000))
    section = shelf.enter(client).speak("en").page(shelf.page).select_one("[data-keep]")
    assert section.has_attr("hidden")
    assert "up to 1.6 MB" in section.get_text()


def test_the_worker_reaches_no_further_than_its_link(client: InspectingClient, shelf: Shelf):
    answer = shelf.enter(client).get(f"{shelf.door}/worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Service-Worker-Allowed"] == shelf.door
    assert "no-store" in answer.headers["Cache-Control"]
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    assert shelf.token not in answer.get_data(as_text=True)


ages = st.one_of(st.none(), st.floats(-1e6, 1e7))


@given(ages)
def test_whoever_is_inside_may_keep(age: float | None):
    at = now()
    entered = None if age is None else at.timestamp() - age
    if visit_goes_on(entered, at):
        assert keeping_goes_on(entered, at)


@given(st.floats(0, 2 * WEEK), st.floats(-WEEK, 60 * WEEK))
def test_keeping_ends_with_the_week_and_with_the_link(age: float, left: float):
    at = now()
    seconds = kept_seconds(at.timestamp() - age, at + timedelta(seconds=left), at)
    assert 0 <= seconds <= max(0, WEEK - age) + 1
    assert seconds <= max(0, left) + 1
