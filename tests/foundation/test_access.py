"""The policy table: unknown means no; one object and a list of them are answered alike."""

import uuid
from types import SimpleNamespace

import pytest
from flask import Flask

from stories.foundation import access
from stories.foundation.access import (
    NOBODY,
    OPERATOR,
    PUBLIC,
    SIGNED_IN,
    STAFF,
    Actor,
    Alternative,
    Predicate,
    Role,
    SignInFirst,
    guard_endpoint,
    permit,
    require,
    roles_for,
    visible,
)
from stories.foundation.db import db, unit_of_work
from stories.foundation.errors import Forbidden, NotFound
from stories.foundation.models import AuditEvent
from stories.people.models import Person
from tests.factories import Factory

HERE, THERE = uuid.UUID(int=1), uuid.UUID(int=2)
MINE = Predicate(
    "named like the actor",
    lambda actor, subject: subject.name == actor.name,
    lambda actor, model: model.name == actor.name,
)


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_table", dict(access._table))
    permit("test.look", Role.FACILITATOR, Alternative(Role.CURATOR, (MINE,)))


def actor(*grants: tuple[uuid.UUID, Role], name: str = "Сәуле") -> Actor:
    return Actor(uuid.uuid4(), name, frozenset(grants))


def thing(organisation: uuid.UUID = HERE, name: str = "Сәуле") -> SimpleNamespace:
    return SimpleNamespace(organisation_id=organisation, name=name)


@pytest.mark.parametrize(
    ("who", "subject", "allowed"),
    [
        (actor((HERE, Role.FACILITATOR)), thing(), True),
        (actor((HERE, Role.FACILITATOR)), thing(THERE), False),
        (actor((THERE, Role.FACILITATOR), (HERE, Role.MODERATOR)), thing(), False),
        (actor((HERE, Role.CURATOR)), thing(), True),
        (actor((HERE, Role.CURATOR)), thing(name="Дана"), False),
        (actor((HERE, Role.ADMIN)), thing(), False),
        (actor((HERE, Role.FACILITATOR)), None, True),
        (actor((HERE, Role.CURATOR)), None, True),
        (actor((HERE, Role.ADMIN)), None, False),
        (actor(), thing(), False),
        (NOBODY, thing(), False),
        (NOBODY, None, False),
        (OPERATOR, thing(), True),
    ],
)
def test_the_table_is_asked(who: Actor, subject: SimpleNamespace | None, allowed: bool):
    assert who.can("test.look", subject) is allowed


def test_what_nobody_entered_is_nobodys():
    everything = actor(*((HERE, role) for role in Role))
    assert not everything.can("test.unheard_of")
    assert not everything.can("test.unheard_of", thing())
    assert roles_for("test.unheard_of") == frozenset()
    assert not access.known("test.unheard_of")
    assert access.known("test.look")


def test_a_stranger_finds_nothing_and_a_colleague_is_refused():
    with pytest.raises(NotFound):
        require(actor((HERE, Role.FACILITATOR)), "test.look", thing(THERE))
    with pytest.raises(Forbidden):
        require(actor((HERE, Role.MODERATOR)), "test.look", thing())
    with pytest.raises(Forbidden):
        require(actor((HERE, Role.MODERATOR)), "test.look")
    require(actor((HERE, Role.FACILITATOR)), "test.look", thing())


def test_lists_are_answered_as_single_objects_are(any_app: Flask):
    make = Factory(any_app)
    places = [make.organisation, make.other_organisation()]
    people = [
        make.person(organisation_id=place.id, name=name)
        for place in places
        for name in ("Сәуле", "Дана")
    ]
    grants = [(place.id, role) for place in places for role in STAFF]
    actors = [actor(), OPERATOR, NOBODY, *(actor(grant) for grant in grants), actor(*grants)]
    with any_app.app_context(), unit_of_work(write=False):
        for who in actors:
            for permission in ("test.look", "people.view", "test.unheard_of"):
                query = db.select(Person.id).where(visible(who, permission, Person))
                listed = set(db.session.scalars(query))
                assert listed == {p.id for p in people if who.can(permission, p)}


def test_endpoints_are_guarded():
    def view() -> None: ...

    facilitator = actor((HERE, Role.FACILITATOR))
    with pytest.raises(Forbidden):
        guard_endpoint(view, facilitator)
    with pytest.raises(SignInFirst):
        guard_endpoint(view, NOBODY)
    guard_endpoint(access.expose(PUBLIC)(view), NOBODY)
    guard_endpoint(access.expose(SIGNED_IN)(view), actor())
    with pytest.raises(SignInFirst):
        guard_endpoint(view, NOBODY)
    guard_endpoint(access.expose("test.look")(view), facilitator)
    with pytest.raises(Forbidden):
        guard_endpoint(view, actor((HERE, Role.ADMIN)))


def test_refusals_are_noted(app: Flask, make: Factory, client):
    from stories.foundation.models import AuditEvent

    moderator = make.user(Role.MODERATOR)
    client.sign_in(moderator)
    client.get("/people", expect=403)
    with app.app_context(), unit_of_work(write=False):
        event = db.session.query(AuditEvent).filter_by(action="access.denied").one()
        assert event.actor_id == moderator.id
        assert event.detail == {"endpoint": "people.index", "status": 403}


@pytest.mark.parametrize("forged", [{}, {"csrf_token": "of another site"}])
def test_a_form_in_somebodys_name_is_noted_as_refused(app: Flask, make: Factory, client, forged):
    client.sign_in(make.user(Role.ADMIN))
    headers = {"X-HTTP-Method-Override": "GET", "Origin": "https://evil.example"}
    client.post("/team/invite?_method=GET", data=forged, headers=headers, expect=400)
    with app.app_context(), unit_of_work(write=False):
        event = db.session.query(AuditEvent).filter_by(action="access.denied").one()
        assert event.detail == {"endpoint": "accounts.invite", "status": 400}
