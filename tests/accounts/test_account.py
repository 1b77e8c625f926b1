"""My account: another passphrase."""

import pytest

from stories.accounts import passphrases
from tests.accounts.keys import is_in, knock
from tests.client import soup
from tests.factories import PASSPHRASE

NEW = "ақ қайың түбінде шай"


def change(client, **fields):
    form = {"current": PASSPHRASE, "passphrase": NEW, "again": NEW} | fields
    return client.send("/account/passphrase", form, expect=fields.pop("expect", 303))


def test_a_new_passphrase_signs_out_elsewhere(client, app, make):
    user = make.facilitator()
    elsewhere = app.test_client()
    for one in (client, elsewhere):
        knock(one, user)
    change(client)
    assert is_in(client)
    assert not is_in(elsewhere)
    knock(elsewhere, user, expect=422)
    knock(elsewhere, user, NEW)


@pytest.mark.parametrize(
    "fields",
    [
        {"current": "wrong passphrase"},
        {"current": ""},
        {"passphrase": "short", "again": "short"},
        {"passphrase": "password password", "again": "password password"},
        {"again": "something else altogether"},
        {"passphrase": "", "again": ""},
    ],
)
def test_a_wrong_change_is_told_and_changes_nothing(client, app, make, fields):
    user = make.facilitator()
    knock(client, user)
    form = {"current": PASSPHRASE, "passphrase": NEW, "again": NEW} | fields
    page = soup(client.send("/account/passphrase", form, expect=422))
    assert page.select_one(".field.wrong")
    knock(app.test_client(), user)


def test_the_old_passphrase_is_not_guessed_here(client, make):
    knock(client, make.facilitator())
    form = {"current": "wrong passphrase", "passphrase": NEW, "again": NEW}
    for _ in range(10):
        client.send("/account/passphrase", form, expect=422)
    client.send("/account/passphrase", form, expect=429)


def test_two_ways_of_writing_one_letter_are_one_passphrase(app):
    with app.app_context():
        kept = passphrases.digest("той тойына ұлассын")
        assert passphrases.fits(kept, "той тойына ұлассын")
