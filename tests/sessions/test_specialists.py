"""The directory of specialists: who keeps it, who reads what, and whom a search finds."""

import pytest

from stories.foundation.access import STAFF, Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.hours import Hours, kept
from stories.foundation.models import AuditEvent
from stories.sessions.specialists.models import Specialist, SpecialistKind
from stories.sessions.specialists.rules import Wanted, fits

AFTERNOON = {
    "free_hours-known": "these",
    "free_hours-2-from": "14:00",
    "free_hours-2-to": "17:00",
}
ENTRY = {
    "name": "Гүлнар Сейіт",
    "kind": "psychologist",
    "languages": ["kk", "ru"],
    "in_person": "y",
    "phone": "+7 701 555 44 33",
    "email": "gulnar@example.org",
    "place": "Бейбітшілік көшесі, 12",
    "region": "Қарағанды",
} | AFTERNOON


def rows(app):
    with app.app_context(), unit_of_work(write=False):
        found = db.session.query(Specialist).all()
        db.session.expunge_all()
        return found


@pytest.fixture
def keeper(client, make):
    return client.sign_in(make.user(Role.CURATOR)).speak("en")


def test_a_specialist_is_entered_changed_and_taken_out(app, keeper):
    keeper.send("/specialists/new", ENTRY)
    [row] = rows(app)
    assert (row.kind, row.shared, row.remote) == (SpecialistKind.PSYCHOLOGIST, False, False)
    assert row.free == Hours.of([(2, 14 * 60, 17 * 60)])
    page = keeper.page(f"/specialists/{row.id}").get_text(" ")
    assert "Wed 14:00–17:00" in page
    assert "+7 701 555 44 33" in page
    keeper.send(f"/specialists/{row.id}/edit", ENTRY | {"name": "Гүлнар апай", "remote": "y"})
    assert [(one.name, one.remote) for one in rows(app)] == [("Гүлнар апай", True)]
    keeper.send(f"/specialists/{row.id}/retire")
    assert "Гүлнар" not in keeper.page("/specialists").get_text()
    assert "No longer offered" in keeper.page(f"/specialists/{row.id}").get_text()


def test_nothing_is_ticked_beforehand(keeper):
    boxes = keeper.page("/specialists/new").select("input[type=checkbox], input[name=kind]")
    assert len(boxes) > 8
    assert not [box["name"] for box in boxes if box.has_attr("checked")]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": "  "}, "Please fill this in."),
        ({"name": "А" * 161}, "This is too long."),
        ({"kind": "wizard"}, "Please choose one."),
        ({"kind": "other"}, "Say what they are."),
        ({"languages": []}, "Say which languages they speak."),
        ({"languages": ["xx"]}, "Please choose one."),
        ({"in_person": ""}, "Say whether they are met in person, on a call, or both."),
        ({"email": "gulnar"}, "This is no e-mail address."),
        ({"centre": "Жусан орталығы"}, "This would tell a family’s past."),
        ({"free_hours-2-to": "13:00"}, "the end is before the beginning"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_kept(app, keeper, wrong, sentence):
    data = {name: value for name, value in (ENTRY | wrong).items() if value}
    answer = keeper.send("/specialists/new", data, expect=422)
    assert sentence in answer.get_data(as_text=True)
    assert rows(app) == []


def test_whoever_is_free_on_wednesday_afternoon_is_found():
    row = Specialist(
        kind=SpecialistKind.THEOLOGIAN,
        languages=["kk"],
        region="Ақтөбе",
        centre="",
        free_hours=kept(Hours.of([(2, 14 * 60, 17 * 60)])),
    )
    afternoon = Wanted(weekday=2, half="afternoon")
    assert fits(row, afternoon)
    assert fits(row, Wanted(SpecialistKind.THEOLOGIAN, "", "ақтөбе", "kk"))
    assert not fits(row, Wanted(weekday=2, half="morning"))
    assert not fits(row, Wanted(weekday=3))
    assert not fits(row, Wanted(language="ru"))
    assert not fits(row, Wanted(centre="Ақтөбе"))
    row.free_hours = None
    assert fits(row, Wanted())
    assert not fits(row, afternoon)


def test_the_page_of_the_search_takes_any_address(keeper):
    keeper.send("/specialists/new", ENTRY)
    for query, found in (
        ("day=2&half=afternoon&kind=psychologist&region=қарағанды&language=ru", True),
        ("day=2&half=morning", False),
        ("kind=theologian", False),
        ("kind=%00&day=nine&half=%3C&language=xx&centre=" + "x" * 5000, False),
        ("kind=wizard&day=-1&half=never&language=xx", True),
    ):
        assert ("Гүлнар" in keeper.page(f"/specialists?{query}").get_text()) is found, query


def test_other_organisations_see_what_is_shared_without_the_ways(app, make, client, keeper):
    keeper.send("/specialists/new", ENTRY)
    keeper.send("/specialists/new", ENTRY | {"name": "Ортақ маман", "shared": "y"})
    alone, common = sorted(rows(app), key=lambda row: row.shared)
    elsewhere = make.user(Role.ADMIN, organisation=make.other_organisation())
    client.sign_in(elsewhere)
    listed = client.page("/specialists").get_text()
    assert "Ортақ маман" in listed
    assert "Гүлнар" not in listed
    client.get(f"/specialists/{alone.id}", expect=404)
    page = client.page(f"/specialists/{common.id}").get_text()
    for way in ("+7 701", "gulnar@", "Бейбітшілік"):
        assert way not in page + listed
    for verb in ("edit", "retire", "tie"):
        client.send(f"/specialists/{common.id}/{verb}", ENTRY, expect=403 if verb == "tie" else 404)


def test_every_hand_reads_and_only_the_safeguarding_lead_ties_an_account(app, make, client, keeper):
    keeper.send("/specialists/new", ENTRY)
    [row] = rows(app)
    stranger = make.user(Role.FACILITATOR, organisation=make.other_organisation())
    for role in STAFF:
        user = make.user(role)
        client.sign_in(user)
        client.get(f"/specialists/{row.id}")
        lead = role is Role.SAFEGUARDING
        expect = 303 if lead else 403
        client.send(f"/specialists/{row.id}/tie", {"user": str(user.id)}, expect=expect)
        assert rows(app)[0].user_id == (user.id if lead else None)
        if lead:
            for wrong in (str(stranger.id), "nobody", "1"):
                client.send(f"/specialists/{row.id}/tie", {"user": wrong}, expect=422)
            client.send(f"/specialists/{row.id}/tie", {"user": ""})


def test_the_log_tells_no_names(app, keeper):
    keeper.send("/specialists/new", ENTRY)
    [row] = rows(app)
    keeper.page(f"/specialists/{row.id}")
    keeper.send(f"/specialists/{row.id}/retire")
    with app.app_context(), unit_of_work(write=False):
        query = db.session.query(AuditEvent).filter(AuditEvent.subject_id == row.id)
        lines = [(line.action.split(".")[1], line.detail) for line in query]
    said = {action for action, _detail in lines}
    assert said == {"specialist_added", "specialist_seen", "specialist_retired"}
    assert all(not detail for _action, detail in lines)
