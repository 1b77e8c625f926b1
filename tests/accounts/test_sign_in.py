"""The way in: passphrase, guessing, and the two clocks."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient

from stories.accounts import services
from stories.accounts.models import User
from stories.accounts.views import NETWORK_LIMIT, safe_target
from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from tests.accounts.keys import Clock, clock, is_in, knock, row
from tests.client import soup
from tests.factories import PASSPHRASE

__all__ = ["clock"]


def test_the_right_passphrase_opens_and_sign_out_shuts(client, make):
    user = make.facilitator()
    assert knock(client, user).location == "/"
    assert is_in(client)
    answer = client.send("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert not is_in(client)


def test_letter_case_and_spaces_in_the_address_do_not_matter(client, make):
    user = make.facilitator()
    client.send("/sign-in", {"email": f"  {user.email.upper()} ", "passphrase": PASSPHRASE})
    assert is_in(client)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"email": "", "passphrase": ""},
        {"email": "staff1@example.org"},
        {"email": "staff1@example.org", "passphrase": "wrong passphrase"},
        {"email": "nobody@example.org", "passphrase": PASSPHRASE},
        {"email": "not an address", "passphrase": PASSPHRASE},
        {"email": "a" * 5000, "passphrase": "b" * 5000},
        {"email": "\x00", "passphrase": "\x00"},
    ],
)
def test_whatever_is_wrong_is_told_beside_the_field(client, make, form):
    make.facilitator()
    page = soup(client.speak("en").send("/sign-in", form, expect=422))
    assert page.select_one(".field.wrong .error").text.strip()
    assert not is_in(client)


def test_a_wrong_passphrase_does_not_say_whether_the_address_exists(client, make):
    user = make.facilitator()
    known = knock(client, user, "wrong passphrase", expect=422)
    unknown = client.send(
        "/sign-in", {"email": "nobody@example.org", "passphrase": "wrong"}, expect=422
    )
    told = [soup(answer).select_one(".error").text for answer in (known, unknown)]
    assert told[0] == told[1]


def test_ten_wrong_ones_shut_the_door_for_a_quarter_of_an_hour(client, make, clock: Clock):
    user = make.facilitator()
    client.speak("en")
    for _ in range(10):
        knock(client, user, "wrong passphrase", expect=422)
    answer = knock(client, user, expect=429)
    assert "Please try again in 15 minutes." in soup(answer).select_one(".field.wrong").text
    other = make.facilitator()
    knock(client, other)
    clock.move(minutes=16)
    knock(client, user)
    assert is_in(client)


def test_a_right_passphrase_forgets_earlier_mistakes(client, make):
    user = make.facilitator()
    for _ in range(3):
        for _ in range(9):
            knock(client, user, "wrong passphrase", expect=422)
        knock(client, user)


def test_one_network_cannot_try_every_address(client, app, make):
    user = make.facilitator()
    for number in range(NETWORK_LIMIT):
        form = {"email": f"guess{number}@example.org", "passphrase": "spring in the steppe"}
        client.send("/sign-in", form, expect=422)
    knock(client, user, expect=429)
    elsewhere = {"REMOTE_ADDR": "10.1.2.3"}
    knock(client, user, environ_overrides=elsewhere)


def test_a_deactivated_account_stays_outside(client, make):
    user = make.facilitator(active=False)
    knock(client, user, expect=422)


def test_going_on_to_the_page_that_was_asked_for(client, make):
    user = make.user(Role.FACILITATOR)
    asked = client.get("/people?words=%D3%98", expect=303)
    assert asked.location.startswith("/sign-in?next=/people")
    form = {"email": user.email, "passphrase": PASSPHRASE}
    assert client.send(asked.location, form).location.startswith("/people?words=")


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/a\nb",
        "javascript:x",
    ],
)
def test_nobody_is_led_out_of_the_house(app, target):
    with app.test_request_context():
        assert safe_target(target) == "/"


def test_half_an_hour_of_silence_ends_a_session(client, make, clock: Clock):
    knock(client, make.facilitator())
    for _ in range(3):
        clock.move(minutes=29)
        assert is_in(client)
    clock.move(minutes=31)
    assert not is_in(client)
    clock.move(minutes=-31)
    assert not is_in(client)  # gone for good, not until the clock is set back


def test_twelve_hours_end_a_session_however_busy(client, make, clock: Clock):
    knock(client, make.facilitator())
    for _ in range(24):
        clock.move(minutes=29)
        assert is_in(client)
    clock.move(minutes=25)
    assert not is_in(client)


def test_the_language_follows_the_account(client, app, make):
    user = make.facilitator()
    client.send("/language", {"language": "ru"})
    assert row(app, User, user.id).locale is None
    knock(client, user)
    client.send("/language", {"language": "ru"})
    assert row(app, User, user.id).locale == "ru"
    fresh = app.test_client()
    knock(fresh, user)
    assert fresh.page("/account").html["lang"] == "ru"


def test_the_log_tells_who_came_in_and_who_failed_but_not_what_was_typed(client, app, make):
    user = make.facilitator()
    knock(client, user, "a secret that was mistyped", expect=422)
    knock(client, user)
    client.send("/sign-out")
    client.send("/sign-out")  # who is out already leaves no second line
    with app.app_context(), unit_of_work(write=False):
        events = list(db.session.scalars(db.select(AuditEvent)))
    told = [(event.action, event.subject_id) for event in events]
    assert ("accounts.sign_in_failed", user.id) in told
    assert ("accounts.signed_in", user.id) in told
    assert told.count(("accounts.signed_out", user.id)) == 1
    assert "mistyped" not in str([event.detail for event in events])


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(client, make, clock: Clock):
    knock(client, make.facilitator())
    for _ in range(4):
        clock.move(minutes=10)
        answer = FlaskClient.open(client, "/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Refresh"] == "true"
    assert not is_in(client)


def test_a_passphrase_changed_this_moment_lets_nobody_in_by_the_old_one(
    client, app, make, monkeypatch
):
    user, check = make.facilitator(), services.check_passphrase

    def slowly(email: str, passphrase: str) -> User | None:
        found = check(email, passphrase)
        monkeypatch.setattr(services, "check_passphrase", check)
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(change).result()
        return found

    def change() -> None:
        with app.app_context(), unit_of_work():
            db.session.get(User, user.id).passphrase_hash = "another"

    monkeypatch.setattr(services, "check_passphrase", slowly)
    assert knock(client, user).location == "/sign-in"
    assert not is_in(client)
