"""Whoever was erased stays erased: nothing is written into what is left of them."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from stories.foundation.access import OPERATOR, Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.erasure import Wish
from stories.people import services, sheets
from stories.people.models import Generation, Person, Stage
from tests.client import InspectingClient
from tests.factories import Factory
from tests.files import photograph


def erase(app: Flask, person: Any) -> None:
    with app.app_context(), app.test_request_context(), unit_of_work():
        row = db.session.get_one(Person, person.id)
        plan = services.plan_erasure(OPERATOR, row, Wish.ANONYMISE)
        services.erase(OPERATOR, row, Wish.ANONYMISE, plan.digest)


def columns(app: Flask, person: Any) -> dict[str, Any]:
    with app.app_context(), unit_of_work(write=False):
        row = db.session.get_one(Person, person.id)
        return {column.name: getattr(row, column.name) for column in Person.__table__.columns}


@pytest.fixture
def lead(client: InspectingClient, make: Factory) -> Any:
    user = make.user(Role.SAFEGUARDING)
    client.sign_in(user).speak("en")
    return user


@pytest.fixture
def erased(app: Flask, make: Factory) -> Any:
    person = make.person(birth_year=None)
    make.agreement(person, Stage.BEFORE)
    erase(app, person)
    return person


WRITES: dict[str, dict[str, Any]] = {
    "edit": {"name": "Мәриям"},
    "identity": {"seen_on": "2026-01-01"},
    "own-links": {"days": "3"},
    "agreements/new": {"uses": ["record"]},
    "forms": {},
    "restricted": {"kind": "safety", "text": "Мәриям туралы"},
    "never-publish": {},
    "never-publish/lift": {},
    "close": {"until": "2099-01-01", "because": "Мәриям сұрады"},
    "reopen": {},
    "apart": {},
    "relations": {},
    "representatives": {},
}


@pytest.mark.usefixtures("lead")
@pytest.mark.parametrize("what", WRITES)
def test_no_form_writes_into_what_is_left(client, app, erased, what):
    before = columns(app, erased)
    client.send(f"/people/{erased.id}/{what}", WRITES[what], expect=409)
    assert columns(app, erased) == before
    assert before["never_publish"]


@pytest.mark.usefixtures("lead")
@pytest.mark.parametrize("into", [True, False])
def test_nobody_is_merged_with_what_is_left(client, app, make, erased, into):
    other = make.person(birth_year=None)
    kept, gone = (erased, other) if into else (other, erased)
    client.send(f"/people/{kept.id}/merge/{gone.id}", {"take_name": "other"}, expect=409)
    assert columns(app, other)["never_publish"] is False


def test_a_list_finds_nobody_in_what_is_left(app, make):
    """Neither as the one who speaks for a child nor as somebody who is here already."""
    guardian = make.person(Generation.REPRESENTATIVE, birth_year=1980)
    erase(app, guardian)
    name = columns(app, guardian)["name"]
    text = f"Who;Name;Legal representative\nYoung person;Бала;{name}\nRepresentative;{name};\n"
    with app.app_context(), app.test_request_context(), unit_of_work():
        table = sheets.read(BytesIO(text.encode()))
        found = sheets.columns_of(table.heads, "en")
        draft = services.keep_draft(OPERATOR, make.organisation.id, table, found)
        child, same = services.look_at(OPERATOR, draft).rows
    assert same.twin is None
    assert child.speaker == same.number


def test_no_scan_comes_back_beside_their_agreement(client, app, make):
    child = make.child()
    given = make.agreement(child, Stage.BEFORE, signer=child.guardian)
    erase(app, child.guardian)
    client.sign_in(make.facilitator()).speak("en")
    files = {"papers": [(BytesIO(photograph()), "1.jpg")]}
    client.send(f"/agreements/{given.id}/evidence", files, expect=409)


def test_nobody_is_reached_through_them_any_more(app, make):
    """A child's own row often holds its mother's name and number; a stranger's namesake stays."""
    guardian = make.person(
        Generation.REPRESENTATIVE,
        name="Қалампыр Өтегенқызы",
        birth_year=1985,
        ways=[{"kind": "telephone", "value": "8 701 555 44 33", "preferred": True}],
    )
    ways = [("through", "анасы Қалампыр, +7 (701) 555-44-33"), ("telephone", "87015554433")]
    child = make.child(
        guardian=guardian,
        name="Өтеген",
        ways=[{"kind": kind, "value": value, "preferred": False} for kind, value in ways],
        reach_note="Кешке, Калампырға айтыңыз",
    )
    other = make.person(reach_note="Қалампыр Өтегенқызы біледі")
    namesake = make.person(reach_note="Көршісі Қалампыр арқылы")
    erase(app, guardian)
    told = columns(app, child)
    assert [way["value"] for way in told["ways"]] == ["анасы […], […]"]
    assert (told["reach_note"], told["name"]) == ("Кешке, […] айтыңыз", "Өтеген")
    assert told["revision"] == child.revision + 1
    assert columns(app, other)["reach_note"] == "[…] біледі"
    assert columns(app, namesake)["reach_note"] == "Көршісі Қалампыр арқылы"
