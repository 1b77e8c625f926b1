"""Who else has a text open, and what they changed meanwhile."""

import uuid
from datetime import timedelta

import pytest

from stories.foundation.clock import now
from stories.foundation.db import db, unit_of_work
from stories.transcripts.presence.models import TextPresence
from stories.transcripts.presence.services import THERE, forget_who_left

JSON = {"Accept": "application/json"}


@pytest.fixture
def ask(client, recording):
    def post(user, **fields):
        client.sign_in(user).speak("en")
        path = f"/recordings/{recording.id}/transcript/news"
        return client.send(path, fields, expect=200, headers=JSON).json

    return post


@pytest.fixture
def other(make):
    return make.facilitator(name="Гүлнәр", email="gulnar@example.org")


@pytest.mark.usefixtures("version")
def test_colleagues_see_each_other_until_they_are_gone(app, ask, facilitator, other, segments):
    assert ask(facilitator, at=str(segments()[1].id))["others"] == ""
    told = ask(other)["others"]
    assert told == f"Also here: {facilitator.name} (0:10)"
    assert ask(facilitator)["others"] == "Also here: Гүлнәр"
    with app.app_context(), unit_of_work():
        for row in db.session.query(TextPresence):
            row.seen_at = now() - THERE - timedelta(seconds=1)
    assert ask(facilitator)["others"] == ""
    with app.app_context(), unit_of_work():
        forget_who_left()
    with app.app_context(), unit_of_work(write=False):
        assert [row.user_id for row in db.session.query(TextPresence)] == [facilitator.id]


@pytest.mark.usefixtures("version")
def test_nobody_of_another_organisation_is_named(app, make, ask, facilitator, recording, client):
    stranger = make.facilitator(
        name="Бөтен", email="stranger@example.org", organisation=make.other_organisation()
    )
    client.sign_in(stranger)
    path = f"/recordings/{recording.id}/transcript/news"
    client.send(path, {}, expect=404, headers=JSON)
    row = TextPresence(
        recording_id=recording.id,
        user_id=stranger.id,
        organisation_id=recording.organisation_id,
        seen_at=now(),
    )
    make.keep(row)
    assert ask(facilitator)["others"] == ""


def test_what_others_changed_comes_with_its_place(ask, client, facilitator, other, segments):
    seen = ask(facilitator)["seen"]
    first, second, _third = segments()
    client.sign_in(other)
    fields = {"text": "Жаңа мәтін", "language": "kk", "revision": "1"}
    client.send(f"/segments/{first.id}", fields, expect=200, headers=JSON)
    client.send(f"/segments/{first.id}/split", {"at": "4", "revision": "2"}, expect=200)
    client.send(f"/segments/{second.id}/merge", {"revision": "1"}, expect=200)
    told = ask(facilitator, seen=seen)
    rows = segments()
    assert [one["id"] for one in told["rows"]] == [str(row.id) for row in rows]
    assert [one["after"] for one in told["rows"]] == [None, str(rows[0].id), str(rows[1].id)]
    assert "Жаңа" in told["rows"][0]["html"]
    assert len(told["gone"]) == 1
    again = ask(facilitator, seen=told["seen"])
    assert (again["rows"], again["gone"]) == ([], [])


@pytest.mark.parametrize("seen", ["", "x", "-5", "9" * 30, "1.5"])
def test_absurd_numbers_bring_no_harm(ask, facilitator, segments, seen):
    assert segments()
    assert "seen" in ask(facilitator, seen=seen, at="nobody", version="x")


def test_another_working_text_says_so(ask, facilitator, segments):
    assert segments()
    told = ask(facilitator, version=str(uuid.uuid4()))
    assert "Another version" in told["elsewhere"]


def test_no_text_comes_once_somebody_took_their_word_back(
    app, client, facilitator, recording, version
):
    from stories.people.models import Agreement

    client.sign_in(facilitator)
    with app.app_context(), unit_of_work():
        for row in db.session.query(Agreement):
            row.withdrawn_at = now()
    path = f"/recordings/{recording.id}/transcript"
    for what in ("news", "undo", "redo"):
        client.send(f"{path}/{what}", {}, expect=403, headers=JSON)
    client.get(f"{path}/history", expect=403)
