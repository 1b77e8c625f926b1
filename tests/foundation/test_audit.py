"""The log can be written and read, and nothing else."""

import pytest
from flask import Flask
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from stories.foundation import audit
from stories.foundation.access import NOBODY, OPERATOR, Actor, Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from tests.factories import Factory


def events(app: Flask) -> list[AuditEvent]:
    with app.app_context(), unit_of_work(write=False):
        rows = list(db.session.scalars(db.select(AuditEvent).order_by(AuditEvent.at)))
        db.session.expunge_all()
    return rows


@pytest.fixture
def written(any_app: Flask) -> Flask:
    with any_app.app_context(), unit_of_work():
        audit.record(OPERATOR, "test.done", detail={"count": 1})
    return any_app


FORBIDDEN = {
    "update": update(AuditEvent).values(action="test.undone"),
    "delete": delete(AuditEvent),
    "update of nothing else": text("UPDATE audit_events SET detail = '{}'"),
    "delete in plain words": text("DELETE FROM audit_events WHERE 1 = 1"),
}


@pytest.mark.parametrize("how", FORBIDDEN)
def test_the_database_refuses_to_change_or_delete(written: Flask, how: str):
    def try_it() -> None:
        with unit_of_work():
            db.session.execute(FORBIDDEN[how])

    with written.app_context(), pytest.raises(DBAPIError, match="append-only"):
        try_it()
    assert [event.action for event in events(written)] == ["test.done"]


def test_postgresql_refuses_to_empty_it(postgres_app: Flask):
    def empty() -> None:
        with unit_of_work():
            db.session.execute(text("TRUNCATE audit_events"))

    with postgres_app.app_context(), pytest.raises(DBAPIError, match="append-only"):
        empty()


def test_sqlite_refuses_to_replace_a_line(app: Flask):
    with app.app_context(), unit_of_work():
        audit.record(OPERATOR, "test.done")
    replace = text(
        "REPLACE INTO audit_events"
        " (number, previous, digest, id, at, actor_kind, action, detail)"
        " SELECT number, previous, digest, id, at, actor_kind, 'test.undone', detail"
        " FROM audit_events"
    )

    def try_it() -> None:
        with unit_of_work():
            db.session.execute(replace)

    with app.app_context(), pytest.raises(DBAPIError, match="append-only"):
        try_it()
    assert [event.action for event in events(app)] == ["test.done"]


def test_a_line_says_who_did_what_to_which(app: Flask, make: Factory):
    person, user = make.person(), make.facilitator()
    actor = Actor(user.id, user.name, frozenset({(make.organisation.id, Role.FACILITATOR)}))
    with app.app_context(), unit_of_work():
        audit.record(actor, "people.viewed", person)
        audit.record(NOBODY, "test.visited")
    viewed, visited = sorted(events(app), key=lambda event: event.action)
    assert (viewed.actor_id, viewed.actor_kind) == (user.id, "staff")
    assert (viewed.subject_kind, viewed.subject_id) == ("people", person.id)
    assert viewed.organisation_id == make.organisation.id
    assert viewed.at.utcoffset().total_seconds() == 0
    assert visited.actor_kind == "visitor"


def test_a_view_is_noted_after_reading_and_a_failed_change_is_not(app: Flask):
    with app.app_context(), unit_of_work(write=False):
        audit.record(OPERATOR, "test.viewed")
    with app.app_context(), unit_of_work() as unit:
        audit.record(OPERATOR, "test.changed")
        unit.fail()
    assert [event.action for event in events(app)] == ["test.viewed"]
