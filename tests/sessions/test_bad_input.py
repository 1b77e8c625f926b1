"""What a hurried or hostile hand may send: a sentence beside the field, and nothing lost."""

from datetime import datetime, timedelta

import pytest

from stories.foundation.db import db, unit_of_work
from stories.people.models import Generation
from stories.sessions.models import StorytellingSession
from tests.client import soup
from tests.sessions.helpers import ALMATY, World, kept, soon


@pytest.fixture
def world(make, client):
    world = World(make)
    client.sign_in(world.leader).speak("en")
    return world


def count(app):
    with app.app_context(), unit_of_work(write=False):
        return db.session.query(StorytellingSession).count()


def refused(client, data, path="/sessions/new"):
    return soup(client.send(path, data, expect=422))


def wrong(page):
    """Names of the fields that have a sentence beside them."""
    return {tag["id"].removesuffix("-error") for tag in page.select(".field .error")}


BAD = [
    ({"elders": []}, "elders"),
    ({"elders": [""]}, "elders"),
    ({"elders": ["nobody"]}, "elders"),
    ({"elders": ["00000000-0000-0000-0000-000000000000"]}, "elders"),
    ({"day": ""}, "day"),
    ({"day": "2026-02-31"}, "day"),
    ({"day": "9999-12-31"}, "day"),
    ({"day": "0001-01-01"}, "day"),
    ({"day": "ертең"}, "day"),
    ({"day": "99999-01-01"}, "day"),
    ({"start": ""}, "start"),
    ({"start": "25:00"}, "start"),
    ({"start": "түсте"}, "start"),
    ({"minutes": ""}, "minutes"),
    ({"minutes": "-40"}, "minutes"),
    ({"minutes": "19"}, "minutes"),
    ({"minutes": "91"}, "minutes"),
    ({"minutes": "4e1"}, "minutes"),
    ({"minutes": "9" * 5000}, "minutes"),
    ({"zone": "Mars/Olympus"}, "zone"),
    ({"zone": "../../etc/passwd"}, "zone"),
    ({"zone": ""}, "zone"),
    ({"languages": []}, "languages"),
    ({"languages": ["tlh"]}, "languages"),
    ({"theme": ""}, "theme"),
    ({"theme": "  \x00 "}, "theme"),
    ({"theme": "н" * 161}, "theme"),
    ({"place": ""}, "place"),
    ({"place": "н" * 121}, "place"),
    ({"room": "н" * 61}, "room"),
    ({"note": "н" * 200_000}, "note"),
    ({"interpreter": "н" * 121}, "interpreter"),
    ({"facilitator": ""}, "facilitator"),
    ({"facilitator": "me"}, "facilitator"),
    ({"prompts": ["tell-me-why"]}, "prompts"),
]


def test_every_absurd_value_has_its_sentence_and_nothing_else_is_touched(client, app, world):
    for change, field in BAD:
        page = refused(client, world.form(**change))
        assert wrong(page) == {field}, change
        if field != "theme":
            assert page.find(id="theme")["value"] == "Нан туралы әңгіме", change
        if field != "elders":
            assert page.find("input", value=str(world.elder.id)).has_attr("checked"), change
    assert count(app) == 0


@pytest.mark.usefixtures("world")
def test_an_empty_form_names_every_field_it_needs(client):
    needed = {"elders", "day", "start", "minutes", "languages", "theme", "facilitator"}
    assert needed <= wrong(refused(client, {}))


def test_what_cannot_be_read_is_still_there_to_be_mended(client, world):
    page = refused(client, world.form(day="2026-02-31", start="25:00", minutes="көп", note="Есте"))
    assert page.find(id="day")["value"] == "2026-02-31"
    assert page.find(id="start")["value"] == "25:00"
    assert page.find(id="minutes")["value"] == "көп"
    assert page.find(id="note").get_text().strip() == "Есте"


def test_the_same_person_twice(client, world):
    twice = world.form(elders=[str(world.elder.id)] * 2)
    assert wrong(refused(client, twice)) == {"elders"}


def test_a_person_of_another_organisation_is_not_on_the_list(client, make, world):
    stranger = make.person(Generation.YOUTH, organisation_id=make.other_organisation().id)
    page = refused(client, world.form(youth=[str(stranger.id)]))
    assert wrong(page) == {"youth"}
    assert stranger.name not in page.get_text()


@pytest.mark.parametrize("change", [{}, {"start": "15:39"}, {"start": "14:21"}])
def test_a_clash_is_told_beside_its_fields_with_who_and_when(client, app, world, change):
    assert client.send("/sessions/new", world.form())
    page = refused(client, world.form(**change))
    assert wrong(page) == {"elders", "facilitator", "room"}
    told = page.find(id="elders-error").get_text()
    assert "Мәриям апа" in told
    assert "15:00–15:40" in told
    assert count(app) == 1


def test_a_good_form_is_kept_with_its_questions(client, app, world):
    sent = world.form(prompts=["bread-smell", "family-name"], minutes="60", note="Шай керек")
    place = client.send("/sessions/new", sent).location
    page = client.page(place)
    assert "How did the bread" not in page.get_text()
    assert "нанның иісі" in page.get_text()
    row = kept(app, _only(app))
    assert (row.minutes, row.note) == (60, "Шай керек")
    assert row.starts_at.astimezone(ALMATY).hour == 15


def _only(app):
    with app.app_context(), unit_of_work(write=False):
        return db.session.query(StorytellingSession).one().id


def test_a_stale_tab_plans_nothing_twice(client, app, world):
    page = client.page("/sessions/new")
    token = page.find("input", attrs={"name": "once"})["value"]
    first = client.send("/sessions/new", world.form(once=token)).location
    again = client.send("/sessions/new", world.form(once=token)).location
    assert first == again
    assert count(app) == 1


def test_an_hour_that_comes_twice_or_never_is_told_beside_the_time(client, world):
    for zone, day, hour in _odd_hours():
        page = refused(client, world.form(zone=zone, day=day.isoformat(), start=hour))
        assert wrong(page) == {"start"}


def _odd_hours():
    today = datetime.now(ALMATY).date()
    year = today.year + 1
    march = max(_sundays(year, 3))
    october = max(_sundays(year, 10))
    return [("Europe/Berlin", march, "02:30"), ("Europe/Berlin", october, "02:30")]


def _sundays(year, month):
    first = datetime(year, month, 1, tzinfo=ALMATY).date()
    days = [first + timedelta(days=place) for place in range(31)]
    return [day for day in days if day.weekday() == 6 and day.month == month]


def test_a_plan_is_changed_and_a_bad_change_leaves_it_as_it_was(client, app, world):
    session = world.session(starts_at=soon(30))
    path = f"/sessions/{session.id}/edit"
    page = client.page(path)
    assert page.find(id="theme")["value"] == "Нан туралы әңгіме"
    assert page.find("input", value=str(world.elder.id)).has_attr("checked")
    refused(client, world.form(minutes="500"), path)
    assert kept(app, session.id).minutes == 40
    client.send(path, world.form(minutes="50", youth=[]))
    row = kept(app, session.id)
    assert row.minutes == 50
    assert row.listeners == []


def test_control_characters_never_reach_the_database(client, app, world):
    client.send("/sessions/new", world.form(theme="Нан\x00\x07 туралы", note="а\x00б\r\nв"))
    row = kept(app, _only(app))
    assert row.theme == "Нан туралы"
    assert "\x00" not in row.note


@pytest.mark.usefixtures("world")
def test_strange_addresses_are_not_found(client):
    for path in ("/sessions/1", "/sessions/00000000-0000-0000-0000-000000000000"):
        client.get(path, expect=404)
    client.get("/sessions/new?day=9999-99-99")
    client.get("/sessions/new?day=%00")
