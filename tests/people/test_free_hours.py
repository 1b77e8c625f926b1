"""When somebody is free: kept, told, merged and forgotten; «not known» is not «never»."""

from collections import defaultdict

import pytest

from stories.foundation.db import db, unit_of_work
from stories.foundation.hours import NEVER, Hours
from stories.people import erasing, twice
from stories.people.held import about
from stories.people.models import Person
from tests.client import soup

EVENINGS = Hours.of([(2, 840, 1020), (4, 840, 900), (4, 1080, 1440)])
KEPT = [[2, 840, 1020], [4, 840, 900], [4, 1080, 1440]]


def sent(page):
    """The whole form as it stands on a page; a name that stands there twice is sent twice."""
    data = defaultdict(list)
    for item in page.select("main form.form [name]"):
        if item.get("type") not in {"radio", "checkbox"} or item.has_attr("checked"):
            chosen = item.select_one("option[selected]") if item.name == "select" else item
            data[item["name"]].append(chosen.get("value", "y") if chosen else "")
    data.pop("once", None)
    return dict(data)


def stored(app, row):
    with app.app_context(), unit_of_work(write=False):
        found = db.session.get(Person, row.id)
        db.session.expunge_all()
    return found


@pytest.fixture
def desk(client, make):
    return client.sign_in(make.facilitator()).speak("en")


def test_hours_are_kept_shown_and_sent_back_unchanged(app, desk, make):
    row = make.person(name="Әселя")
    path = f"/people/{row.id}"
    week = {
        "free_hours-known": "these",
        "free_hours-2-from": ["14:00", ""],
        "free_hours-2-to": ["17:00", ""],
        "free_hours-4-from": ["18:00", "14:00"],
        "free_hours-4-to": ["00:00", "15:00"],
    }
    desk.send(f"{path}/edit", sent(desk.page(f"{path}/edit")) | week)
    assert stored(app, row).free == EVENINGS
    assert "Wed 14:00–17:00; Fri 14:00–15:00, 18:00–24:00" in desk.page(path).text
    desk.send(f"{path}/edit", sent(desk.page(f"{path}/edit")) | {"name": "Әселя апа"})
    assert (stored(app, row).free, stored(app, row).name) == (EVENINGS, "Әселя апа")


def test_never_is_said_and_not_known_is_not(app, desk, make):
    row = make.person()
    path = f"/people/{row.id}"
    assert "Free hours" not in desk.page(path).text
    form = sent(desk.page(f"{path}/edit")) | {"free_hours-known": "never"}
    desk.send(f"{path}/edit", form)
    assert stored(app, row).free == NEVER
    assert "No free hours in the week" in desk.page(path).text
    form = sent(desk.page(f"{path}/edit")) | {"free_hours-known": "unknown"}
    desk.send(f"{path}/edit", form)
    assert stored(app, row).free is None


def test_a_wrong_week_saves_nothing(app, desk, make):
    row = make.person(free_hours=KEPT)
    path = f"/people/{row.id}/edit"
    wrong = {"free_hours-2-from": "17:00", "free_hours-2-to": "14:00", "name": "Басқа"}
    page = soup(desk.send(path, sent(desk.page(path)) | wrong, expect=422))
    assert "Wednesday: the end is before the beginning." in page.text
    assert stored(app, row).free == EVENINGS


def test_two_who_change_hours_choose(app, desk, make):
    row = make.person()
    path = f"/people/{row.id}/edit"
    first = sent(desk.page(path))
    theirs = first | {"free_hours-known": "never", "region": "Алматы"}
    desk.send(path, theirs)
    mine = {"free_hours-known": "these", "free_hours-2-from": "14:00", "free_hours-2-to": "17:00"}
    page = soup(desk.send(path, first | mine, expect=409))
    assert "Wed 14:00–17:00" in page.text
    assert "No free hours in the week" in page.text
    desk.send(path, sent(page) | {"pick_hours": "mine"})
    assert stored(app, row).free == Hours.of([(2, 840, 1020)])
    assert stored(app, row).region == "Алматы"


def test_hours_are_told_to_whom_they_are_about_and_go_with_them(app, make):
    row = make.person(free_hours=KEPT)
    with app.test_request_context(headers={"Accept-Language": "en"}), unit_of_work(write=False):
        told = next(item for item in about(row.id) if item.table == "people")
        assert "Wed 14:00–17:00; Fri 14:00–15:00, 18:00–24:00" in dict(told.said).values()
        assert told.facts["free_hours"] == KEPT
        assert erasing.blank(row)["free_hours"] is None


def test_merging_chooses_hours_and_takes_what_is_known(app, make):
    ids = [make.person(free_hours=one).id for one in (KEPT, [], None)]
    with app.test_request_context(), unit_of_work(write=False):
        free, never, unknown = (db.session.get_one(Person, person_id) for person_id in ids)
        assert twice.differing(free, never) == ["name", "hours"]
        assert twice.chosen(unknown, never, frozenset())["free_hours"] == []
        assert "free_hours" not in twice.chosen(never, free, frozenset())
