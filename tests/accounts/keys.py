"""Helpers of the sign-in tests: a clock that is held still, codes, and the way in."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
from flask import Flask

from stories.accounts import identity, joining, notes, own, queries, recovery, services, sign_ins
from stories.foundation import throttle
from stories.foundation.db import db, unit_of_work
from tests.client import InspectingClient
from tests.factories import PASSPHRASE

START = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)


class Clock:
    """Stands still until it is told to move."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: Any) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for module in (
        identity,
        joining,
        notes,
        own,
        queries,
        recovery,
        services,
        sign_ins,
        throttle,
    ):
        monkeypatch.setattr(module, "now", clock)
    return clock


def knock(client: InspectingClient, user: Any, passphrase: str = PASSPHRASE, **kwargs: Any) -> Any:
    form = {"email": user.email, "passphrase": passphrase}
    return client.send("/sign-in", form, **kwargs)


def code_at(secret: str, moment: datetime) -> str:
    return pyotp.TOTP(secret).at(moment)


def is_in(client: InspectingClient) -> bool:
    return client.get("/account", expect=client_status(client)).status_code == 200


def client_status(client: InspectingClient) -> int:
    return super(InspectingClient, client).open("/account").status_code


def row(app: Flask, model: Any, row_id: Any) -> Any:
    with app.app_context(), unit_of_work(write=False):
        found = db.session.get(model, row_id)
        db.session.expunge_all()
    return found
