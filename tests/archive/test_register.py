"""The register of who may see restricted data, computed from grants and the policy table."""

import pytest
from flask import Flask

from stories.accounts import services as accounts
from stories.accounts.models import User
from stories.archive.register.classes import CLASSES, DataClass
from stories.foundation.access import OPERATOR, Role, known
from stories.foundation.db import db, unit_of_work
from tests.client import InspectingClient
from tests.factories import Factory

SOON = {"people.private", "people.restricted"}  # until their room enters them: open to nobody


def holders(client: InspectingClient, query: str = "") -> dict[str, str]:
    page = client.page(f"/archive/register{query}")
    return {
        section.h2.get_text(): section.get_text(" ", strip=True)
        for section in page.select("main section")
    }


@pytest.fixture
def admin(client: InspectingClient, make: Factory):
    user = make.user(Role.ADMIN, name="Айгүл")
    client.sign_in(user).speak("en")
    return user


def test_every_class_names_permissions_of_the_table(app: Flask):
    named = {name for item in CLASSES for name in item.permissions}
    assert {name for name in named if not known(name)} <= SOON
    assert DataClass("x", "x", ("nobody.entered",)).roles == frozenset()


def test_each_class_lists_who_may_see_it_and_nobody_else(client, make: Factory, admin):
    make.user(Role.FACILITATOR, name="Фарида")
    make.user(Role.SAFEGUARDING, name="Сауле")
    make.user(Role.MODERATOR, name="Мұрат", active=False)
    make.user(Role.ADMIN, name="Бөтен", organisation=make.other_organisation())
    found = holders(client)
    assert "Фарида" in found["Whole recordings"]
    assert "Сауле" in found["Whole recordings"]
    assert "Айгүл" not in found["Whole recordings"]
    closed = found["Closed recordings, which somebody in them did not agree to"]
    assert "Сауле" in closed
    assert "Фарида" not in closed
    assert "Айгүл" in found["The audit log"]
    assert "Facilitator · since" in found["Whole recordings"]
    everything = " ".join(found.values())
    assert "Мұрат" not in everything
    assert "Бөтен" not in everything


def test_the_history_tells_roles_given_and_taken(app: Flask, client, make: Factory, admin):
    leaver = make.user(name="Фарида")
    with app.app_context(), app.test_request_context(), unit_of_work():
        user = db.session.get_one(User, leaver.id)
        accounts.grant(OPERATOR, user, make.organisation.id, Role.FACILITATOR)
    client.send(f"/team/{leaver.id}/deactivate")
    told = holders(client)["Roles given and taken"]
    assert "Role given Фарида Facilitator the system" in told
    assert "Access taken away Фарида Facilitator Айгүл" in told


def test_whoever_has_several_organisations_chooses_one(client, make: Factory, admin):
    from stories.accounts.models import Grant

    second = make.other_organisation("Екінші")
    make.keep(Grant(user_id=admin.id, organisation_id=second.id, role=Role.ADMIN))
    make.user(Role.CURATOR, name="Кәмила", organisation=second)
    assert "Кәмила" in " ".join(holders(client, f"?organisation={second.id}").values())


@pytest.mark.parametrize("asked", ["x", "00000000-0000-0000-0000-000000000007"])
def test_another_organisations_register_does_not_exist(client, make, admin, asked: str):
    client.get(f"/archive/register?organisation={asked}", expect=404)
    theirs = make.other_organisation()
    client.get(f"/archive/register?organisation={theirs.id}", expect=404)
