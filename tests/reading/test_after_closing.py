"""Whatever a family's browser still holds or asks for, nothing is answered once a story closed."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from stories.collections.models import Collection, CollectionEntry
from stories.foundation.clock import now, today
from stories.foundation.db import db, unit_of_work
from stories.media.models import Recording
from stories.moderation.models import Story, StoryState
from stories.people.models import Agreement, Audience, Person, Stage
from tests.client import InspectingClient
from tests.reading.conftest import SOUND, Shelf

FAR = today() + timedelta(days=365)
SECRETS = ("Апамның наны", "Бабушкин хлеб", "Таңертең апам", "Нан туралы", "Мәриям")


def withdraw(shelf: Shelf):
    with shelf.app.app_context(), unit_of_work():
        for row in db.session.query(Agreement).filter_by(stage=Stage.AFTER):
            row.withdrawn_at = now()


def take_out(shelf: Shelf):
    with shelf.app.app_context(), unit_of_work():
        db.session.query(CollectionEntry).delete()


STORY_CLOSES = {
    "a word taken back": withdraw,
    "the story closed": lambda shelf: shelf.change(Story, shelf.story.id, closed_until=FAR),
    "the recording closed": lambda shelf: shelf.change(
        Recording, shelf.story.recording_id, closed_until=FAR
    ),
    "the person closed": lambda shelf: shelf.change(Person, shelf.elder.id, closed_until=FAR),
    "a closure that is over": lambda shelf: shelf.change(
        Story, shelf.story.id, closed_until=today() - timedelta(days=1)
    ),
    "never publish": lambda shelf: shelf.change(Person, shelf.elder.id, never_publish=True),
    "a birth that is not known any more": lambda shelf: shelf.change(
        Person, shelf.elder.id, birth_year=None
    ),
    "taken down": lambda shelf: shelf.change(Story, shelf.story.id, state=StoryState.TAKEN_DOWN),
    "fewer listeners": lambda shelf: shelf.change(Story, shelf.story.id, widest=Audience.PRIVATE),
    "out of the collection": take_out,
    "a collection for others": lambda shelf: (
        shelf.change(Story, shelf.story.id, widest=Audience.FAMILY),
        shelf.change(Collection, shelf.collection.id, audience=Audience.PROGRAMME),
    ),
}
LINK_CLOSES = {"revoked": Shelf.revoke, "over": Shelf.expire}


def ways_in(shelf: Shelf) -> list[str]:
    story = ("", "?show=ru", "/kept", "/sound.webm", "/sound.m4a", "/take-down")
    return [f"{shelf.page}{end}" for end in story]


def knock(client: InspectingClient, paths: list[str], etag: str, expect: int, *, once: bool):
    """By every method a browser, a player or a cache has, with what it got before."""
    asked = [
        {"If-None-Match": etag},
        {},
        {"If-None-Match": "*"},
        {"Range": "bytes=0-99"},
        {"Range": "bytes=0-", "If-Range": etag},
        {"Range": "bytes=-100"},
    ]
    for path in paths:
        for headers in asked[:1] if once else asked:
            for method in ("GET",) if once else ("GET", "HEAD"):
                answer = FlaskClient.open(client, path, method=method, headers=headers)
                assert answer.status_code == expect, f"{method} {path} {headers}"
                told = answer.get_data()
                assert SOUND[:50] not in told, path
                assert not any(word.encode() in told for word in SECRETS), path
                assert "ETag" not in answer.headers
                assert answer.headers["Cache-Control"] == "no-store"
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert "noindex" in answer.headers["X-Robots-Tag"]
        answer = FlaskClient.open(client, path, method="OPTIONS")
        assert answer.get_data() == b""


def open_all(client: InspectingClient, shelf: Shelf) -> str:
    shelf.enter(client)
    client.get(f"{shelf.door}/pack.json")  # leaves the pass of a phone that keeps something
    for path in ways_in(shelf):
        client.get(path)
    return str(client.get(f"{shelf.page}/sound.webm").headers["ETag"])


TOLD: set[tuple[str, str]] = set()


def tombstone(client: InspectingClient, shelf: Shelf, path: str) -> tuple[str, str]:
    """What is told of a story that is gone, headers too, without the family's own token."""
    answer = FlaskClient.open(client, path)
    headers = sorted(item for item in answer.headers if item[0] not in {"Date", "Set-Cookie"})
    return (answer.text.replace(shelf.token, "…"), str(headers).replace(shelf.token, "…"))


@pytest.mark.parametrize("why", STORY_CLOSES)
def test_a_closed_story_answers_nothing(client: InspectingClient, shelf: Shelf, why: str):
    etag = open_all(client, shelf)
    STORY_CLOSES[why](shelf)
    status = 404 if why == "out of the collection" else 410
    knock(client, ways_in(shelf), etag, status, once=why != "a word taken back")
    if status == 410:
        TOLD.update(tombstone(client, shelf, path) for path in ways_in(shelf))
        assert len(TOLD) == 1, "what is gone tells by its bytes why it is, or what it was"
    room = client.get(shelf.door).get_data(as_text=True)
    assert not any(word in room for word in SECRETS)
    assert str(shelf.story.id) not in room
    assert client.get(f"{shelf.door}/pack.json").get_json()["stories"] == {}
    client.send(f"{shelf.page}/take-down", {"reason": "Ашылсын"}, expect=status)


@pytest.mark.parametrize("why", LINK_CLOSES)
def test_a_closed_link_answers_nothing(client: InspectingClient, shelf: Shelf, why: str):
    etag = open_all(client, shelf)
    LINK_CLOSES[why](shelf)
    more = ["", "/pack.json", "/kept", "/worker.js"]
    paths = ways_in(shelf) + [f"{shelf.door}{end}" for end in more]
    knock(client, paths, etag, 410, once=why != "revoked")
    for path in (shelf.door, f"{shelf.door}/leave", f"{shelf.page}/take-down"):
        client.send(path, {"pin": shelf.pin, "reason": "Ашылсын"}, expect=410)


def test_an_address_below_a_link_that_leads_nowhere_tells_no_other_page_of_the_link(
    client: InspectingClient, shelf: Shelf
):
    for path in (f"{shelf.door}/nothing", f"{shelf.door}/story/x", "/r/short", "/mine/short/held"):
        assert client.get(path, expect=404).headers["Referrer-Policy"] == "no-referrer"
