"""Breaches and legal requests are append-only: the database itself refuses anything else."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from stories.archive.incidents import services
from stories.archive.incidents.models import Asker, Breach, LegalRequest, RequestState
from stories.foundation.access import OPERATOR
from stories.foundation.clock import now, today
from stories.foundation.db import db, unit_of_work
from tests.factories import Factory

STAYS = "what is recorded stays as it is"
REFUSED = [
    "DELETE FROM breach_notes",
    "DELETE FROM breaches",
    "DELETE FROM legal_request_moves",
    "DELETE FROM legal_requests",
    "UPDATE breach_notes SET text = 'x'",
    "UPDATE breach_notes SET author_id = NULL",
    "UPDATE breaches SET happened = 'x'",
    "UPDATE breaches SET noticed_at = '2020-01-01 00:00:00+00'",
    "UPDATE breaches SET people = 0",
    "UPDATE breaches SET closed_at = NULL",
    "UPDATE legal_request_moves SET decided_by = 'x'",
    "UPDATE legal_requests SET ground = 'x'",
    "UPDATE legal_requests SET due_on = NULL",
    "UPDATE legal_requests SET state = 'open'",
]


def record(app: Flask) -> Factory:
    """A breach and a request, each finished."""
    make = Factory(app)
    place = make.organisation.id
    with app.app_context(), unit_of_work():
        facts = services.BreachFacts(now() - timedelta(hours=1), "Телефон жоғалды.", ["log"], 4)
        breach = services.record_breach(OPERATOR, place, facts)
        services.note_done(OPERATOR, breach, "Өшірілді.")
        services.close_breach(OPERATOR, breach, "Бітті.")
        asked = services.RequestFacts(Asker.COURT, "№ 7", "Іс", today(), None, None)
        request = services.record_request(OPERATOR, place, asked)
        services.answer_request(OPERATOR, request, RequestState.REFUSED, "Әкімші", "Негізі жоқ.")
    return make


def kept(app: Flask) -> list[str]:
    tables = ("breaches", "breach_notes", "legal_requests", "legal_request_moves")
    with app.app_context(), unit_of_work(write=False):
        return [
            str(db.session.execute(text(f"SELECT * FROM {table} ORDER BY id")).all())  # noqa: S608
            for table in tables
        ]


def test_whatever_would_change_a_record_is_refused(any_app: Flask):
    record(any_app)
    before = kept(any_app)

    def try_it(statement: str) -> None:
        with unit_of_work():
            db.session.execute(text(statement))

    for statement in REFUSED:
        with any_app.app_context(), pytest.raises(DBAPIError, match=STAYS):
            try_it(statement)
    assert kept(any_app) == before


def test_postgresql_refuses_to_empty_them(postgres_app: Flask):
    record(postgres_app)

    def empty() -> None:
        with unit_of_work():
            db.session.execute(text("TRUNCATE breaches, breach_notes"))

    with postgres_app.app_context(), pytest.raises(DBAPIError, match=STAYS):
        empty()


def test_sqlite_refuses_to_replace_a_step(app: Flask):
    record(app)

    def try_it() -> None:
        with unit_of_work():
            db.session.execute(text("REPLACE INTO breach_notes SELECT * FROM breach_notes"))

    with app.app_context(), pytest.raises(DBAPIError, match=STAYS):
        try_it()


def test_a_request_follows_a_person_who_was_entered_twice(any_app: Flask):
    make = record(any_app)
    person = make.person()
    with any_app.app_context(), unit_of_work():
        db.session.query(LegalRequest).update({"person_id": person.id})
    with any_app.app_context(), unit_of_work(write=False):
        assert db.session.query(LegalRequest.person_id).scalar() == person.id


def test_what_was_closed_meanwhile_is_told_in_a_sentence(any_app: Flask):
    record(any_app)

    def again() -> None:
        with unit_of_work():
            services.note_done(OPERATOR, db.session.query(Breach).one(), "Тағы")

    with any_app.app_context(), pytest.raises(services.AlreadyClosed):
        again()
