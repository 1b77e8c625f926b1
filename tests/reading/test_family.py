"""A family's way in, what they find, and how it closes."""

import uuid
from datetime import timedelta

import pytest

from stories.foundation import pins
from stories.foundation.clock import held_at, now
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent, Submission
from stories.moderation.models import Story
from stories.people.models import Agreement
from tests.client import InspectingClient
from tests.reading.conftest import SOUND, Shelf


def test_the_pin_opens_the_room(client: InspectingClient, shelf: Shelf):
    assert client.page(shelf.door).find("input", attrs={"name": "pin"})
    page = shelf.enter(client).page(shelf.door)
    assert "Үйдің жылуы" in page.h1.get_text()
    assert page.find("a", href=shelf.page)


@pytest.mark.parametrize("pin", ["", "000", "не тот", "1" * 5000, "１２３４５６"])
def test_a_wrong_pin_is_a_sentence(client: InspectingClient, shelf: Shelf, pin: str):
    answer = client.send(shelf.door, {"pin": pin}, expect=422)
    assert 'class="error"' in answer.get_data(as_text=True)
    client.get(shelf.page, expect=303)


def test_ten_wrong_pins_close_the_door_for_a_while(client: InspectingClient, shelf: Shelf):
    for _ in range(10):
        client.send(shelf.door, {"pin": "000000x"}, expect=422)
    client.send(shelf.door, {"pin": shelf.pin}, expect=429)
    with held_at(now() + timedelta(minutes=16)):
        shelf.enter(client)


def test_nothing_opens_without_the_pin(client: InspectingClient, shelf: Shelf):
    for path in (shelf.page, f"{shelf.page}/sound.webm", f"{shelf.page}/take-down"):
        assert client.get(path, expect=303).location.endswith(shelf.door)


def test_the_story_has_both_languages_and_its_times(client: InspectingClient, shelf: Shelf):
    page = shelf.enter(client).page(shelf.page)
    lines = page.select("[data-start]")
    assert [line["data-start"] for line in lines] == ["0", "10000", "20000"]
    assert lines[0].select_one("[lang=kk]").get_text() == "Таңертең апам ерте тұратын."
    assert lines[0].select_one("[lang=ru]").get_text() == "Перевод 0."


@pytest.mark.parametrize("show", ["kk", "ru", "both"])
def test_the_language_of_the_text_can_be_chosen_without_script(
    client: InspectingClient, shelf: Shelf, show: str
):
    page = shelf.enter(client).page(f"{shelf.page}?show={show}")
    assert page.select_one("[data-text]")["data-show"] == show


def test_the_sound_comes_whole_and_in_stretches(client: InspectingClient, shelf: Shelf):
    shelf.enter(client)
    whole = client.get(f"{shelf.page}/sound.webm")
    assert whole.data == SOUND
    assert whole.mimetype == "audio/webm"
    part = client.get(f"{shelf.page}/sound.m4a", headers={"Range": "bytes=10-19"}, expect=206)
    assert part.data == SOUND[10:20]


def test_pages_are_private(client: InspectingClient, shelf: Shelf):
    answer = shelf.enter(client).get(shelf.page)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("close", ["expire", "revoke"])
def test_a_closed_link_is_gone(client: InspectingClient, shelf: Shelf, close: str):
    shelf.enter(client)
    getattr(shelf, close)()
    for path in (shelf.door, shelf.page, f"{shelf.page}/sound.webm"):
        client.get(path, expect=410)
    client.send(shelf.door, {"pin": shelf.pin}, expect=410)


def test_an_unknown_link_is_not_found(client: InspectingClient, shelf: Shelf):
    client.get(f"/r/{'x' * 32}", expect=404)
    client.get("/r/short", expect=404)


def test_a_visit_ends_after_half_a_day(client: InspectingClient, shelf: Shelf):
    shelf.enter(client)
    with held_at(now() + timedelta(hours=13)):
        client.get(shelf.page, expect=303)


def test_a_withdrawn_agreement_hides_page_and_sound_at_once(client: InspectingClient, shelf: Shelf):
    shelf.enter(client)
    with shelf.app.app_context(), unit_of_work():
        for row in db.session.query(Agreement):
            row.withdrawn_at = now()
    assert not client.page(shelf.door).find("a", href=shelf.page)
    client.get(shelf.page, expect=410)
    client.get(f"{shelf.page}/sound.webm", expect=410)


def test_an_edit_after_approval_hides_the_story(client: InspectingClient, shelf: Shelf):
    shelf.enter(client)
    shelf.change(Story, shelf.story.id, revision=2, copy_revision=2)
    client.get(shelf.page, expect=410)


def test_another_collections_story_is_not_found(client: InspectingClient, shelf: Shelf):
    other = shelf.make.story(approved=True)
    shelf.enter(client).get(f"{shelf.door}/story/{other.id}", expect=404)


def test_leaving_closes_the_room_on_this_phone(client: InspectingClient, shelf: Shelf):
    shelf.enter(client)
    client.send(f"{shelf.door}/leave")
    client.get(shelf.page, expect=303)


def test_visits_are_counted_and_nothing_else(client: InspectingClient, shelf: Shelf):
    from stories.reading.models import ReadingLink

    shelf.enter(client)
    with shelf.app.app_context(), unit_of_work(write=False):
        assert db.session.get_one(ReadingLink, shelf.link_id).opened == 1


def test_the_token_is_kept_nowhere(client: InspectingClient, shelf: Shelf):
    shelf.enter(client)
    form = {"reason": "Біздің көше аталған.", "once": str(uuid.uuid4())}
    first = client.send(f"{shelf.page}/take-down", form)
    with shelf.app.app_context(), unit_of_work(write=False):
        kept = [row.location for row in db.session.query(Submission)]
    assert kept
    assert not any(shelf.token in location for location in kept)
    again = client.send(f"{shelf.page}/take-down", form)
    assert again.location == first.location == f"{shelf.door}/asked"


def test_a_link_that_is_guessed_at_closes_for_good(app, client, shelf, monkeypatch):
    monkeypatch.setattr(pins, "MOST_WRONG", 3)
    for _ in range(2):
        client.send(shelf.door, {"pin": "000000"}, expect=422)
    shelf.enter(client)  # forgets earlier mistakes
    stranger = app.test_client()
    for _ in range(3):
        stranger.send(shelf.door, {"pin": "000000"}, expect=422)
    stranger.get(shelf.door, expect=410)
    client.get(shelf.door, expect=410)
    with app.app_context(), unit_of_work(write=False):
        told = list(db.session.scalars(db.select(AuditEvent.action)))
    assert told.count("reading.link_guessed") == 1


def test_one_network_cannot_try_one_pin_at_every_link(client, shelf, monkeypatch):
    monkeypatch.setattr(pins, "NETWORK_LIMIT", 2)
    for _ in range(2):
        client.send(shelf.door, {"pin": "000000"}, expect=422)
    client.send(shelf.door, {"pin": shelf.pin}, expect=429)
    elsewhere = {"REMOTE_ADDR": "10.1.2.3"}
    client.send(shelf.door, {"pin": shelf.pin}, environ_overrides=elsewhere)
