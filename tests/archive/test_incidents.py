"""Breaches and legal requests: who may, the clock of one working day, steps that stay."""

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from stories.archive.incidents import rules
from stories.archive.incidents.models import Breach, BreachStep, LegalRequest, RequestState
from stories.foundation.access import Role
from stories.foundation.clock import held_at, now, today
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from tests.client import InspectingClient, soup
from tests.factories import Factory

HOME = ZoneInfo("Asia/Almaty")
LEADS = {Role.ADMIN, Role.SAFEGUARDING}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HOME)


DUE = {
    "a Monday morning": ("2026-11-02T09:00", "2026-11-04T00:00"),
    "the last minute of a Monday": ("2026-11-02T23:59", "2026-11-04T00:00"),
    "a Friday": ("2026-11-06T12:00", "2026-11-10T00:00"),
    "a Saturday": ("2026-11-07T12:00", "2026-11-10T00:00"),
    "before Independence Day": ("2026-12-15T12:00", "2026-12-18T00:00"),
    "on Independence Day": ("2026-12-16T12:00", "2026-12-18T00:00"),
    "before Nowruz and its days in lieu": ("2026-03-20T12:00", "2026-03-27T00:00"),
    "before the New Year": ("2026-12-31T12:00", "2027-01-06T00:00"),
    "a Tuesday by the clock of Greenwich": ("2026-11-04T01:00", "2026-11-06T00:00"),
}


@pytest.mark.parametrize("when", DUE)
def test_the_clock_ends_with_the_next_working_day(when: str):
    noticed, due = DUE[when]
    assert rules.due(at(noticed)) == at(due)


def test_hours_left_are_whole_and_go_below_nought():
    noticed = at("2026-11-02T09:00")
    assert rules.hours_left(noticed, noticed) == 39
    assert rules.hours_left(noticed, at("2026-11-03T23:30")) == 0
    assert rules.hours_left(noticed, at("2026-11-04T00:01")) == -1


def test_what_presses():
    day = date(2026, 11, 2)
    assert rules.presses(day + timedelta(days=3), day)
    assert rules.presses(day - timedelta(days=30), day)
    assert not rules.presses(day + timedelta(days=4), day)
    assert not rules.presses(None, day)


def breach_form(**more: object) -> dict[str, object]:
    noticed = (now() - timedelta(hours=1)).astimezone(HOME)
    return {
        "day": noticed.date().isoformat(),
        "clock": noticed.strftime("%H:%M"),
        "happened": "Телефон пойызда қалып қойды.",
        "classes": ["private", "log"],
        "people": "4",
        **more,
    }


def request_form(**more: object) -> dict[str, object]:
    return {
        "asker": "court",
        "asker_name": "Аудандық сот, № 7",
        "ground": "Қылмыстық іс",
        "received_on": today().isoformat(),
        "due_on": (today() + timedelta(days=2)).isoformat(),
        "person": "",
        **more,
    }


@pytest.fixture
def lead(client: InspectingClient, make: Factory):
    user = make.user(Role.SAFEGUARDING)
    client.sign_in(user).speak("en")
    return user


def kept(app: Flask, model):
    with app.app_context(), unit_of_work(write=False):
        rows = list(db.session.scalars(db.select(model)))
        for row in rows:
            for note in getattr(row, "notes", None) or getattr(row, "moves", []):
                assert note.author
        db.session.expunge_all()
    return rows


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FAMILY])
@pytest.mark.parametrize(
    "path",
    ["/breaches", "/breaches/new", "/requests", "/requests/new", "/register", "/log", "/log.csv"],
)
def test_who_may_look(client, make: Factory, role: Role, path: str):
    client.sign_in(make.user(role))
    client.get(f"/archive{path}", expect=200 if role in LEADS else 403)


def test_a_breach_is_recorded_told_done_and_closed(app: Flask, client, make, lead):
    place = str(client.send("/archive/breaches/new", breach_form()).location)
    page = client.page(place).get_text(" ", strip=True)
    assert "left to tell" in page
    assert "Birth dates, contacts, real names behind pseudonyms; The audit log" in page
    assert "left to tell" in client.page("/").get_text()
    told = now().astimezone(HOME) - timedelta(minutes=5)
    form = {"day": told.date().isoformat(), "clock": told.strftime("%H:%M"), "whom": "Комитет"}
    client.send(f"{place}/told", {f"told-{name}": value for name, value in form.items()})
    assert "Told in time." in client.page(place).get_text()
    client.send(f"{place}/done", {"done-text": "Телефон өшірілді."})
    assert client.send(f"{place}/close", {"close-text": " "}, expect=422)
    client.send(f"{place}/close", {"close-text": "Құпиясөздер ауыстырылды."})
    page = client.page(place)
    assert page.select("form[action^='/archive']") == []
    assert "left to tell" not in client.page("/").get_text()
    (row,) = kept(app, Breach)
    assert [note.step for note in row.notes] == list(BreachStep)
    client.send(f"{place}/done", {"done-text": "Тағы"}, expect=409)
    with app.app_context(), unit_of_work(write=False):
        told_in_log = str(list(db.session.scalars(db.select(AuditEvent.detail))))
    assert "Телефон" not in told_in_log


def test_an_overdue_breach_says_so(app: Flask, client, make, lead):
    with held_at(now() - timedelta(days=14)):
        form = breach_form()
    place = str(client.send("/archive/breaches/new", form).location)
    assert "The working day for telling is over." in client.page(place).get_text()
    assert "The working day for telling is over." in client.page("/").get_text()


BAD_BREACHES = {
    "noticed tomorrow": ({"day": (today() + timedelta(days=1)).isoformat()}, "in the future"),
    "noticed in another age": ({"day": "1026-01-01"}, "too long ago"),
    "no day": ({"day": "31.02.2026"}, "This is no date"),
    "no time": ({"clock": "25:00"}, "such as 15:00"),
    "no words": ({"happened": "  \u200b"}, "Please fill this in"),
    "ten thousand letters": ({"happened": "ә" * 10_000}, "too long"),
    "no data": ({"classes": []}, "Please choose one"),
    "unknown data": ({"classes": ["iin"]}, "Please choose one"),
    "fewer than nobody": ({"people": "-1"}, "whole number"),
    "more than live": ({"people": "9" * 30}, "whole number"),
    "some people": ({"people": "көп"}, "whole number"),
}


@pytest.mark.parametrize("how", BAD_BREACHES)
def test_a_bad_breach_is_answered_with_a_sentence(app: Flask, client, lead, how: str):
    change, sentence = BAD_BREACHES[how]
    answer = client.send("/archive/breaches/new", breach_form(**change), expect=422)
    assert sentence in soup(answer).get_text()
    assert kept(app, Breach) == []


def test_nobody_was_told_tomorrow(client, lead):
    place = str(client.send("/archive/breaches/new", breach_form()).location)
    form = {"told-day": (today() + timedelta(days=1)).isoformat(), "told-clock": "10:00"}
    answer = client.send(f"{place}/told", {**form, "told-whom": "Комитет"}, expect=422)
    assert "in the future" in soup(answer).get_text()


def test_a_request_is_recorded_and_answered_once(app: Flask, client, make: Factory, lead):
    person = make.person(name="Мәриям")
    form = request_form(person=str(person.id))
    place = str(client.send("/archive/requests/new", form).location)
    assert "A legal request waits." in client.page("/").get_text()
    assert client.page(place).select_one(f'a[href="/people/{person.id}"]')
    answer = {"state": "refused", "decided_by": "Әкімші", "text": "Негізі жоқ."}
    client.send(f"{place}/answer", {**answer, "state": "open"}, expect=422)
    client.send(f"{place}/answer", answer)
    client.send(f"{place}/answer", {**answer, "state": "given"}, expect=409)
    (row,) = kept(app, LegalRequest)
    assert row.state is RequestState.REFUSED
    assert [move.state for move in row.moves] == [RequestState.OPEN, RequestState.REFUSED]
    assert "A legal request waits." not in client.page("/").get_text()


BAD_REQUESTS = {
    "due before it came": ({"due_on": "2020-01-01"}, "cannot be due before"),
    "received tomorrow": (
        {"received_on": (today() + timedelta(days=1)).isoformat(), "due_on": ""},
        "in the future",
    ),
    "nobody asks": ({"asker": "aliens"}, "Please choose one"),
    "no ground": ({"ground": ""}, "Please fill this in"),
    "ten thousand letters": ({"ground": "ә" * 10_000}, "too long"),
    "a long name": ({"asker_name": "ә" * 161}, "too long"),
    "somebody unknown": ({"person": str(uuid.UUID(int=7))}, "Please choose one"),
    "no id": ({"person": "x\x00"}, "Please choose one"),
}


@pytest.mark.parametrize("how", BAD_REQUESTS)
def test_a_bad_request_is_answered_with_a_sentence(app: Flask, client, lead, how: str):
    change, sentence = BAD_REQUESTS[how]
    answer = client.send("/archive/requests/new", request_form(**change), expect=422)
    assert sentence in soup(answer).get_text()
    assert kept(app, LegalRequest) == []


def test_a_person_of_another_organisation_is_no_choice(app: Flask, client, make: Factory, lead):
    theirs = make.person(organisation_id=make.other_organisation().id)
    form = request_form(person=str(theirs.id))
    client.send("/archive/requests/new", form, expect=422)


def test_a_record_and_its_person_are_of_one_organisation(app: Flask, client, make: Factory, lead):
    from stories.accounts.models import Grant

    second = make.other_organisation()
    make.keep(Grant(user_id=lead.id, organisation_id=second.id, role=Role.SAFEGUARDING))
    theirs = make.person(organisation_id=second.id)
    form = request_form(person=str(theirs.id), organisation=str(make.organisation.id))
    client.send("/archive/requests/new", form, expect=422)
    client.send("/archive/requests/new", {**form, "organisation": str(second.id)})
    (row,) = kept(app, LegalRequest)
    assert row.organisation_id == second.id


def test_records_of_another_organisation_do_not_exist(client, make: Factory, lead):
    breach = str(client.send("/archive/breaches/new", breach_form()).location)
    request = str(client.send("/archive/requests/new", request_form()).location)
    client.sign_in(make.user(Role.ADMIN, organisation=make.other_organisation()))
    for place in (breach, request):
        client.get(place, expect=404)
    assert "Телефон" not in client.page("/archive/breaches").get_text()
    client.send(f"{breach}/close", {"close-text": "x"}, expect=404)
