"""The log is a chain: gapless, right with many writers, and nothing can be changed unnoticed."""

import json
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from stories.app import create_app
from stories.foundation import audit
from stories.foundation.access import OPERATOR
from stories.foundation.audit.cli import audit as command
from stories.foundation.audit.verify import Anchor, Fault, Finding, verify
from stories.foundation.db import before_commit, db, unit_of_work
from stories.foundation.models import AuditEvent
from tests.conftest import environment
from tests.factories import Factory
from tests.foundation.crowd import at_once

ELDER = {"generation": "elder", "name": "Әсел", "birth_year": "1950", "readiness": "ready"}


def look(app: Flask, anchor: Anchor | None = None) -> Finding:
    with app.app_context(), unit_of_work(write=False):
        return verify(anchor, lambda: None)


def write(app: Flask, *actions: str) -> None:
    with app.app_context(), unit_of_work():
        for action in actions:
            audit.record(OPERATOR, action, detail={"count": 1, "share": 0.1, "who": "Ә"})


@pytest.fixture
def ten(any_app: Flask) -> Flask:
    write(any_app, *(f"test.line_{number}" for number in range(1, 6)))
    write(any_app, *(f"test.line_{number}" for number in range(6, 11)))
    return any_app


def verified(app: Flask, *options: str) -> Result:
    return app.test_cli_runner().invoke(command, ["verify", *options], catch_exceptions=False)


@pytest.fixture
def current(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests build their tables without migrations."""
    monkeypatch.setattr("stories.foundation.shape.require_schema", lambda: None)


def test_an_empty_log_is_intact(any_app: Flask):
    assert (look(any_app).fault, look(any_app).checked) == (None, 0)


def test_lines_are_numbered_in_the_order_of_their_units(ten: Flask):
    with ten.app_context(), unit_of_work(write=False):
        query = db.select(AuditEvent.number, AuditEvent.action).order_by(AuditEvent.number)
        found = [tuple(row) for row in db.session.execute(query)]
    assert found == [(number, f"test.line_{number}") for number in range(1, 11)]
    assert (look(ten).fault, look(ten).checked) == (None, 10)


SPOIL: dict[str, tuple[list[str], Fault, int]] = {
    "a changed action": (
        ["UPDATE audit_events SET action = 'test.other' WHERE number = 4"],
        Fault.CHANGED,
        4,
    ),
    "a changed moment": (
        ["UPDATE audit_events SET at = '2020-01-01 00:00:00.000000+00:00' WHERE number = 4"],
        Fault.CHANGED,
        4,
    ),
    "a changed detail": (
        ["""UPDATE audit_events SET detail = '{"count": 2}' WHERE number = 1"""],
        Fault.CHANGED,
        1,
    ),
    "another actor": (
        ["UPDATE audit_events SET actor_id = id WHERE number = 10"],
        Fault.CHANGED,
        10,
    ),
    "another organisation": (
        ["UPDATE audit_events SET organisation_id = id WHERE number = 10"],
        Fault.CHANGED,
        10,
    ),
    "a removed line": (["DELETE FROM audit_events WHERE number = 7"], Fault.MISSING, 7),
    "a removed beginning": (["DELETE FROM audit_events WHERE number < 3"], Fault.MISSING, 1),
    "a removed line, the rest moved up": (
        [
            "DELETE FROM audit_events WHERE number = 7",
            "UPDATE audit_events SET number = number - 1 WHERE number = 8",
            "UPDATE audit_events SET number = number - 1 WHERE number = 9",
            "UPDATE audit_events SET number = number - 1 WHERE number = 10",
        ],
        Fault.CHANGED,
        7,
    ),
    "two lines swapped": (
        [
            "UPDATE audit_events SET number = 99 WHERE number = 3",
            "UPDATE audit_events SET number = 3 WHERE number = 5",
            "UPDATE audit_events SET number = 5 WHERE number = 99",
        ],
        Fault.CHANGED,
        3,
    ),
}


def spoil(app: Flask, *statements: str) -> None:
    """Write into the log as somebody who owns the database could."""
    with app.app_context(), db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER audit_events_no_update"))
            connection.execute(text("DROP TRIGGER audit_events_no_delete"))
        else:
            connection.execute(text("ALTER TABLE audit_events DISABLE TRIGGER USER"))
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("how", SPOIL)
def test_what_was_done_behind_the_triggers_is_found(ten: Flask, how: str):
    statements, fault, number = SPOIL[how]
    spoil(ten, *statements)
    found = look(ten)
    assert (found.fault, found.number) == (fault, number)
    assert f"line {number}" in found.sentence


@pytest.mark.parametrize("place", [4, 11])
def test_an_inserted_line_is_found(ten: Flask, place: int):
    """In the middle (the later ones moved on) or at the end, with a digest of its own."""
    moved = [
        f"UPDATE audit_events SET number = {number + 1} WHERE number = {number}"  # noqa: S608
        for number in range(10, place - 1, -1)
    ]
    copied = ", ".join(("at", "organisation_id", "actor_id", "actor_kind", "action", "detail"))
    new = "'0123456789abcdef0123456789abcdef'"
    spoil(
        ten,
        *moved,
        f"INSERT INTO audit_events (id, number, previous, digest, {copied})"  # noqa: S608
        f" SELECT {new}, {place}, previous, digest, {copied} FROM audit_events WHERE number = 2",
    )
    found = look(ten)
    assert (found.fault, found.number) == (Fault.CHANGED, place)


def test_a_line_with_a_sound_digest_that_hangs_on_nothing_is_torn_off(ten: Flask):
    line = {
        "number": 11,
        "previous": "f" * 64,
        "id": "00000000-0000-0000-0000-000000000007",
        "at": datetime(2026, 1, 1, tzinfo=UTC),
        "organisation_id": None,
        "actor_id": None,
        "actor_kind": "operator",
        "action": "test.false",
        "subject_kind": None,
        "subject_id": None,
        "detail": {},
    }
    from stories.foundation.audit.chain import as_kept, digest

    line = as_kept(line)
    with ten.app_context(), unit_of_work():
        db.session.add(AuditEvent(**line, digest=digest(line)))
    assert (look(ten).fault, look(ten).number) == (Fault.TORN, 11)


def test_an_end_that_was_cut_off_is_missed_by_an_anchor_alone(ten: Flask):
    anchor = look(ten).last
    spoil(ten, "DELETE FROM audit_events WHERE number > 8")
    assert look(ten).fault is None
    found = look(ten, anchor)
    assert (found.fault, found.number) == (Fault.CUT_OFF, 10)
    write(ten, "test.later", "test.later", "test.later")
    found = look(ten, anchor)
    assert (found.fault, found.number) == (Fault.ANOTHER, 10)


def test_an_anchor_holds_while_the_log_goes_on(ten: Flask):
    anchor = look(ten).last
    write(ten, "test.later")
    assert look(ten, anchor).fault is None


@pytest.mark.parametrize(
    "nonsense", ["at = 'кеше'", "detail = '{'", "id = 'x'", "digest = ''", "actor_id = ''"]
)
def test_nonsense_in_a_column_is_told_and_breaks_nothing(app: Flask, nonsense: str):
    write(app, "test.one", "test.two", "test.three")
    spoil(app, f"UPDATE audit_events SET {nonsense} WHERE number = 2")  # noqa: S608
    assert (look(app).fault, look(app).number) == (Fault.CHANGED, 2)


def test_a_savepoint_that_went_back_leaves_no_line_and_no_gap(any_app: Flask):
    def lost(within: Callable[[], Any]) -> None:
        with db.session.begin_nested():
            audit.record(OPERATOR, "test.lost")
            within()
            raise ZeroDivisionError

    def kept_inside() -> None:
        with db.session.begin_nested():
            audit.record(OPERATOR, "test.lost_with_its_outer")

    with any_app.app_context(), unit_of_work():
        audit.record(OPERATOR, "test.before")
        for within in (lambda: None, kept_inside):
            with suppress(ZeroDivisionError):
                lost(within)
        with db.session.begin_nested():
            audit.record(OPERATOR, "test.inside")
        audit.record(OPERATOR, "test.after")
    assert actions(any_app) == ["test.before", "test.inside", "test.after"]
    assert look(any_app).fault is None


def actions(app: Flask) -> list[str]:
    with app.app_context(), unit_of_work(write=False):
        return list(db.session.scalars(db.select(AuditEvent.action).order_by(AuditEvent.number)))


def test_a_unit_that_was_rolled_back_on_its_way_begins_afresh(any_app: Flask):
    with any_app.app_context(), unit_of_work():
        audit.record(OPERATOR, "test.lost")
        db.session.rollback()
        audit.record(OPERATOR, "test.kept")
    with any_app.app_context(), unit_of_work():
        audit.record(OPERATOR, "test.lost_as_well")
        db.session.rollback()
    assert actions(any_app) == ["test.kept"]


def test_a_unit_that_failed_takes_no_number(any_app: Flask):
    with any_app.app_context(), unit_of_work() as unit:
        audit.record(OPERATOR, "test.failed")
        unit.fail()
    write(any_app, "test.kept")
    assert (look(any_app).fault, look(any_app).checked) == (None, 1)


def test_nothing_comes_before_a_commit_nobody_will_make():
    with pytest.raises(RuntimeError, match="unit of work"):
        before_commit(lambda: None)


def test_requests_at_the_same_moment_stand_one_after_the_other(any_app: Flask):
    """Each person entered is a line of the writing unit, each page a line after the reading one."""
    make = Factory(any_app)
    user, people, rounds = make.facilitator(), 6, 3
    clients = [any_app.test_client().sign_in(user) for _ in range(people)]
    tokens = [client.token() for client in clients]

    def work(number: int) -> None:
        for _round in range(rounds):
            data = {"csrf_token": tokens[number], **ELDER, "name": f"Әсел {number} {_round}"}
            answer = clients[number].post("/people/new", data=data, expect=303)
            clients[number].get(str(answer.location))

    at_once(people, work)
    found = look(any_app)
    assert (found.fault, found.checked) == (None, 2 * people * rounds)


def _from_another_process(home: str, url: str) -> None:
    app = create_app(environment(Path(home), STORIES_DATABASE_URL=url))
    for _ in range(10):
        write(app, "test.one", "test.two")


def test_processes_at_the_same_moment_stand_one_after_the_other(any_app: Flask, tmp_path: Path):
    url = any_app.extensions["settings"]["DATABASE_URL"]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(3, mp_context=spawn) as pool:
        for future in [
            pool.submit(_from_another_process, str(tmp_path / str(place)), url)
            for place in range(3)
        ]:
            future.result(timeout=60)
    found = look(any_app)
    assert (found.fault, found.checked) == (None, 60)


def test_a_long_unit_keeps_no_other_waiting(postgres_app: Flask):
    """Only the last step is taken in turn: a line of a long unit is written when that ends."""
    began, go_on = threading.Event(), threading.Event()

    def long() -> None:
        with postgres_app.app_context(), unit_of_work():
            audit.record(OPERATOR, "test.long")
            db.session.flush()
            began.set()
            assert go_on.wait(timeout=20)

    thread = threading.Thread(target=long)
    thread.start()
    assert began.wait(timeout=20)
    write(postgres_app, "test.short")
    go_on.set()
    thread.join(timeout=20)
    assert actions(postgres_app) == ["test.short", "test.long"]
    assert look(postgres_app).fault is None


def test_the_command_tells_an_anchor_and_takes_it_again(ten: Flask, current: None):
    told = verified(ten)
    assert told.exit_code == 0
    assert told.output.startswith("The log is intact: 10 lines. Anchor: 10:")
    anchor = told.output.split()[-1]
    assert verified(ten, "--anchor", anchor).exit_code == 0


def test_the_command_names_the_first_bad_line_and_fails(ten: Flask, current: None):
    spoil(ten, "UPDATE audit_events SET action = 'x' WHERE number IN (6, 9)")
    told = verified(ten)
    assert (told.exit_code, told.output) == (1, "The log is not intact: line 6 was changed.\n")
    told = verified(ten, "--json")
    assert told.exit_code == 1
    found = json.loads(told.output)
    assert (found["intact"], found["first_bad"], found["fault"]) == (False, 6, "changed")
    assert found["checked"] == found["last"] == 5


@pytest.mark.parametrize("anchor", ["", "x", "0:" + "0" * 64, "1:xyz", "1", "-1:" + "0" * 64])
def test_an_anchor_that_is_none_is_wrong_usage(app: Flask, anchor: str):
    assert verified(app, "--anchor", anchor).exit_code == 2
