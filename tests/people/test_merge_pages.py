"""Pages about somebody entered twice."""

from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.people.models import Generation, Person
from tests.client import soup


def test_two_entries_are_looked_at_merged_and_parted_again(app, client, make):
    client.sign_in(make.user(Role.SAFEGUARDING)).speak("en")
    kept = make.person(name="Мәриям", birth_year=1950, region="Абай", languages=["kk"])
    gone = make.person(name="Мариям", birth_year=1950, region="Алматы", languages=["kk"])
    listed = client.page("/people").main
    assert listed.find("a", href=f"/people/{kept.id}/merge/{gone.id}") or listed.find(
        "a", href=f"/people/{gone.id}/merge/{kept.id}"
    )
    client.get(f"/people/{kept.id}/merge?other={gone.id}", expect=303)
    page = client.page(f"/people/{kept.id}/merge/{gone.id}")
    names = {box["name"] for box in page.select("input[type=radio]")}
    assert names == {"take_name", "take_region"}
    chosen = {"take_name": "this", "take_region": "other"}
    client.send(f"/people/{kept.id}/merge/{gone.id}", chosen)
    with app.app_context(), unit_of_work(write=False):
        row = db.session.get_one(Person, kept.id)
        assert (row.name, row.region) == ("Мәриям", "Алматы")
        assert db.session.get(Person, gone.id) is None
    for path in ("", "/edit"):
        assert client.get(f"/people/{gone.id}{path}", expect=303).location == f"/people/{kept.id}"
    undo = client.page(f"/people/{kept.id}").main.select_one("form[action$='/undo']")
    client.send(undo["action"])
    client.get(f"/people/{gone.id}")


def test_what_stands_against_it_is_told_instead_of_a_button(client, make):
    client.sign_in(make.user(Role.ADMIN)).speak("en")
    one, other = make.person(birth_year=1950), make.person(Generation.YOUTH, birth_year=2003)
    page = client.page(f"/people/{one.id}/merge/{other.id}")
    assert page.main.find("form") is None
    assert "young person and the other is not" in page.main.get_text()
    client.send(f"/people/{one.id}/merge/{other.id}", expect=409)


def test_a_facilitator_neither_merges_nor_is_asked_to(client, make):
    client.sign_in(make.facilitator()).speak("en")
    one, other = (make.person(name="Мәриям", birth_year=1950) for _ in range(2))
    assert "Entered twice?" not in client.page("/people").main.get_text()
    assert "Entered twice?" not in client.page(f"/people/{one.id}").main.get_text()
    client.get(f"/people/{one.id}/merge/{other.id}", expect=403)


def test_a_forged_entry_of_another_place_is_not_found(client, make):
    client.sign_in(make.user(Role.SAFEGUARDING))
    one = make.person()
    stranger = make.person(organisation_id=make.other_organisation().id)
    client.get(f"/people/{one.id}/merge/{stranger.id}", expect=404)
    client.send(f"/people/{one.id}/merge/{stranger.id}", expect=404)


def test_a_choice_that_is_none_is_told(client, make):
    client.sign_in(make.user(Role.SAFEGUARDING)).speak("en")
    one, other = (make.person(name=name, birth_year=1950) for name in ("Мәриям", "Сара"))
    answer = client.send(f"/people/{one.id}/merge/{other.id}", {"take_name": "x"}, expect=422)
    assert soup(answer).find(id="take_name-error") or "choose" in answer.get_data(as_text=True)
