"""Recovery codes: shown once, kept as digests, each opening once in place of the app's code."""

import threading

import pytest

from stories.accounts import identity, own, recovery
from stories.accounts.models import Note, RecoveryCode, User
from stories.accounts.problems import WrongCode, WrongRecoveryCode
from stories.foundation.access import Role
from stories.foundation.clock import now
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from tests.accounts.keys import Clock, clock, code_at, is_in, knock, row
from tests.client import soup
from tests.factories import PASSPHRASE, Factory

__all__ = ["clock"]
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def codes_of(app, user) -> list[str]:
    with app.app_context(), unit_of_work():
        return recovery.make(db.session.get(User, user.id))


def shown(page) -> list[str]:
    return [code.text for code in page.select(".codes code")]


def test_a_code_opens_once_and_the_account_tells_how_many_are_left(client, app, make):
    user = make.facilitator(totp_secret=KEY)
    codes = codes_of(app, user)
    knock(client.speak("en"), user)
    assert client.page("/sign-in/code").select_one("a[href='/sign-in/recovery']")
    client.get("/sign-in/recovery")
    answer = client.send("/sign-in/recovery", {"code": codes[0].lower().replace("-", " ")})
    assert answer.location == "/account/second-factor"
    assert "9 are left" in client.page("/account/second-factor").text
    assert "9 recovery codes are left" in client.page("/account").text
    other = app.test_client()
    knock(other, user)
    page = soup(other.send("/sign-in/recovery", {"code": codes[0]}, expect=422))
    assert page.select_one(".field.wrong")
    assert not is_in(other)
    other.send("/sign-in/recovery", {"code": codes[1]})
    assert is_in(other)


@pytest.mark.parametrize("typed", ["", "x", "ABCD-EFGH-JKMN", "я" * 40, "\x00", "------------"])
def test_anything_else_is_refused_with_a_sentence(client, app, make, typed):
    user = make.facilitator(totp_secret=KEY)
    codes_of(app, user)
    knock(client, user)
    page = soup(client.send("/sign-in/recovery", {"code": typed}, expect=422))
    assert page.select_one(".field.wrong .error").text.strip()
    assert not is_in(client)


def test_a_code_typed_on_a_cyrillic_keyboard_opens_too(client, app, make):
    user = make.facilitator(totp_secret=KEY)
    cyrillic = str.maketrans("ABEKMHPCTYX", "АВЕКМНРСТУХ")
    code = codes_of(app, user)[0].translate(cyrillic)
    knock(client, user)
    client.send("/sign-in/recovery", {"code": code})
    assert is_in(client)


def test_nobody_opens_with_the_codes_of_somebody_else(client, app, make):
    one, other = make.facilitator(totp_secret=KEY), make.facilitator(totp_secret=KEY)
    codes = codes_of(app, one)
    codes_of(app, other)
    knock(client, other)
    client.send("/sign-in/recovery", {"code": codes[0]}, expect=422)


def test_guessing_them_is_guessing_the_code(client, app, make, clock: Clock):
    user = make.facilitator(totp_secret=KEY)
    codes = codes_of(app, user)
    knock(client, user)
    for _ in range(5):
        client.send("/sign-in/recovery", {"code": "ABCD-EFGH-JKMN"}, expect=422)
        client.send("/sign-in/code", {"code": "000000"}, expect=422)
    client.send("/sign-in/recovery", {"code": codes[0]}, expect=429)
    client.send("/sign-in/code", {"code": code_at(KEY, clock())}, expect=429)


def test_setting_up_shows_ten_codes_once_and_then_the_page_that_was_asked_for(
    client, app, make, clock: Clock
):
    user = make.facilitator()
    knock(client, user)
    secret = client.page("/account/second-factor").select_one("code.secret").text.replace(" ", "")
    form = {"code": code_at(secret, clock()), "passphrase": PASSPHRASE}
    answer = client.send("/account/second-factor", form)
    assert answer.location == "/account/recovery-codes"
    page = client.page(answer.location)
    codes = shown(page)
    assert len(set(codes)) == recovery.COUNT
    assert page.select_one("a.btn.do")["href"] == "/account"
    assert shown(client.page(answer.location)) == []
    other = app.test_client()
    knock(other, user)
    other.send("/sign-in/recovery", {"code": codes[0]})
    assert is_in(other)


def test_codes_lie_in_no_cookie_and_in_no_table(client, app, make, clock: Clock):
    user = make.facilitator()
    knock(client, user)
    secret = client.page("/account/second-factor").select_one("code.secret").text.replace(" ", "")
    assert secret not in cookies(client)
    client.send(
        "/account/second-factor", {"code": code_at(secret, clock()), "passphrase": PASSPHRASE}
    )
    with app.app_context(), db.engine.connect() as connection:
        kept = str(connection.execute(db.select(Note.__table__)).all())
        kept += str(connection.exec_driver_sql("SELECT * FROM users").all())
        kept += str(connection.execute(db.select(RecoveryCode.__table__)).all())
    in_cookie = cookies(client)
    codes = shown(client.page("/account/recovery-codes"))
    assert codes
    assert not [code for code in (*codes, secret) if code in kept or code in in_cookie]


def cookies(client) -> str:
    with client.session_transaction() as session:
        return str(dict(session))


def test_a_new_set_wants_the_passphrase_and_replaces_the_old_one(client, app, make, clock: Clock):
    user = make.facilitator(totp_secret=KEY)
    old = codes_of(app, user)
    client.sign_in(user)
    path = "/account/recovery-codes"
    client.send(path, {"passphrase": "wrong passphrase"}, expect=422)
    client.send(path, {"passphrase": PASSPHRASE})
    new = shown(client.page(path))
    assert not set(old) & set(new)
    other = app.test_client()
    knock(other, user)
    other.send("/sign-in/recovery", {"code": old[0]}, expect=422)
    other.send("/sign-in/recovery", {"code": new[0]})
    for _ in range(10):
        client.send(path, {"passphrase": "wrong passphrase"}, expect=422)
    client.send(path, {"passphrase": PASSPHRASE}, expect=429)


def test_without_an_app_there_are_no_codes(client, make):
    client.sign_in(make.facilitator())
    assert client.get("/account/recovery-codes", expect=303).location == "/account"


def test_without_the_passphrase_there_is_no_recovery_page(client, make):
    make.facilitator(totp_secret=KEY)
    assert client.get("/sign-in/recovery", expect=303).location == "/sign-in"
    assert client.send("/sign-in/recovery", {"code": "x"}).location == "/sign-in"


def test_a_reset_voids_them(client, app, make):
    admin, user = make.user(Role.ADMIN), make.facilitator(totp_secret=KEY)
    codes_of(app, user)
    client.sign_in(admin).send(f"/team/{user.id}/second-factor/reset")
    with app.app_context(), unit_of_work(write=False):
        assert db.session.scalars(db.select(RecoveryCode)).all() == []


def test_the_log_tells_of_codes_made_and_used_but_not_which(client, app, make):
    user = make.facilitator(totp_secret=KEY)
    code = codes_of(app, user)[0]
    knock(client, user)
    client.send("/sign-in/recovery", {"code": code})
    with app.app_context(), unit_of_work(write=False):
        events = list(db.session.scalars(db.select(AuditEvent)))
    told = [event.action for event in events]
    assert {"accounts.recovery_codes_made", "accounts.recovery_code_used"} <= set(told)
    assert code not in str([event.detail for event in events])


def test_two_requests_with_one_code_let_one_in(any_app):
    user = Factory(any_app).facilitator(totp_secret=KEY)
    code = codes_of(any_app, user)[0]
    start, outcome = threading.Barrier(4), []

    def come() -> None:
        start.wait()
        with any_app.app_context(), any_app.test_request_context():
            try:
                with unit_of_work():
                    recovery.use(db.session.get(User, user.id), code)
            except WrongRecoveryCode:
                outcome.append("refused")
            else:
                outcome.append("in")

    threads = [threading.Thread(target=come) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["in", "refused", "refused", "refused"]


def test_two_sets_made_at_once_leave_one(any_app):
    user = Factory(any_app).facilitator(totp_secret=KEY)
    start = threading.Barrier(3)

    def make_set() -> None:
        start.wait()
        with any_app.test_request_context(), unit_of_work():
            recovery.make(db.session.get(User, user.id))

    threads = [threading.Thread(target=make_set) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with any_app.app_context(), unit_of_work(write=False):
        assert len(db.session.scalars(db.select(RecoveryCode)).all()) == recovery.COUNT


def test_two_who_set_up_an_app_at_once_get_one(any_app):
    user = Factory(any_app).facilitator()
    start, outcome = threading.Barrier(2), []

    def set_up() -> None:
        with any_app.test_request_context():
            with unit_of_work():
                identity.hold(db.session.get(User, user.id), "/")
            with unit_of_work(write=False):
                code = code_at(own.offered_secret(), now())
            start.wait()
            try:
                with unit_of_work():
                    own.enrol(db.session.get(User, user.id), code, first=True)
            except WrongCode:
                outcome.append("refused")
            else:
                outcome.append("in")

    threads = [threading.Thread(target=set_up) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["in", "refused"]


def test_another_secret_key_opens_neither_app_nor_codes(client, app, make, clock: Clock):
    user = make.facilitator(totp_secret=KEY)
    code = codes_of(app, user)[0]
    app.config["SECRET_KEY"] = "another secret of the house, also long enough"
    assert row(app, User, user.id).totp_secret == ""
    knock(client, user)
    client.send("/sign-in/code", {"code": code_at(KEY, clock())}, expect=422)
    client.send("/sign-in/recovery", {"code": code}, expect=422)
    client.get("/sign-in/set-up", expect=303)
