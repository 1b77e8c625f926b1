"""Relations, restricted facts, seen identities: who writes them, who meets them, and who never."""

import uuid
from datetime import timedelta

import pytest
from flask import Flask

from stories.foundation import audit
from stories.foundation.access import OPERATOR, STAFF, Role
from stories.foundation.clock import today
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.people import services
from stories.people.kin import TIES
from stories.people.models import FactKind, IdentityCheck, Person, Relation, RestrictedFact, Tie
from stories.people.problems import AlreadyRelated, NotTheSame
from stories.people.queries import related_to
from stories.people.rules import other_side
from tests.client import soup
from tests.factories import Factory

SECRET = "Туған анасы туралы сөз"


def rows(app: Flask, model) -> list:
    with app.app_context(), unit_of_work(write=False):
        found = db.session.query(model).all()
        db.session.expunge_all()
    return found


@pytest.mark.parametrize("tie", Tie)
def test_every_tie_has_words_for_both_sides_and_leads_back(tie: Tie):
    assert TIES[tie]
    assert TIES[other_side(tie)]
    assert other_side(other_side(other_side(tie))) is other_side(tie)


@pytest.mark.parametrize("tie", Tie)
def test_a_relation_is_told_from_each_side(app: Flask, make: Factory, tie: Tie):
    one, other = make.person(), make.person()
    with app.app_context(), app.test_request_context(), unit_of_work():
        mine, theirs = (db.session.get(Person, row.id) for row in (one, other))
        services.relate(OPERATOR, mine, theirs, tie)
        assert [found[1:] for found in related_to(one.id)] == [(theirs, tie)]
        assert [found[1:] for found in related_to(other.id)] == [(mine, other_side(tie))]
        with pytest.raises(AlreadyRelated):
            services.relate(OPERATOR, mine, theirs, tie)
        with pytest.raises(AlreadyRelated):
            services.relate(OPERATOR, theirs, mine, other_side(tie))
        with pytest.raises(NotTheSame):
            services.relate(OPERATOR, mine, mine, tie)


def test_kin_are_put_together_on_a_page_and_taken_apart(app, client, make):
    child, granny = make.child(), make.person(name="Рәбиға")
    client.sign_in(make.facilitator()).speak("kk")
    path = f"/people/{child.id}/relations"
    client.send(path, {"relative": str(granny.id), "tie": "grandmother", "note": "Үлкен үйдегі"})
    page = client.page(f"/people/{child.id}")
    assert "Рәбиға" in page.text
    assert "Үлкен үйдегі" in client.page(f"/people/{granny.id}").text
    client.send(path, {"relative": str(granny.id), "tie": "grandmother"}, expect=422)
    client.send(
        path, {"relative": str(granny.id), "tie": "aunt", "note": "ЖСН 900101300123"}, expect=422
    )
    client.send(path, {"relative": str(child.id), "tie": "friend"}, expect=422)
    client.send(path, {"relative": str(uuid.uuid4()), "tie": "friend"}, expect=422)
    client.send(path, {"relative": str(granny.id), "tie": "queen"}, expect=422)
    foreign = make.person(organisation_id=make.other_organisation().id)
    client.send(path, {"relative": str(foreign.id), "tie": "friend"}, expect=422)
    (only,) = rows(app, Relation)
    client.send(f"/people/{make.person().id}/relations/{only.id}/remove", expect=404)
    client.send(f"{path}/{only.id}/remove")
    assert rows(app, Relation) == []


def test_a_restricted_fact_is_the_safeguarding_leads_alone(app, client, make):
    child = make.child(name="Айару", pseudonym="Тырна")
    lead = make.user(Role.SAFEGUARDING)
    client.sign_in(lead).speak("en")
    path = f"/people/{child.id}/restricted"
    client.send(path, {"kind": "birth_parents", "text": ""}, expect=422)
    client.send(path, {"kind": "adoption", "text": "900101300123"}, expect=422)
    client.send(path, {"kind": "birth_parents", "text": f"{SECRET}\nекінші жол"})
    assert SECRET in client.page(path).text
    (fact,) = rows(app, RestrictedFact)
    assert (fact.person_id, fact.written_by) == (child.id, lead.id)
    for role in set(STAFF) - {Role.SAFEGUARDING}:
        client.sign_in(make.user(role))
        client.get(path, expect=403)
        client.send(path, {"kind": "safety", "text": "x y"}, expect=403)
        client.send(f"{path}/{fact.id}/remove", expect=403)
        if role is not Role.MODERATOR:
            page = client.page(f"/people/{child.id}")
            assert SECRET not in page.text
            assert not page.select_one(f"a[href$='{path}']")
    client.sign_in(make.user(Role.SAFEGUARDING, organisation=make.other_organisation()))
    client.get(path, expect=404)
    client.sign_in(lead)
    client.send(f"/people/{make.person().id}/restricted/{fact.id}/remove", expect=404)
    client.send(f"{path}/{fact.id}/remove")
    assert rows(app, RestrictedFact) == []


def test_the_log_says_that_a_fact_was_written_but_not_about_whom(app, client, make):
    child = make.child()
    client.sign_in(make.user(Role.SAFEGUARDING)).speak("en")
    path = f"/people/{child.id}/restricted"
    client.get(path)
    client.send(path, {"kind": "safety", "text": SECRET})
    client.get(path)
    events = rows(app, AuditEvent)
    seen = [item for item in events if item.action == "people.restricted_viewed"]
    written = [item for item in events if item.action == "people.fact_written"]
    # A look is noted whether or not there was anything to see.
    assert [item.subject_id for item in seen] == [child.id, child.id]
    assert [item.subject_kind for item in written] == ["restricted_facts"]
    assert child.id not in {item.subject_id for item in written}
    assert SECRET not in repr([(item.action, item.detail) for item in events])


def test_a_seen_identity_is_a_day_and_a_name_and_nothing_more(app, client, make):
    person = make.person()
    user = make.facilitator(name="Айгүл Тоқтарқызы")
    client.sign_in(user).speak("en")
    path = f"/people/{person.id}/identity"
    for wrong in ("", "x", str(today() + timedelta(days=2))):
        page = soup(client.send(path, {"seen_on": wrong}, expect=422))
        assert page.select_one(".field.wrong")
    client.send(path, {"seen_on": str(today() - timedelta(days=1))})
    (check,) = rows(app, IdentityCheck)
    assert (check.person_id, check.seen_by) == (person.id, user.id)
    assert "Айгүл Тоқтарқызы" in client.page(f"/people/{person.id}").select_one("main").text


def test_a_look_by_way_of_a_refused_form_is_noted_too(app, client, make):
    person = make.person()
    kind = next(iter(FactKind))
    make.keep(
        RestrictedFact(
            organisation_id=person.organisation_id, person_id=person.id, kind=kind, text=SECRET
        )
    )
    client.sign_in(make.user(Role.SAFEGUARDING))
    answer = client.send(f"/people/{person.id}/restricted", {"kind": "nothing"}, expect=422)
    assert SECRET in answer.text
    seen = [line for line in rows(app, AuditEvent) if line.action == "people.restricted_viewed"]
    assert [line.subject_id for line in seen] == [person.id]


def test_a_look_that_broke_or_was_kept_is_noted_as_it_was(app, make):
    person = make.person()

    def look(*, breaks: bool) -> None:
        with unit_of_work():
            audit.record(OPERATOR, "people.restricted_viewed", person)
            if breaks:
                raise ZeroDivisionError

    with app.app_context():
        look(breaks=False)
        with pytest.raises(ZeroDivisionError):
            look(breaks=True)
    assert [line.action for line in rows(app, AuditEvent)].count("people.restricted_viewed") == 1
