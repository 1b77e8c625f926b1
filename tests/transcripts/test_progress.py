"""How far it is: by a stream, by asking, and without scripts; in three languages."""

import json
import uuid

import pytest

from stories.foundation.access import Role
from stories.foundation.db import unit_of_work
from stories.foundation.models import Work, WorkState
from stories.transcripts.streams import Streams, places
from stories.transcripts.views import writing
from tests.guards.writing import writing_rows


@pytest.fixture
def rows(make, recording, session):
    return writing_rows(make, recording, session)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(writing, "EACH", 0.01)
    monkeypatch.setattr(writing, "LONGEST", 0.3)
    monkeypatch.setattr(writing, "SILENCE", 0.05)
    monkeypatch.setattr(writing, "streams", Streams())


def address(rows, verb, name="recording.writing"):
    return f"/recordings/{rows[name]}/transcript/{verb}"


def said(answer):
    lines = answer.get_data(as_text=True).split("\n\n")
    return [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data:")]


def test_the_stream_tells_figures_keeps_alive_and_ends(client, facilitator, rows):
    answer = client.sign_in(facilitator).speak("en").get(address(rows, "stream"))
    assert answer.mimetype == "text/event-stream"
    assert "no-store" in answer.headers["Cache-Control"]
    assert said(answer) == [
        {
            "moving": True,
            "share": 40,
            "words": "40 % · about 1 minute left",
            "told": "about 1 minute left",
            "windows": 4,
        }
    ]
    assert ": still here" in answer.get_data(as_text=True)
    answer.close()
    assert writing.streams.open == 0, "it gave its place back"


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "40 % · шамамен 1 минут қалды"), ("ru", "40 % · осталось около 1 минуты")],
)
def test_time_left_in_the_readers_language(client, facilitator, rows, language, words):
    answer = client.sign_in(facilitator).speak(language).get(address(rows, "stream"))
    assert said(answer)[0]["words"] == words


def test_a_stream_ends_when_the_work_does(app, client, facilitator, rows, monkeypatch):
    monkeypatch.setattr(writing, "LONGEST", 20.0)
    looked = []
    real = writing._told

    def told(*args):
        looked.append(args)
        if len(looked) == 3:
            from stories.foundation.db import db

            with app.app_context(), unit_of_work():
                row = db.session.query(Work).filter_by(subject_id=rows["recording.writing"]).one()
                row.state = WorkState.DONE
        return real(*args)

    monkeypatch.setattr(writing, "_told", told)
    found = said(client.sign_in(facilitator).get(address(rows, "stream")))
    assert [one["moving"] for one in found] == [True, False]


def test_where_there_is_no_room_the_browser_is_told_to_ask_instead(client, facilitator, rows):
    client.sign_in(facilitator)
    assert writing.streams.enter(facilitator.id, 9)
    client.get(address(rows, "stream"), expect=204)
    told = client.get(address(rows, "progress")).get_json()
    assert (told["moving"], told["share"]) == (True, 40)


def test_streams_are_few_and_each_person_has_one():
    streams, people = Streams(), [uuid.uuid4() for _ in range(4)]
    assert places(8) == 2
    assert places(1) == 1
    assert streams.enter(people[0], 2)
    assert not streams.enter(people[0], 2)
    assert streams.enter(people[1], 2)
    assert not streams.enter(people[2], 2)
    streams.leave(people[0])
    assert streams.enter(people[2], 2)
    assert streams.open == 2


def test_without_scripts_the_page_says_it_and_links_to_itself(client, facilitator, rows):
    client.sign_in(facilitator).speak("en")
    page = client.page(f"/recordings/{rows['recording.writing']}")
    assert page.select_one("[data-bar] progress")["value"] == "40"
    assert "about 1 minute left" in page.get_text()
    assert "Look again" in str(page.select_one("[data-writing] noscript"))
    told = page.select_one("[data-told]")
    assert (told["role"], told.get_text(strip=True)) == ("status", "")


def test_who_may_not_see_the_text_learns_nothing_of_it(client, make, rows, staff):
    client.sign_in(make.user(Role.FACILITATOR, organisation=make.other_organisation()))
    for verb in ("stream", "progress"):
        client.get(address(rows, verb), expect=404)
    client.sign_in(staff[Role.ADMIN])
    client.get(address(rows, "stream"), expect=403)


def test_few_questions_to_the_database(app, rows):
    from sqlalchemy import event

    from stories.foundation.db import db

    asked = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    writing._told(app, rows["recording.writing"], "kk")
    assert len([line for line in asked if line.startswith("SELECT")]) == 1
