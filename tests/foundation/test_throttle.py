"""Guessing is slowed down, door by door."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from stories.foundation import throttle
from stories.foundation.db import db, unit_of_work
from stories.foundation.errors import TooManyAttempts
from stories.foundation.models import Throttle
from tests.foundation.crowd import at_once


class Clock:
    at = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(throttle, "now", clock)
    return clock


def spend(app: Flask, door: str = "door", **limit: int) -> bool:
    try:
        with app.app_context(), unit_of_work():
            throttle.spend(door, **limit)
    except TooManyAttempts:
        return False
    return True


def test_ten_are_judged_and_no_more(any_app: Flask):
    assert [spend(any_app) for _ in range(12)] == [True] * 10 + [False] * 2
    assert spend(any_app, "another door")


def test_a_limit_of_its_own(app: Flask):
    assert [spend(app, limit=1) for _ in range(2)] == [True, False]


def test_a_shut_door_opens_after_a_quarter_of_an_hour(app: Flask, clock: Clock):
    assert [spend(app) for _ in range(11)] == [True] * 10 + [False]
    clock.at += throttle.WINDOW - timedelta(seconds=1)
    assert not spend(app)
    clock.at += timedelta(seconds=1)
    assert [spend(app) for _ in range(11)] == [True] * 10 + [False]


def test_old_mistakes_are_forgotten(app: Flask, clock: Clock):
    assert all(spend(app) for _ in range(9))
    clock.at += throttle.WINDOW + timedelta(seconds=1)
    assert all(spend(app) for _ in range(9))


def test_the_right_key_clears_the_count(app: Flask):
    assert all(spend(app) for _ in range(9))
    with app.app_context(), unit_of_work():
        throttle.clear("door")
        throttle.clear("a door nobody tried")
    assert all(spend(app) for _ in range(10))


def test_what_was_typed_is_not_kept(app: Flask):
    spend(app, "sign-in:saule@example.org")
    with app.app_context(), unit_of_work(write=False):
        assert "saule" not in db.session.query(Throttle).one().key


def test_many_hands_at_one_door_get_ten_tries_together(any_app: Flask):
    assert sum(at_once(16, lambda _number: spend(any_app))) == 10
