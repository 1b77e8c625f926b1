"""The second factor: setting it up, asking for it, and codes that open once."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from stories.accounts import guessing, own, second_factor
from stories.accounts.models import User
from stories.accounts.problems import WrongCode
from stories.app import create_app
from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from tests.accounts.keys import START, Clock, clock, code_at, is_in, knock, row
from tests.client import soup
from tests.conftest import environment, running
from tests.factories import PASSPHRASE, Factory

__all__ = ["clock"]
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def strict(tmp_path: Path, sqlite_template: Path) -> Iterator[Flask]:
    """A house that lets nobody in without a code."""
    import shutil

    shutil.copy(sqlite_template, tmp_path / "stories.db")
    settings = environment(tmp_path, STORIES_SECOND_FACTOR="required")
    yield from running(create_app(settings))


def offered(page) -> str:
    return page.select_one("code.secret").text.replace(" ", "")


def test_where_it_is_required_nothing_opens_before_it_is_set_up(strict, clock: Clock):
    client, user = strict.test_client(), Factory(strict).facilitator()
    assert knock(client, user).location == "/sign-in/set-up"
    assert not is_in(client)
    client.get("/people", expect=303)
    page = client.page("/sign-in/set-up")
    assert page.select_one("svg.qr")
    secret = offered(page)
    assert offered(client.page("/sign-in/set-up")) == secret
    client.send("/sign-in/set-up", {"code": "000000"}, expect=422)
    assert not is_in(client)
    client.send("/sign-in/set-up", {"code": code_at(secret, clock())})
    assert is_in(client)
    assert row(strict, User, user.id).totp_secret == secret


def test_a_session_from_before_the_rule_is_ended_by_it(strict, clock: Clock):
    client, user = strict.test_client(), Factory(strict).facilitator()
    client.sign_in(user)
    assert not is_in(client)


def test_the_code_is_asked_for_after_the_passphrase_even_where_it_is_optional(
    client, make, clock: Clock
):
    user = make.facilitator(totp_secret=KEY)
    assert knock(client, user).location == "/sign-in/code"
    assert not is_in(client)
    client.get("/sign-in/set-up", expect=303)  # no way around the code by setting up anew
    client.send("/sign-in/code", {"code": ""}, expect=422)
    client.send("/sign-in/code", {"code": "not a code"}, expect=422)
    answer = client.send("/sign-in/code", {"code": f" {code_at(KEY, clock())[:3]} "}, expect=422)
    assert soup(answer).select_one(".field.wrong")
    code = code_at(KEY, clock())
    client.send("/sign-in/code", {"code": f"{code[:3]} {code[3:]}"})
    assert is_in(client)


def test_the_page_that_was_asked_for_waits_behind_the_code(client, make, clock: Clock):
    user = make.facilitator(totp_secret=KEY)
    form = {"email": user.email, "passphrase": PASSPHRASE}
    client.send("/sign-in?next=/people", form)
    assert client.send("/sign-in/code", {"code": code_at(KEY, clock())}).location == "/people"


def test_a_code_opens_once(client, app, make, clock: Clock):
    user = make.facilitator(totp_secret=KEY)
    knock(client, user)
    code = code_at(KEY, clock())
    client.send("/sign-in/code", {"code": code})
    other = app.test_client()
    knock(other, user)
    other.send("/sign-in/code", {"code": code}, expect=422)
    clock.move(seconds=30)
    other.send("/sign-in/code", {"code": code}, expect=422)
    other.send("/sign-in/code", {"code": code_at(KEY, clock())})
    assert is_in(other)


def test_two_requests_with_one_code_let_one_in(app, make, clock: Clock):
    user = make.facilitator(totp_secret=KEY)
    with app.app_context(), unit_of_work():
        one = db.session.get(User, user.id)
        own.use_code(one, code_at(KEY, clock()))
        one.totp_last_step = None  # as the slower request read it
        db.session.expire(one, ["totp_last_step"])
        with pytest.raises(WrongCode):
            own.use_code(one, code_at(KEY, clock()))


def test_codes_are_guessed_ten_times_at_most(client, make, clock: Clock):
    user = make.facilitator(totp_secret=KEY)
    knock(client, user)
    for _ in range(10):
        client.send("/sign-in/code", {"code": "123"}, expect=422)
    client.send("/sign-in/code", {"code": code_at(KEY, clock())}, expect=429)
    assert not is_in(client)


def test_the_wait_between_passphrase_and_code_ends(client, make, clock: Clock):
    user = make.facilitator(totp_secret=KEY)
    knock(client, user)
    clock.move(minutes=11)
    answer = client.send("/sign-in/code", {"code": code_at(KEY, clock())})
    assert answer.location == "/sign-in"
    assert not is_in(client)


def test_without_the_passphrase_there_is_no_code_page(client):
    for path in ("/sign-in/code", "/sign-in/set-up"):
        assert client.get(path, expect=303).location == "/sign-in"
        assert client.send(path, {"code": "123456"}).location == "/sign-in"


@pytest.mark.parametrize(("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True)])
def test_telephones_may_be_a_little_off(steps: int, fits: bool):
    shown = code_at(KEY, START + timedelta(seconds=30 * steps))
    assert (second_factor.matching_step(KEY, shown, START, None) is not None) is fits


def test_it_is_set_up_and_replaced_on_ones_own_page(client, app, make, clock: Clock):
    user = make.facilitator()
    knock(client, user)
    assert "Set it up" in client.speak("en").page("/account").text
    secret = offered(client.page("/account/second-factor"))
    form = {"code": code_at(secret, clock()), "passphrase": "wrong passphrase"}
    client.send("/account/second-factor", form, expect=422)
    client.send(
        "/account/second-factor", form | {"passphrase": PASSPHRASE, "code": "1"}, expect=422
    )
    elsewhere = app.test_client()
    knock(elsewhere, user)
    client.send("/account/second-factor", form | {"passphrase": PASSPHRASE})
    assert row(app, User, user.id).totp_secret == secret
    assert is_in(client)
    assert not is_in(elsewhere)
    assert offered(client.page("/account/second-factor")) != secret


@pytest.mark.parametrize("way", ["code", "recovery"])
def test_whoever_guesses_at_codes_for_long_is_asked_no_more(app, make, clock, monkeypatch, way):
    monkeypatch.setattr(guessing, "MOST_WRONG", 2)
    user, admin = make.facilitator(totp_secret=KEY), make.user(Role.ADMIN)
    mine, strange = app.test_client(), app.test_client().speak("en")
    knock(mine, user)
    mine.send("/sign-in/code", {"code": code_at(KEY, clock())})
    mine.send("/sign-out")
    knock(strange, user)
    for _ in range(2):
        strange.send(f"/sign-in/{way}", {"code": "000000"}, expect=422)
    clock.move(minutes=16)  # the quarter of an hour is over, the count is not
    knock(strange, user)
    form = {"code": code_at(KEY, clock())}
    assert "Too many wrong codes" in strange.send("/sign-in/code", form, expect=429).text
    knock(mine, user)
    mine.send("/sign-in/code", form)
    app.test_client().sign_in(admin).send(f"/team/{user.id}/second-factor/reset")
    with app.app_context(), app.test_request_context(), unit_of_work():
        guessing.refuse(db.session.get(User, user.id))
