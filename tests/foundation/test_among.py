"""Asking for many ids with one parameter means the same as asking for each."""

import uuid

import pytest
from sqlalchemy import select

from stories.foundation.db import among, db, given, unit_of_work
from stories.people.models import Person
from tests.factories import Factory


@pytest.mark.parametrize("count", [0, 1, 3])
def test_it_finds_what_in_finds(any_app, count):
    make = Factory(any_app)
    ids = [make.person().id for _ in range(3)][:count]
    wanted = [*ids, *ids, uuid.uuid4()] if count else []
    with any_app.app_context(), unit_of_work(write=False):
        found = db.session.scalars(select(Person.id).where(among(Person.id, wanted)))
        assert set(found) == set(ids)
        others = db.session.scalars(select(Person.id).where(~among(Person.id, wanted)))
        assert len(list(others)) == 3 - count


def test_one_statement_serves_any_number_of_ids(any_app):
    """The compiled question is kept, whatever is asked for."""
    with any_app.app_context():
        texts = {
            str(select(Person.id).where(among(Person.id, ids)).compile(db.engine))
            for ids in ([], [uuid.uuid4()], [uuid.uuid4() for _ in range(50)])
        }
        assert len(texts) == 1


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_question_put_together_once_finds_the_same(any_app, count):
    make = Factory(any_app)
    ids = [make.person().id for _ in range(3)][:count]
    question = select(Person.id).where(among(Person.id, given("people")))
    with any_app.app_context(), unit_of_work(write=False):
        for wanted in ([], [*ids, *ids, uuid.uuid4()], set(ids)):
            found = db.session.scalars(question, {"people": wanted})
            assert set(found) == set(ids) & set(wanted)
