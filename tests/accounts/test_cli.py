"""``stories invite``."""

import pytest
from flask import Flask

from stories.accounts.models import Invitation, Organisation, User
from stories.foundation.db import db, unit_of_work
from stories.foundation.errors import UnsafeStart
from tests.accounts.keys import is_in, row
from tests.client import InspectingClient
from tests.factories import Factory

ASK = ["invite", "first@example.org", "--role", "admin", "--organisation", "Үміт орталығы"]


def test_the_first_administrator_is_invited_into_a_new_organisation(
    app: Flask, client: InspectingClient
):
    told = app.test_cli_runner().invoke(args=ASK)
    assert told.exit_code == 0, told.output
    link = told.output.strip()
    assert link.startswith("http://127.0.0.1:8000/join/")
    form = {
        "name": "Бірінші",
        "passphrase": "ақ қайың түбінде шай",
        "again": "ақ қайың түбінде шай",
    }
    client.send(link.removeprefix("http://127.0.0.1:8000"), form)
    client.get("/team")


def test_an_organisation_that_is_there_is_not_founded_twice(app: Flask, make: Factory):
    assert make.organisation.name == "Үміт орталығы"
    app.test_cli_runner().invoke(args=ASK)
    with app.app_context(), unit_of_work(write=False):
        assert db.session.query(Organisation).count() == 1
        assert db.session.query(Invitation).one().organisation_id == make.organisation.id


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["invite", "first@example.org"], 2),
        (["invite", "first@example.org", "--role", "king", "--organisation", "Үміт"], 2),
        (["invite", "first@example.org", "--role", "family", "--organisation", "Үміт"], 2),
    ],
)
def test_wrong_usage_ends_with_two(app: Flask, args: list[str], code: int):
    assert app.test_cli_runner().invoke(args=args).exit_code == code


@pytest.mark.parametrize("email", ["first", "@", "a@b c"])
def test_no_address_is_one_sentence(app: Flask, email: str):
    told = app.test_cli_runner().invoke(args=["invite", email, *ASK[2:]])
    assert isinstance(told.exception, UnsafeStart)
    with app.app_context(), unit_of_work(write=False):
        assert db.session.query(Invitation).count() == 0


def test_the_operator_resets_a_lost_second_key(app, client, make):
    user = make.facilitator(totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.sign_in(user)
    told = app.test_cli_runner().invoke(args=["second-factor", "reset", user.email.upper()])
    assert told.exit_code == 0
    assert row(app, User, user.id).totp_secret is None
    assert not is_in(client)
    told = app.test_cli_runner().invoke(args=["second-factor", "reset", "nobody@example.org"])
    assert str(told.exception) == "Nobody here has that address."
