"""The end of the chain stands each hour where the database's owner cannot change it."""

import json
from datetime import timedelta

from stories.foundation import audit, rounds
from stories.foundation.access import OPERATOR
from stories.foundation.audit.verify import Anchor, Fault, verify
from stories.foundation.clock import held_at, now
from stories.foundation.db import db, unit_of_work


def round_of(app, capsys) -> list[str]:
    with app.app_context():
        rounds.go()
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    return [line["anchor"] for line in lines if line["event"] == "audit_anchor"]


def write(app) -> None:
    with app.app_context(), unit_of_work():
        audit.record(OPERATOR, "test.done")


def test_each_hour_the_log_outside_learns_where_the_chain_ends(app, capsys):
    assert round_of(app, capsys) == []
    for _ in range(3):
        write(app)
    [told] = round_of(app, capsys)
    assert told.startswith("3:")
    write(app)
    assert round_of(app, capsys) == []
    with held_at(now() + timedelta(minutes=61)):
        assert [anchor.split(":")[0] for anchor in round_of(app, capsys)] == ["4"]


def test_what_was_cut_off_is_missed_by_what_was_told(app, capsys):
    for _ in range(3):
        write(app)
    [told] = round_of(app, capsys)
    number, digest = told.split(":")
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_events_no_delete")
        connection.exec_driver_sql("DELETE FROM audit_events WHERE number > 1")
    with app.app_context(), unit_of_work(write=False):
        assert verify(None, lambda: None).fault is None  # by itself it looks whole
        assert verify(Anchor(int(number), digest), lambda: None).fault is Fault.CUT_OFF
