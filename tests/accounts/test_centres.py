"""Centres of an organisation, and who and what belongs to them."""

from dataclasses import replace

import pytest

from stories.accounts.models import Centre
from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.search import fold
from stories.people.models import Person
from stories.sessions.errors import BadPlan
from stories.sessions.models import StorytellingSession
from stories.sessions.services import plan_session
from tests.sessions.helpers import World, acting


@pytest.fixture
def centre(make):
    return make.keep(
        Centre(
            organisation_id=make.organisation.id,
            name="Таңшолпан",
            folded=fold("Таңшолпан"),
            region="karaganda",
        )
    )


@pytest.fixture
def admin(client, make):
    return client.sign_in(make.user(Role.ADMIN)).speak("en")


def names(app):
    with app.app_context(), unit_of_work(write=False):
        return {row.name for row in db.session.query(Centre)}


def test_a_centre_is_entered_changed_retired_and_brought_back(app, admin):
    admin.send("/team/centres/new", {"name": "Таңшолпан", "region": "karaganda"})
    assert "Karaganda region" in admin.page("/team/centres").get_text()
    with app.app_context(), unit_of_work(write=False):
        here = db.session.query(Centre).one().id
    admin.send(f"/team/centres/{here}", {"name": "Шолпан", "region": "abai"})
    assert names(app) == {"Шолпан"}
    admin.send(f"/team/centres/{here}/retire")
    assert "Retired" in admin.page("/team/centres").get_text()
    admin.send(f"/team/centres/{here}/back")
    assert "Retired" not in admin.page("/team/centres").get_text()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "Ж" * 5000, "region": "abai"}, "This is too long."),
        ({"name": "", "region": "abai"}, "Please fill this in."),
        ({"name": "Жусан", "region": "abai"}, "past to whoever reads it"),
        ({"name": "ТАНШОЛПАН", "region": "abai"}, "There is a centre of this name already."),
        ({"name": "Басқа", "region": "mars"}, "Please choose one."),
        ({"name": "Басқа", "region": ""}, "Choose a region from the list."),
    ],
)
def test_what_is_no_centre_is_said_in_a_sentence(app, admin, centre, typed, sentence):
    answer = admin.send("/team/centres/new", typed, expect=422)
    assert sentence in answer.get_data(as_text=True)
    assert names(app) == {"Таңшолпан"}


def test_another_organisation_finds_it_not(client, make, centre):
    stranger = make.user(Role.ADMIN, organisation=make.other_organisation())
    client.sign_in(stranger)
    client.page(f"/team/centres/{centre.id}", expect=404)
    client.send(f"/team/centres/{centre.id}/retire", expect=404)


@pytest.fixture
def desk(client, make):
    return client.sign_in(make.user(Role.FACILITATOR)).speak("en")


def test_a_person_belongs_to_a_centre_and_is_found_by_it(app, desk, make, centre):
    here, elsewhere = make.person(name="Зейнеп"), make.person(name="Күләш")
    desk.send(f"/people/{here.id}/centre", {"centre": str(centre.id)})
    told = desk.page(f"/people?centre={centre.id}").get_text()
    assert here.name in told
    assert elsewhere.name not in told
    desk.send(f"/people/{here.id}/centre", {"centre": ""})
    with app.app_context(), unit_of_work(write=False):
        assert db.session.get_one(Person, here.id).centre_id is None


def test_a_centre_of_somebody_else_is_refused(app, desk, make, centre):
    other = make.other_organisation()
    theirs = make.keep(Centre(organisation_id=other.id, name="Алыс", folded="алыс", region="abai"))
    row = make.person()
    for wrong in (str(theirs.id), "x", "0" * 5000):
        desk.send(f"/people/{row.id}/centre", {"centre": wrong}, expect=422)
    with app.app_context(), unit_of_work(write=False):
        assert db.session.get_one(Person, row.id).centre_id is None


def test_a_retired_one_stays_with_its_people(app, desk, make, centre):
    row = make.person(centre_id=centre.id)
    with app.app_context(), unit_of_work():
        db.session.get_one(Centre, centre.id).retired_at = centre.created_at
    assert "Таңшолпан" in desk.page(f"/people/{row.id}").get_text()
    desk.send(f"/people/{row.id}/centre", {"centre": str(centre.id)})


def test_the_calendar_shows_sessions_of_one_centre(app, desk, make, centre):
    make.session(narrators=[make.person()], theme="Осында", centre_id=centre.id)
    make.session(narrators=[make.person()], theme="Алыста")
    told = desk.page(f"/sessions?view=agenda&centre={centre.id}").get_text()
    assert "Осында" in told
    assert "Алыста" not in told
    with app.app_context(), unit_of_work(write=False):
        assert db.session.query(StorytellingSession).count() == 2


def test_a_plan_keeps_its_centre(app, client, make, centre):
    world = World(make)
    client.sign_in(world.leader).speak("en")
    client.send("/sessions/new", world.form(centre=str(centre.id)))
    with app.app_context(), unit_of_work(write=False):
        assert db.session.query(StorytellingSession).one().centre_id == centre.id


def test_a_plan_with_a_centre_of_somebody_else_is_refused(app, client, make):
    other = make.other_organisation()
    theirs = make.keep(Centre(organisation_id=other.id, name="Алыс", folded="алыс", region="abai"))
    world = World(make)
    client.sign_in(world.leader).speak("en")
    answer = client.send("/sessions/new", world.form(centre=str(theirs.id)), expect=422)
    assert "Choose a centre from the list." in answer.get_data(as_text=True)
    with acting(app, world.leader) as actor, pytest.raises(BadPlan) as told:
        plan_session(actor, replace(world.plan(), centre_id=theirs.id))
    assert list(told.value.problems) == ["centre"]
