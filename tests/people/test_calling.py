"""How people are called, role by role; and what the search and the order of a list give away."""

import pytest
from flask import Flask

from stories.accounts.identity import as_actor
from stories.accounts.models import User
from stories.foundation.access import NOBODY, OPERATOR, STAFF, Role
from stories.foundation.clock import today
from stories.foundation.db import db, unit_of_work
from stories.people import queries
from stories.people.calling import called, initials, shows
from stories.people.models import Generation
from stories.people.policy import FIELDS
from tests.factories import Factory

KNOW = {Role.FACILITATOR, Role.SAFEGUARDING, Role.ADMIN}


def actor_of(user):
    return as_actor(db.session.get(User, user.id))


@pytest.mark.parametrize("role", STAFF)
def test_each_role_calls_people_as_it_may(app: Flask, make: Factory, role: Role):
    child = make.child(name="Айару Нұрсұлтанқызы", pseudonym="Тырна")
    bare = make.person(Generation.YOUTH, birth_year=today().year - 9, name="Бота")
    elder = make.person(name="Мәриям Ахметова")
    named = make.person(name="Бибігүл Сатаева", pseudonym="Шуақ")
    mother = make.person(Generation.REPRESENTATIVE, birth_year=None, name="Гүлмира")
    user = make.user(role)
    with app.app_context(), app.test_request_context(), unit_of_work(write=False):
        told = [called(actor_of(user), row) for row in (child, bare, elder, named, mother)]
    if role in KNOW:
        assert told == [row.name for row in (child, bare, elder, named, mother)]
    else:
        assert told[0] == "Тырна"
        assert told[1] not in {"Бота", "Б."}
        assert told[2:] == ["М. А.", "Шуақ", "Г."]


def test_a_role_elsewhere_opens_nothing_here(app: Flask, make: Factory):
    child = make.child(name="Айару", pseudonym="Тырна")
    elsewhere = make.facilitator(organisation=make.other_organisation())
    with app.app_context(), app.test_request_context(), unit_of_work(write=False):
        for actor in (actor_of(elsewhere), NOBODY):
            assert called(actor, child) == "Тырна"
            assert not any(shows(actor, field, child) for field in FIELDS)


def test_a_field_without_a_class_is_shown_to_nobody(app: Flask, make: Factory):
    child = make.child()
    user = make.facilitator()
    with app.app_context(), unit_of_work(write=False):
        assert not shows(actor_of(user), "folded_name", child)


@pytest.mark.parametrize(
    ("name", "short"),
    [("Мәриям", "М."), ("мәриям апа ә", "М. А."), ("(Ваня)", "…"), ("«Әсел» Нұр", "Н.")],
)
def test_initials(name: str, short: str):
    assert initials(name) == short


def test_who_may_not_know_a_name_neither_finds_nor_orders_by_it(any_app: Flask):
    make = Factory(any_app)
    first = make.person(name="Яна", pseudonym="Арша")
    second = make.person(name="Аян", pseudonym="Өзен")
    curator, facilitator = make.user(Role.CURATOR), make.facilitator()
    with any_app.app_context(), unit_of_work(write=False):

        def names(user, words=""):
            found = queries.people_list(actor_of(user), words=words)
            return [row.id for row in found]

        assert names(curator) == [first.id, second.id]
        assert names(facilitator) == [second.id, first.id]
        assert names(facilitator, "аян") == [second.id]
        assert names(facilitator, "озен") == [second.id]
        assert names(curator, "аян") == names(curator, "яна") == []
        assert names(curator, "озен") == [second.id]
        assert len(queries.people_list(OPERATOR)) == 2
