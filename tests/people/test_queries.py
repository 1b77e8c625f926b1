"""Lists and batches, on both databases."""

import pytest
from flask import Flask
from sqlalchemy import event

from stories.foundation.access import OPERATOR, Role
from stories.foundation.db import db, unit_of_work
from stories.people import queries
from stories.people.models import DoNotPair, Generation
from tests.factories import Factory

IN_ORDER = ["Аян", "Әсел", "Бота", "Ғалым", "Қарлығаш", "Нұрлан", "Өмір", "Ұлту", "Һәм", "Ірі"]


@pytest.mark.parametrize("words", ["", "  ", "!!"])
def test_people_stand_in_kazakh_order(any_app: Flask, words: str):
    make = Factory(any_app)
    for name in sorted(IN_ORDER):  # by code point, which is not how Kazakhs look people up
        make.person(name=name)
    with any_app.app_context(), unit_of_work(write=False):
        assert [item.name for item in queries.people_list(OPERATOR, words=words)] == IN_ORDER


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("аселя", {"Әселя Ерланқызы"}),
        ("АСЕЛЯ ерланкызы", {"Әселя Ерланқызы"}),
        ("ерл", {"Әселя Ерланқызы", "Ерлан"}),
        ("лан", set()),
        ("%", {"Әселя Ерланқызы", "Ерлан"}),
        ("_", set()),
        ("' OR 1=1", set()),
        ("ә" * 5000, set()),
    ],
)
def test_the_search_forgives_kazakh_letters(any_app: Flask, words: str, found: set[str]):
    make = Factory(any_app)
    make.person(name="Әселя Ерланқызы")
    make.person(name="Ерлан")
    with any_app.app_context(), unit_of_work(write=False):
        assert {item.name for item in queries.people_list(OPERATOR, words=words)} == found


def test_lists_keep_to_ones_own_organisation_and_generation(app: Flask, make: Factory):
    elder, youth = make.person(), make.child()
    make.person(organisation_id=make.other_organisation().id)
    facilitator, moderator = make.facilitator(), make.user(Role.MODERATOR)
    from stories.accounts.identity import as_actor
    from stories.accounts.models import User

    with app.app_context(), unit_of_work(write=False):
        actor = as_actor(db.session.get(User, facilitator.id))
        seen = {item.id for item in queries.people_list(actor)}
        assert seen == {elder.id, youth.id, youth.guardian.id}
        young = queries.people_list(actor, Generation.YOUTH)
        assert [item.id for item in young] == [youth.id]
        nobody = as_actor(db.session.get(User, moderator.id))
        assert queries.people_list(nobody) == []


def test_voices_of_many_recordings_cost_two_queries(app: Flask, make: Factory):
    people = [make.person() for _ in range(4)]
    sessions = [make.session(narrators=[person]) for person in people]
    for person, session in zip(people, sessions, strict=True):
        make.agree(person, session)
    asked: list[str] = []
    with app.app_context(), unit_of_work(write=False):
        db.session.connection()  # the transaction begins; from here on every statement counts
        event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        wanted = {row.id: ([item.id for item in people], row.id) for row in sessions}
        found = queries.voices_for_many(wanted)
        assert len(asked) == 2  # a third only where somebody was entered twice
        assert {key: len(voices) for key, voices in found.items()} == dict.fromkeys(wanted, 4)
        assert queries.voices_for_many({}) == {}


def test_pairs_to_keep_apart_are_found_among_those_asked_about(app: Flask, make: Factory):
    one, two, three = (make.person() for _ in range(3))
    first, second = sorted((one.id, two.id))
    make.keep(DoNotPair(one_id=first, other_id=second))
    with app.app_context(), unit_of_work(write=False):
        assert queries.do_not_pair_among([one.id, two.id, three.id]) == [(first, second)]
        assert queries.do_not_pair_among([one.id, three.id]) == []
