"""Two people press at the same moment: everybody is entered once, or somebody looks again."""

import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound

from stories.foundation.access import OPERATOR
from stories.foundation.db import db, unit_of_work
from stories.foundation.errors import StoriesError
from stories.people import services
from stories.people.models import ImportDraft
from tests.factories import Factory
from tests.people.test_import import child, draft, elder, people


def at_once(app: Flask, *rows: Any) -> list[Any]:
    """What importing drafts at the same moment answers: a count, or the problem's name."""
    ready = threading.Barrier(len(rows))
    answers: list[Any] = []

    def press(row: Any, seen: str) -> None:
        with app.app_context(), app.test_request_context():
            ready.wait()
            try:
                with unit_of_work():
                    kept = db.session.get_one(ImportDraft, row.id)
                    answers.append(services.import_people(OPERATOR, kept, frozenset(), seen))
            except (StoriesError, NoResultFound) as error:
                answers.append(type(error).__name__)

    with app.app_context(), app.test_request_context(), unit_of_work(write=False):
        seen = [
            services.look_at(OPERATOR, db.session.get(ImportDraft, row.id)).seen for row in rows
        ]
    threads = [threading.Thread(target=press, args=pair) for pair in zip(rows, seen, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers, key=str)


@pytest.mark.parametrize("kind", ["one list", "one pseudonym"])
def test_who_presses_second_enters_nobody(any_app, kind):
    make = Factory(any_app)
    first = draft(make, child("Айдана", pseudonym="Киік"), elder("Мәриям"))
    second = draft(make, elder("Сара"), child("Нұрай", pseudonym="Киік"))
    answers = at_once(any_app, first, first if kind == "one list" else second)
    assert answers[0] == 2
    assert answers[1] in {"ListChanged", "NotFound", "NoResultFound"}
    assert people(any_app) == 2
