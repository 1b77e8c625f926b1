"""Pages of series: nothing is saved before every session was shown."""

from datetime import date, timedelta

import pytest

from stories.foundation import clock
from stories.foundation.access import Role
from stories.sessions.models import SessionState
from tests.client import soup
from tests.sessions.helpers import World
from tests.sessions.series.helpers import at, planned, rows, thursday
from tests.sessions.test_bad_input import count


@pytest.fixture
def world(make, client):
    world = World(make)
    client.sign_in(world.leader).speak("en")
    return world


def form(world, **more):
    asked = {"day": thursday().isoformat(), "frequency": "weekly", "interval": "1", "times": "4"}
    return world.form(**asked | more)


def preview(client, data, expect=200):
    return soup(client.send("/sessions/series/new", data | {"step": "look"}, expect=expect))


def sent_on(page):
    """What the preview's form would send, as a browser does."""
    frame = page.find("form", class_="form")
    found = {}
    for tag in frame.find_all("input"):
        if tag["type"] == "hidden" or tag.has_attr("checked"):
            found.setdefault(tag["name"], []).append(tag["value"])
    return found


def test_every_session_is_shown_before_anything_is_saved(app, client, world):
    page = preview(client, form(world))
    assert len(page.select(".foreseen > li")) == 4
    assert count(app) == 0
    answer = client.send("/sessions/series/new", sent_on(page) | {"step": "save"})
    assert count(app) == 4
    listed = client.page(answer.location)
    assert "Every week: Thursday" in listed.text
    assert "4 sessions are planned." in listed.text
    assert len(listed.select("ul.rows > li")) == 4


def test_a_double_tap_plans_one_series(app, client, world):
    page = preview(client, form(world))
    data = sent_on(page) | {"step": "save"}
    assert data["once"]
    places = {client.send("/sessions/series/new", data).location for _tap in range(2)}
    assert len(places) == 1
    assert count(app) == 4


def test_a_clash_is_told_with_who_and_when_and_may_be_left_out(app, client, world):
    third = thursday() + timedelta(weeks=2)
    world.session(starts_at=at(third), narrators=[world.elder], listeners=[])
    page = preview(client, form(world))
    lines = page.select(".foreseen > li")
    assert ["Taken" in line.text for line in lines] == [False, False, True, False]
    assert "Мәриям апа already has a session on" in lines[2].text
    refused = client.send("/sessions/series/new", sent_on(page) | {"step": "save"}, expect=422)
    assert "Some of these sessions cannot be." in refused.text
    assert count(app) == 1
    left = sent_on(page) | {"step": "save", "leave": f"{third}T15:00"}
    client.send("/sessions/series/new", left)
    assert count(app) == 4


def test_holidays_and_unknown_school_years_are_told(client, world):
    today = clock.today()
    day = min(day for year in (0, 1) if (day := date(today.year + year, 12, 16)) > today)
    told = preview(client, form(world, day=day.isoformat(), times="1")).find("main").text
    assert "Independence Day" in told
    assert f"The school holidays of {day.year}/{day.year % 100 + 1} are not known yet." in told


def test_whatever_is_taken_or_a_day_off_is_left_out_at_once(app, client, world):
    third = thursday() + timedelta(weeks=2)
    world.session(starts_at=at(third), narrators=[world.elder], listeners=[])
    page = preview(client, form(world, times="40"))
    off = [line for line in page.select(".foreseen > li") if line.select(".tag")]
    skipped = soup(
        client.send("/sessions/series/new", sent_on(page) | {"step": "skip"}, expect=200)
    )
    ticked = skipped.select(".foreseen input[checked]")
    assert len(ticked) == len(off) >= 1
    assert f"{third}T15:00" in {each["value"] for each in ticked}
    client.send("/sessions/series/new", sent_on(skipped) | {"step": "save"})
    assert count(app) == 1 + 40 - len(off)


def test_going_back_keeps_what_was_entered(app, client, world):
    page = preview(client, form(world, times="5", theme="Құдалық"))
    back = soup(client.send("/sessions/series/new", sent_on(page) | {"step": "back"}, expect=200))
    assert back.find(id="theme")["value"] == "Құдалық"
    assert back.find(id="times")["value"] == "5"
    assert not back.select(".error")
    assert count(app) == 0


def test_days_in_the_past_are_asked_about(app, client, world):
    page = preview(client, form(world, day=thursday(-2).isoformat()))
    assert "This day has passed" in page.text
    refused = client.send("/sessions/series/new", sent_on(page) | {"step": "save"}, expect=422)
    assert "Say that you enter them late." in refused.text
    late = sent_on(page) | {"step": "save", "late": "y"}
    client.send("/sessions/series/new", late)
    assert count(app) == 4


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"times": "0"}, "times"),
        ({"times": "10000"}, "times"),
        ({"times": ""}, "times"),
        ({"times": "9" * 5000}, "times"),
        ({"interval": "0"}, "interval"),
        ({"interval": "-1"}, "interval"),
        ({"interval": "12", "times": "60"}, "times"),
        ({"frequency": "secondly"}, "frequency"),
        ({"weekdays": ["7"]}, "weekdays"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"room": "н" * 5000}, "room"),
        ({"minutes": "-40"}, "minutes"),
        ({"travel_minutes": "999"}, "travel_minutes"),
        ({"elders": []}, "elders"),
        ({"day": "2019-01-03"}, "day"),
        ({"start": "25:00"}, "start"),
    ],
)
def test_every_absurd_value_has_its_sentence(app, client, world, change, field):
    page = preview(client, form(world, **change), expect=422)
    wrong = {tag["id"].removesuffix("-error") for tag in page.select(".field .error")}
    assert wrong == {field}
    assert count(app) == 0


def test_hours_that_do_not_exist_are_told_in_the_preview(client, world):
    berlin = {"zone": "Europe/Berlin", "day": "2027-03-21", "start": "02:30"}
    page = preview(client, form(world, **berlin))
    lines = page.select(".foreseen > li")
    assert ["No such time" in line.text for line in lines] == [False, True, False, False]


# Changing and cancelling


def edit_form(world, row, **more):
    fields = {"day": thursday().isoformat(), "languages": ["kk", "ru"], "scope": "all"}
    return world.form(**fields | more)


def test_one_of_a_series_says_so_and_all_are_changed_from_its_page(app, client, world):
    series_id = planned(app, world)
    first = rows(app, series_id)[0]
    page = client.page(f"/sessions/{first.id}")
    assert "Session 1 of 4 in a series" in page.text
    assert len(client.page(f"/sessions/{first.id}/edit").select("input[name=scope]")) == 3
    answer = client.send(f"/sessions/{first.id}/edit", edit_form(world, first, theme="Ән"))
    assert "4 sessions are changed." in client.page(answer.location).text
    assert {row.theme for row in rows(app, series_id)} == {"Ән"}


def test_what_is_changed_for_one_is_told_as_its_own(app, client, world):
    series_id = planned(app, world)
    first = rows(app, series_id)[0]
    data = edit_form(world, first, room="5", scope="this")
    client.send(f"/sessions/{first.id}/edit", data)
    assert "Here alone: another place" in client.page(f"/sessions/{first.id}").text
    assert "another place" in client.page(f"/sessions/series/{series_id}").text


def test_a_clash_of_all_is_told_beside_the_choice(app, client, world):
    series_id = planned(app, world)
    first = rows(app, series_id)[0]
    world.session(starts_at=at(thursday(3), 11), narrators=[world.elder], listeners=[])
    data = edit_form(world, first, start="11:00")
    page = soup(client.send(f"/sessions/{first.id}/edit", data, expect=422))
    assert "already has a session" in page.find(id="scope-error").text
    assert {row.starts_at.hour for row in rows(app, series_id)} == {10}


def test_a_single_session_asks_nothing_about_others(client, world):
    session = world.session(starts_at=at(thursday()))
    assert not client.page(f"/sessions/{session.id}/edit").select("input[name=scope]")
    assert not client.page(f"/sessions/{session.id}/cancel").select("input[name=scope]")


def test_all_that_follow_are_cancelled_with_a_word(app, client, world):
    series_id = planned(app, world)
    second = rows(app, series_id)[1]
    data = {"reason": "Қар жауып тұр", "scope": "following"}
    client.send(f"/sessions/{second.id}/cancel", data)
    assert "3 sessions are cancelled." in client.page(f"/sessions/{second.id}").text
    gone = [row.state is SessionState.CANCELLED for row in rows(app, series_id)]
    assert gone == [False, True, True, True]
    for bad in ("", "everything", "ALL"):
        client.send(f"/sessions/{second.id}/cancel", data | {"scope": bad}, expect=303)


def test_a_scope_that_does_not_exist_is_told(app, client, world):
    first = rows(app, planned(app, world))[0]
    data = {"reason": "Қар", "scope": "everything"}
    page = client.send(f"/sessions/{first.id}/cancel", data, expect=422)
    assert "Choose which sessions you mean." in page.text


def test_one_more_is_added_on_a_page_of_its_own(app, client, world):
    series_id = planned(app, world)
    path = f"/sessions/series/{series_id}/add"
    client.page(path)
    client.send(path, {"day": thursday().isoformat(), "start": "15:00"}, expect=422)
    client.send(path, {"day": thursday().isoformat(), "start": "18:00"})
    client.send(path, {"day": "2031-01-01", "start": "18:00"}, expect=422)
    assert len(rows(app, series_id)) == 5


def test_each_role_and_strangers(app, client, make, world):
    series_id = planned(app, world)
    client.sign_in(make.user(Role.CURATOR))
    assert "Add a session" not in client.page(f"/sessions/series/{series_id}").text
    client.get("/sessions/series/new", expect=403)
    client.get(f"/sessions/series/{series_id}/add", expect=403)
    client.sign_in(make.user(Role.ADMIN, organisation=make.other_organisation()))
    client.get(f"/sessions/series/{series_id}", expect=404)
    client.get(f"/sessions/series/{series_id}/add", expect=404)


def test_the_calendar_tells_days_off(client, world):
    assert "Independence Day" in client.page("/sessions?month=2026-12").text
    assert "Winter school holidays" in client.page("/sessions?month=2026-01").text
