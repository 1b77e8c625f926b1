"""The room's pages, walked through as staff do."""

from datetime import timedelta

import pytest
from flask import Flask

from stories.foundation.access import Role
from stories.foundation.clock import today
from stories.foundation.db import db, unit_of_work
from stories.people.models import Agreement, Generation, Outcome, Person, Stage
from tests.client import InspectingClient, soup
from tests.factories import Factory

LONG_AGO = today().year - 200


pytestmark = pytest.mark.usefixtures("facilitator")


@pytest.fixture
def facilitator(client: InspectingClient, make: Factory):
    user = make.facilitator()
    client.sign_in(user).speak("en")
    return user


def row(app: Flask, model, row_id):
    with app.app_context(), unit_of_work(write=False):
        found = db.session.get(model, row_id)
        db.session.expunge_all()
    return found


def only(app: Flask, model):
    with app.app_context(), unit_of_work(write=False):
        found = db.session.query(model).one()
        db.session.expunge_all()
    return found


WHOLE = {
    "generation": "elder",
    "name": "  Әселя   Ерланқызы ",
    "birth_year": "1950",
    "languages": ["kk", "ru"],
    "region": "Қарағанды",
    "readiness": "ready",
}


def test_somebody_is_entered_found_and_corrected(client, app):
    answer = client.send("/people/new", WHOLE)
    entered = only(app, Person)
    assert answer.location == f"/people/{entered.id}"
    assert (entered.name, entered.folded_name) == ("Әселя Ерланқызы", "аселя ерланкызы")
    page = client.page("/people?words=аселя")
    assert "Әселя Ерланқызы" in page.text
    assert "Nobody was found" in client.page("/people?words=болат").text
    assert "Nobody was found" in client.page("/people?generation=youth").text
    form = client.page(f"/people/{entered.id}/edit")
    seen = {item["name"]: item["value"] for item in form.select("#revision, #prints")}
    renamed = {"name": "Әсел", "pseudonym": "Қарлығаш"}
    client.send(f"/people/{entered.id}/edit", WHOLE | seen | renamed)
    assert "Әсел" in client.page("/people?words=карлыгаш").text
    assert "Қарлығаш" in client.page(f"/people/{entered.id}").text


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", "", "Please fill this in."),
        ("name", "   ", "Please fill this in."),
        ("name", "ә" * 161, "This is too long."),
        ("name", "Русафа", "could tell others"),
        ("pseudonym", "жусан", "could tell others"),
        ("pseudonym", "Кішкентай әселя", "word of their own name"),
        ("region", "Сирия", "could tell others"),
        ("generation", "", "Please choose one."),
        ("generation", "alien", "Please choose one."),
        ("birth_year", "1800", "Nobody here was born in that year."),
        ("birth_year", str(today().year + 1), "Nobody here was born in that year."),
        ("birth_year", "9" * 5000, "in four digits"),
        ("birth_year", "long ago", "in four digits"),
        ("birth_date", f"{LONG_AGO}-01-01", "Nobody here was born in that year."),
        ("birth_date", f"{today() + timedelta(days=2)}", "This day has not come yet."),
        ("birth_date", "31.02.1950", "This is no date."),
        ("birth_date", "1951-01-01", "do not agree"),
        ("languages", ["xx"], "Please choose one."),
        ("readiness", "maybe", "Please choose one."),
        ("birth_year", "", "A child needs a pseudonym."),
    ],
)
def test_absurd_values_are_told_beside_the_field(client, app, field, value, told):
    answer = client.send("/people/new", WHOLE | {field: value}, expect=422)
    page = soup(answer)
    wrong = page.select_one(".field.wrong")
    assert told in wrong.text
    if field != "region":
        assert page.find("input", attrs={"name": "region"})["value"] == "Қарағанды"
    with app.app_context(), unit_of_work(write=False):
        assert db.session.query(Person).count() == 0


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", "Әселя 🌸", "Pictures and signs"),
        ("name", "Әсел\u202eя", "Pictures and signs"),
        ("name", "\u2066Әселя\u2069", "Pictures and signs"),
        ("name", "ә" * 10_000, "This is too long."),
        ("name", "а\u0301\u0301\u0301" * 120, "This is too long."),
        ("name", "123", "with letters"),
        ("name", "900101300123", "identity number"),
        ("surname", "Әсел 900101 300123", "identity number"),
        ("pseudonym", "🌸🌸", "Pictures and signs"),
        ("pseudonym", "...", "with letters"),
        ("telephone", "900101300123", "identity number"),
        ("through", "ЖСН: 900101-300123", "identity number"),
        ("address", "х" * 201, "This is too long."),
        ("reach_note", "\u200f900101300123", "Pictures and signs"),
        ("access_note", "123456789012", "identity number"),
        ("own_interests", "ат, 900101300123", "identity number"),
        ("region", "Алматы 900101300123", "identity number"),
        ("access_needs", ["wings"], "Please choose one."),
        ("interests", ["war"], "Please choose one."),
        ("preferred", "pigeon", "Please choose one."),
        ("interpreter_language", "xx", "Please choose one."),
    ],
)
def test_what_no_line_may_hold_is_told_beside_it(client, app, field, value, told):
    answer = client.send("/people/new", WHOLE | {field: value}, expect=422)
    assert told in soup(answer).select_one(".field.wrong").text
    with app.app_context(), unit_of_work(write=False):
        assert db.session.query(Person).count() == 0


def test_everything_known_is_kept_and_shown(client, app):
    whole = {
        "given_name": "Әселя",
        "patronymic": "Ерланқызы",
        "surname": "Жұмабаева",
        "needs_interpreter": "y",
        "interpreter_language": "ug",
        "telephone": "+998 90 123 45 67; 8 701 000 00 00",
        "through": "Көршісі Күлән",
        "preferred": "through",
        "reach_note": "Кешке емес",
        "access_needs": ["hearing", "rest"],
        "access_note": "Шай ішіп отырса",
        "interests": ["tales"],
        "own_interests": "көкпар, домбыра;  көкпар",
    }
    client.send("/people/new", WHOLE | whole)
    kept = only(app, Person)
    ways = [(way.kind.value, way.value, way.preferred) for way in kept.reached_by]
    assert ways == [
        ("through", "Көршісі Күлән", True),
        ("telephone", "+998 90 123 45 67", False),
        ("telephone", "8 701 000 00 00", False),
    ]
    assert kept.contact == "Көршісі Күлән"
    assert kept.interests == ["tales", "көкпар", "домбыра"]
    assert kept.interpreter_language == "ug"
    page = client.page(f"/people/{kept.id}").select_one("main").text
    for told in ("Жұмабаева", "Uyghur", "Көршісі Күлән", "8 701 000 00 00", "Кешке емес"):
        assert told in page
    for told in ("Hears badly", "Шай ішіп отырса", "Tales and books, көкпар"):
        assert told in page
    for words in ("жумабаева", "ерланкызы", "аселя жум"):
        assert "Әселя Ерланқызы" in client.page(f"/people?words={words}").text
    form = client.page(f"/people/{kept.id}/edit")
    assert form.find("input", attrs={"name": "own_interests"})["value"] == "көкпар, домбыра"
    assert form.find("input", attrs={"name": "telephone"})["value"].count(";") == 1


def test_free_pseudonyms_are_offered_and_none_that_is_taken(client, make):
    page = client.page("/people/new")
    offered = [item["value"] for item in page.select("datalist option")]
    assert len(offered) == 8
    for name in offered:
        make.person(pseudonym=name.upper())
    again = [item["value"] for item in client.page("/people/new").select("datalist option")]
    assert not set(again) & set(offered)


def test_an_empty_form_is_answered(client):
    client.send("/people/new", {}, expect=422)


def test_signs_nobody_sees_are_left_out(client, app):
    client.send("/people/new", WHOLE | {"name": "Әсе\x00ля\u200b", "through": "\x0087 үй"})
    assert only(app, Person).name == "Әселя"


def test_a_pseudonym_is_given_once(client, make):
    make.person(pseudonym="Қарлығаш")
    answer = client.send("/people/new", WHOLE | {"pseudonym": "карлыгаш"}, expect=422)
    assert "already has this pseudonym" in answer.text
    elsewhere = make.other_organisation()
    make.person(organisation_id=elsewhere.id, pseudonym="Бүркіт")
    client.send("/people/new", WHOLE | {"pseudonym": "Бүркіт"})


def test_a_representative_is_linked_and_unlinked_until_they_have_spoken(client, app, make):
    client.sign_in(make.facilitator()).speak("en")
    child = make.person(
        Generation.YOUTH, birth_year=today().year - 9, pseudonym="Тырна", name="Бота"
    )
    mother = make.person(Generation.REPRESENTATIVE, name="Гүлмира", birth_year=None)
    other_child = make.person(Generation.YOUTH, birth_year=today().year - 9, name="Дос")
    page = client.page(f"/people/{child.id}")
    offered = {item["value"] for item in page.select("#representative option")}
    assert str(mother.id) in offered
    assert str(other_child.id) not in offered
    path = f"/people/{child.id}/representatives"
    client.send(path, {"representative": str(other_child.id)}, expect=422)
    client.send(path, {"representative": ""}, expect=422)
    client.send(path, {"representative": str(mother.id)})
    client.send(path, {"representative": str(mother.id)}, expect=422)
    unlink = client.page(f"/people/{child.id}").select_one("form[action$=remove]")["action"]
    make.agreement(child, Stage.BEFORE, signer=mother)
    assert "already answered for the child" in client.send(unlink, expect=409).text
    with app.app_context(), unit_of_work():
        db.session.query(Agreement).delete()
    client.send(unlink)
    assert "Nobody yet." in client.page(f"/people/{child.id}").text


def test_two_are_kept_apart_and_let_together(client, make):
    one, other = make.person(name="Ән"), make.person(name="Өнер")
    path = f"/people/{one.id}/apart"
    client.send(path, {"other": str(one.id)}, expect=422)
    client.send(path, {"other": str(other.id)})
    assert (
        "already kept apart"
        in client.send(f"/people/{other.id}/apart", {"other": str(one.id)}, expect=422).text
    )
    remove = client.page(f"/people/{other.id}").select_one("form[action$=remove]")["action"]
    assert "Ән" in client.page(f"/people/{other.id}").text
    client.send(remove)
    assert not client.page(f"/people/{one.id}").select_one("form[action$=remove]")


def test_somebody_of_another_organisation_cannot_be_chosen(client, make):
    mine = make.person()
    foreign = make.person(organisation_id=make.other_organisation().id)
    for field, path in (("other", "apart"), ("representative", "representatives")):
        answer = client.send(f"/people/{mine.id}/{path}", {field: str(foreign.id)}, expect=422)
        assert soup(answer).select_one(".field.wrong")


def test_never_publish_is_decided_by_many_and_lifted_by_few(client, app, make):
    person = make.person()
    client.sign_in(make.facilitator()).speak("en")
    client.send(f"/people/{person.id}/never-publish")
    assert row(app, Person, person.id).never_publish
    client.send(f"/people/{person.id}/never-publish/lift", expect=403)
    client.sign_in(make.user(Role.SAFEGUARDING))
    client.send(f"/people/{person.id}/never-publish/lift")
    assert not row(app, Person, person.id).never_publish


def test_a_long_list_has_pages(client, make):
    for number in range(61):
        make.person(name=f"Адам {number:03}")
    assert len(client.page("/people").select(".rows > li")) == 60
    last = client.page("/people?page=99999999999999")
    assert len(last.select(".rows > li")) == 60
    assert len(client.page("/people?page=2").select(".rows > li")) == 1


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_speak_each_language(client, make, language):
    client.sign_in(make.facilitator()).speak(language)
    child = make.child()
    session = make.session(narrators=[child])
    make.agree(child, session)
    for path in ("", "/new", f"/{child.id}", f"/{child.id}/edit", f"/{child.id}/agreements/new"):
        assert client.page(f"/people{path}").html["lang"] == language


def test_the_outcome_of_a_withdrawal_waits(client, app, make):
    person = make.person()
    given = make.agreement(person, Stage.BEFORE)
    client.send(f"/agreements/{given.id}/outcome", {"outcome": "delete"}, expect=409)
    client.send(f"/agreements/{given.id}/withdraw", {"note": "Өшіріңіз"})
    assert "took back an agreement" in client.page("/").text
    client.send(f"/agreements/{given.id}/outcome", {"outcome": "forget"}, expect=422)
    client.send(f"/agreements/{given.id}/outcome", {"outcome": "restrict"})
    assert row(app, Agreement, given.id).outcome is Outcome.RESTRICT
    assert "took back an agreement" not in client.page("/").text


def test_a_child_speaks_for_nobody_whatever_they_are_entered_as(client, make):
    child = make.person(Generation.YOUTH, birth_year=today().year - 9, name="Бота")
    young = make.person(Generation.REPRESENTATIVE, birth_year=today().year - 10, name="Дос")
    page = client.page(f"/people/{child.id}")
    assert str(young.id) not in {item["value"] for item in page.select("#representative option")}
    path = f"/people/{child.id}/representatives"
    client.send(path, {"representative": str(young.id)}, expect=422)


def test_letters_that_fold_into_three_have_room(postgres_app):
    make = Factory(postgres_app)
    form = {"generation": "elder", "name": "ΐ" * 160, "birth_year": "1950", "readiness": "ready"}
    postgres_app.test_client().sign_in(make.facilitator()).send("/people/new", form)
