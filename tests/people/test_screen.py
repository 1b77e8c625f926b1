"""Answered on the screen before a witness: the form's words, own taps, nothing chosen before."""

from datetime import timedelta

import pytest

from stories.foundation.clock import today
from stories.foundation.db import db, unit_of_work
from stories.people import queries
from stories.people.documents import document
from stories.people.models import (
    Agreement,
    Audience,
    Evidence,
    Generation,
    Naming,
    Stage,
    Use,
    Wording,
)
from stories.people.rules import permitted
from tests.client import InspectingClient, soup
from tests.factories import Factory

pytestmark = pytest.mark.usefixtures("facilitator")
BEFORE = {"record": "yes", "transcribe": "yes", "translate": "no"}
LAW = {"third_parties": "no", "cross_border": "no", "ends": "never"}
AFTER = {"share": "yes", "publish": "no", "export": "no", "audience": "family"}
WITNESS = {"witness": "Гүлнар апай"}
SOON = str(today() + timedelta(days=40))


@pytest.fixture
def facilitator(client: InspectingClient, make: Factory):
    user = make.facilitator(name="Айгүл")
    client.sign_in(user).speak("en")
    return user


def path(person, signer, stage="before", **asked):
    more = "".join(f"&{name}={value}" for name, value in asked.items())
    return f"/people/{person.id}/agreements/screen?signer={signer.id}&stage={stage}{more}"


def saved(app):
    with app.app_context(), unit_of_work(write=False):
        rows = list(db.session.query(Agreement).order_by(Agreement.created_at))
        db.session.expunge_all()
    return rows


def test_a_child_answers_in_pictures_and_its_representative_in_words(client, app, make):
    child = make.child()
    grown, own = path(child, child.guardian, language="ru"), path(child, child, language="kk")
    client.send(grown, BEFORE | LAW | WITNESS)
    client.send(own + "&pictures=1", BEFORE | WITNESS)
    one, two = saved(app)
    assert (one.language, two.language) == ("ru", "kk")
    assert {one.evidence, two.evidence} == {Evidence.WITNESSED}
    assert two.witness == "Гүлнар апай"
    assert one.uses == two.uses == ["record", "transcribe"]
    with app.app_context(), unit_of_work(write=False):
        answer = permitted(queries.voices_for([child.id], None), today())
    assert answer.uses == {Use.RECORD, Use.TRANSCRIBE}


def test_the_form_is_read_in_its_own_language_with_nothing_chosen(client, make):
    child = make.child()
    for wording, more in ((Wording.CHILD, ""), (Wording.PICTURES, "&pictures=1")):
        page = soup(client.get(path(child, child, language="kk") + more))
        assert page.html["lang"] == "kk"
        read = document("1", "kk", Stage.BEFORE, wording, child.organisation_id.hex)
        for question in read.questions:
            assert question.text in page.text
        for panel in read.panels:
            assert panel.text in page.text
        assert not page.find("main").select("input[checked], option[selected]")
        assert bool(page.select(".drawn svg")) == (wording is Wording.PICTURES)


def test_what_was_agreed_to_after_a_session_is_about_that_session(client, app, make):
    elder = make.person()
    session = make.session(narrators=[elder])
    told = AFTER | LAW | WITNESS | {"naming": "pseudonym", "ends": "until", "ends_on": SOON}
    client.send(path(elder, elder, "after", session=session.id), told)
    row = saved(app)[0]
    assert (row.stage, row.session_id) == (Stage.AFTER, session.id)
    assert (row.audience, row.naming) == (Audience.FAMILY, Naming.PSEUDONYM)
    assert str(row.ends_on) == SOON
    assert not row.third_parties


def test_no_to_everything_is_a_refusal(client, app, make):
    elder = make.person()
    no = dict.fromkeys(BEFORE, "no")
    client.send(path(elder, elder), no | LAW | WITNESS)
    assert saved(app)[0].uses == []


WRONG = [
    ({"record": ""}, "Please choose one."),
    ({"record": "maybe"}, "Please choose one."),
    ({"ends": ""}, "Please choose one."),
    ({"ends": "until"}, "Please fill this in."),
    ({"ends": "until", "ends_on": "1900-01-01"}, "This day is over."),
    ({"ends": "until", "ends_on": "2999-01-01"}, "too far away"),
    ({"ends": "until", "ends_on": "31.02"}, "This is no date."),
    ({"witness": ""}, "Please fill this in."),
    ({"witness": "айгүл"}, "neither the one who answers"),
    ({"witness": "МӘРИЯМ"}, "neither the one who answers"),
]


@pytest.mark.parametrize(("wrong", "told"), WRONG)
def test_silence_and_absurd_answers_are_told(client, app, make, wrong, told):
    elder = make.person(name="Мәриям")
    answer = client.send(
        path(elder, elder, language="en"), BEFORE | LAW | WITNESS | wrong, expect=422
    )
    page = soup(answer)
    assert told in page.select_one(".field.wrong .error").text
    assert page.select("input[name=transcribe][value=yes][checked]")
    assert saved(app) == []


WITNESSES = ["Айгүл", "айгул!", "Ахметова Айгүл", "Айгүл Ахметова қызы", "Ай\u200bгүл", "Сәуле"]
WITNESSES += ["Әсел Нұр", "…", "№ 7", "\u200b"]


@pytest.mark.parametrize("witness", WITNESSES)
def test_nobody_is_a_witness_of_themselves(client, app, make, witness):
    """Neither by the order of the names nor by one of them; and a witness has a name."""
    client.sign_in(make.facilitator(name="Айгүл Ахметова"))
    guardian = make.person(Generation.REPRESENTATIVE, birth_year=1985, name="Сәуле Оспан")
    child = make.child(name="Әсел Нұр", guardian=guardian)
    page = client.send(path(child, guardian), BEFORE | LAW | {"witness": witness}, expect=422)
    assert soup(page).select_one("#witness-error")
    assert saved(app) == []
    client.send(path(child, guardian), BEFORE | LAW | {"witness": "Айгүл Сейтова"})


def test_taps_count_for_nobody_but_the_one_the_page_named(client, app, make):
    """A forged or stale address never falls through to the next who has to answer."""
    child, stranger = make.child(), make.person()
    taps = BEFORE | LAW | WITNESS
    client.send(path(child, stranger), taps, expect=404)
    client.send(path(child, child.guardian, "after"), taps, expect=404)
    nobodys = f"/people/{child.id}/agreements/screen"
    for again in (nobodys, f"{nobodys}?stage=before"):
        assert client.send(again, taps, expect=303).location == nobodys
    assert saved(app) == []
    assert client.page(f"/people/{child.id}/agreements/screen").h1


def test_others_hear_it_only_where_sharing_is_a_yes(client, app, make):
    elder = make.person()
    session = make.session(narrators=[elder])
    here = path(elder, elder, "after", session=session.id, language="en")
    for wrong in ({"share": "no"}, {"audience": "public"}):
        told = AFTER | LAW | WITNESS | {"naming": "anonymous"} | wrong
        page = soup(client.send(here, told, expect=422))
        assert "only if" in page.select_one(".field.wrong .error").text
    assert saved(app) == []


def test_a_childs_own_name_is_no_choice(client, make):
    """DOMAIN P1."""
    child = make.child()
    session = make.session(narrators=[child])
    page = soup(client.get(path(child, child, "after", session=session.id)))
    assert not page.select("input[name=naming][value=own_name]")
