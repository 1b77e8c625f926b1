"""The programme's own log tells where something broke, and nobody's name."""

import json

import pytest
from flask import Flask, request

from stories.foundation import work
from stories.foundation.access import PUBLIC, expose
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import Work
from stories.people.models import Person
from tests.factories import Factory

NAME = "Мәриям Жасырынбай"


def lines(captured: pytest.CaptureFixture[str]) -> tuple[list[dict[str, object]], str]:
    told = captured.readouterr()
    assert told.out == ""
    return [json.loads(line) for line in told.err.splitlines()], told.err


def test_an_error_on_a_page_is_told_without_what_was_typed(
    app: Flask, capsys: pytest.CaptureFixture[str]
):
    @expose(PUBLIC)
    def broken() -> str:
        typed = request.args["name"]
        raise ValueError(f"{typed} is not a number")

    app.add_url_rule("/broken", view_func=broken)
    app.testing = False
    app.test_client().get("/broken", query_string={"name": NAME}, expect=500)
    [line], text = lines(capsys)
    assert line["event"] == "unexpected"
    assert line["errors"] == ["builtins.ValueError"]
    assert str(line["places"]).endswith("broken']")
    assert "Жасырынбай" not in text


def test_an_error_of_the_database_is_told_without_the_row(
    any_app: Flask, capsys: pytest.CaptureFixture[str]
):
    make = Factory(any_app)
    make.person(pseudonym="Жасырынбай")

    @expose(PUBLIC)
    def broken() -> str:
        twin = Person(organisation_id=make.organisation.id, generation="elder", name=NAME)
        twin.folded_name, twin.folded_pseudonym, twin.languages = NAME, "жасырынбай", []
        twin.ways = twin.access_needs = twin.interests = []
        db.session.add(twin)
        db.session.flush()
        return ""

    any_app.add_url_rule("/broken", view_func=broken)
    any_app.testing = False
    any_app.test_client().get("/broken", expect=500)
    [line], text = lines(capsys)
    assert line["errors"][0] == "sqlalchemy.exc.IntegrityError"
    assert "жасырынбай" not in text.casefold()


def test_an_error_of_a_worker_is_told_without_what_it_worked_on(
    app: Flask, make: Factory, capsys: pytest.CaptureFixture[str]
):
    @work.handles("tests.broken")
    def broken(_task: work.Task) -> None:
        raise RuntimeError(NAME)

    with app.app_context():
        with unit_of_work():
            work.ask_for("tests.broken", make.organisation.id)
        with unit_of_work(write=False):
            work_id = db.session.query(Work.id).scalar()
        work.perform(work_id)
    found, text = lines(capsys)
    assert [line["event"] for line in found] == ["work_failed"]
    assert "Жасырынбай" not in text


def test_errors_name_no_parameters_even_where_they_are_shown(app: Flask):
    with app.app_context():
        assert db.engine.hide_parameters
