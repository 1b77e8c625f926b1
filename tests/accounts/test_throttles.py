"""Every door where something can be guessed shuts after ten attempts, and for a network at all."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.accounts import passphrases, views
from stories.accounts.models import User
from stories.accounts.rules import as_kept
from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.fields import stripped
from stories.foundation.network import network
from tests.accounts.keys import Clock, clock, code_at, is_in, knock, row
from tests.factories import PASSPHRASE

__all__ = ["clock"]
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def setting_up(app, user):
    """Somebody who has shown the passphrase where an app must be set up first."""
    settings = app.extensions["settings"]
    values = {**settings.values, "SECOND_FACTOR": "required"}
    app.extensions["settings"] = type(settings)(values)
    client = app.test_client()
    assert knock(client, user).location == "/sign-in/set-up"
    return client


def test_setting_up_is_tried_ten_times(app, make, clock: Clock):
    client = setting_up(app, make.facilitator())
    secret = client.page("/sign-in/set-up").select_one("code.secret").text.replace(" ", "")
    for _ in range(10):
        client.send("/sign-in/set-up", {"code": "000000"}, expect=422)
    client.send("/sign-in/set-up", {"code": code_at(secret, clock())}, expect=429)
    clock.move(minutes=16)
    assert client.send("/sign-in/set-up", {"code": "000000"}).location == "/sign-in"


def test_another_app_is_not_forced_by_guessing_the_passphrase(client, make, clock: Clock):
    knock(client, make.facilitator())
    path = "/account/second-factor"
    secret = client.page(path).select_one("code.secret").text.replace(" ", "")
    form = {"code": code_at(secret, clock()), "passphrase": "wrong passphrase"}
    for _ in range(10):
        client.send(path, form, expect=422)
    client.send(path, form | {"passphrase": PASSPHRASE}, expect=429)
    fresh = "ақ қайың түбінде шай"
    form = {"current": PASSPHRASE, "passphrase": fresh, "again": fresh}
    client.send("/account/passphrase", form, expect=429)


@pytest.fixture
def narrow(monkeypatch):
    """A network that may try six times, so that the test need not try more often."""
    monkeypatch.setattr(views, "NETWORK_LIMIT", 6)


def test_one_network_is_counted_over_all_accounts_and_doors(client, app, make, narrow):
    users = [make.facilitator(totp_secret=KEY) for _ in range(4)]
    knock(client, users[0])
    client.send("/sign-in/code", {"code": "000000"}, expect=422)
    client.send("/sign-in/recovery", {"code": "ABCD"}, expect=422)
    for user in users[1:]:
        knock(app.test_client(), user, "wrong passphrase", expect=422)
    for path, form in (
        ("/sign-in", {"email": users[3].email, "passphrase": PASSPHRASE}),
        ("/sign-in/code", {"code": "000000"}),
        ("/sign-in/recovery", {"code": "ABCD"}),
    ):
        client.send(path, form, expect=429)
    knock(client, users[3], environ_overrides={"REMOTE_ADDR": "10.1.2.3"})


def test_invitations_count_for_the_network_too(client, app, make, narrow):
    admin, known = make.user(Role.ADMIN), make.user(Role.FACILITATOR)
    staff = app.test_client().sign_in(admin)
    staff.send("/team/invite", {"email": known.email, "role": "curator"})
    path = staff.page("/team/invited").select_one(".once-link").text.strip()
    path = path.removeprefix("http://127.0.0.1:8000")
    for _ in range(6):
        client.send(path, {"passphrase": "wrong passphrase"}, expect=422)
    client.send(path, {"passphrase": PASSPHRASE}, expect=429)
    knock(app.test_client(), admin, expect=429)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("10.0.0.1", "10.0.0.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.2", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("nonsense", "", True),
    ],
)
def test_a_household_is_one_network(app, one, other, same):
    found = []
    for address in (one, other):
        with app.test_request_context(environ_overrides={"REMOTE_ADDR": address}):
            found.append(network())
    assert (found[0] == found[1]) is same


def test_a_passphrase_is_hashed_anew_when_hashing_became_dearer(client, app, make, monkeypatch):
    user = make.facilitator()
    before = row(app, User, user.id).passphrase_hash
    knock(client, user)
    assert row(app, User, user.id).passphrase_hash == before
    dearer = passphrases.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(passphrases, "_current", lambda: dearer)
    knock(app.test_client(), user, "wrong passphrase", expect=422)
    assert row(app, User, user.id).passphrase_hash == before
    knock(app.test_client(), user)
    after = row(app, User, user.id).passphrase_hash
    assert "t=2" in after
    with app.app_context(), unit_of_work(write=False):
        assert passphrases.fits(after, PASSPHRASE)
        assert db.session.get(User, user.id).passphrase_hash == after
    assert is_in(client)


DISGUISES = (
    "{0}",
    "  {0} ",
    "\u200b {0}",
    "\u200b \u200b \u200b {0}",
    "{0} \u2060 \u00ad",
    "\ufeff{0}",
)


def test_an_address_in_disguise_is_counted_as_the_one_it_is(client, make):
    user = make.facilitator(email="aizhan@example.org")
    for number in range(10):
        typed = DISGUISES[number % len(DISGUISES)].format(user.email.upper())
        form = {"email": typed, "passphrase": "wrong passphrase"}
        client.send("/sign-in", form, expect=422)
    knock(client, user, expect=429)


@given(st.text(max_size=20), st.sampled_from(["", " ", "\u200b ", "\t", "\u00ad"]))
def test_an_address_has_one_form(typed, around):
    once = as_kept(stripped(around + typed + around))
    assert as_kept(once) == once == as_kept(stripped(once))
    assert as_kept(unicodedata.normalize("NFD", typed)) == as_kept(typed)


def test_strangers_who_guess_keep_nobody_out_of_a_browser_of_their_own(app, make):
    user, mine, strange = make.facilitator(), app.test_client(), app.test_client()
    knock(mine, user)
    mine.send("/sign-out")
    for _ in range(10):
        knock(strange, user, "wrong passphrase", expect=422)
    knock(strange, user, expect=429)
    knock(mine, user)
    assert is_in(mine)
    mine.send("/sign-out")
    for _ in range(10):
        knock(mine, user, "wrong passphrase", expect=422)
    knock(mine, user, expect=429)  # the browser's own count is no way around


def test_one_persons_browser_is_a_strangers_for_anybody_else(app, make):
    mine, another, client = make.facilitator(), make.facilitator(), app.test_client()
    knock(client, mine)
    for _ in range(10):
        knock(app.test_client(), another, "wrong passphrase", expect=422)
    knock(client, another, expect=429)
    client.set_cookie("known", "made.up.mark")
    knock(client, another, expect=429)
