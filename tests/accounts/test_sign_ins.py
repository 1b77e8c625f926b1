"""Sign-ins are kept on the server: listed, ended there, and swept away."""

import re
import threading
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import stories
from stories.accounts import sign_ins
from stories.accounts.device import device_of
from stories.accounts.identity import KEY
from stories.accounts.models import Grant, Note, SignIn, User
from stories.accounts.rules import Limits, Times, goes_on, waits
from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from tests.accounts.keys import START, Clock, clock, is_in, knock
from tests.client import key_of
from tests.factories import Factory

__all__ = ["clock"]
ANDROID = (
    "Mozilla/5.0 (Linux; Android 13; SM-A035F) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/124.0.0.0 Mobile Safari/537.36"
)


def rows(app) -> list[SignIn]:
    with app.app_context(), unit_of_work(write=False):
        found = list(db.session.scalars(db.select(SignIn).order_by(SignIn.created_at)))
        db.session.expunge_all()
    return found


def test_my_account_lists_where_i_am_signed_in_and_ends_one(client, app, make):
    user = make.facilitator()
    knock(client, user)
    phone = app.test_client()
    knock(phone, user, headers={"User-Agent": ANDROID})
    page = client.speak("en").page("/account")
    assert "Chrome · Android" in page.text
    assert "SM-A035F" not in page.text
    assert page.text.count("This device") == 1
    which = page.select_one("input[name=which]")["value"]
    client.send("/account/sign-ins/end", {"which": which})
    assert is_in(client)
    assert not is_in(phone)
    client.send("/account/sign-ins/end", {"which": which})  # over already


def test_all_others_end_at_once(client, app, make):
    user, stranger = make.facilitator(), make.facilitator()
    knock(client, user)
    others = [app.test_client().sign_in(user) for _ in range(3)]
    apart = app.test_client().sign_in(stranger)
    client.send("/account/sign-ins/end")
    assert is_in(client)
    assert not [one for one in others if is_in(one)]
    assert is_in(apart)


@pytest.mark.parametrize("which", ["", "all", "x", str(uuid.UUID(int=7)), "null", "\x00"])
def test_whatever_else_is_named_ends_nothing(client, app, make, which):
    user = make.facilitator()
    client.sign_in(user)
    other = app.test_client().sign_in(user)
    client.send("/account/sign-ins/end", {"which": which}, expect=404)
    assert is_in(client)
    assert is_in(other)


def test_nobody_ends_the_sign_in_of_somebody_else(client, app, make):
    client.sign_in(make.facilitator())
    apart = app.test_client().sign_in(make.facilitator())
    theirs = rows(app)[-1].id
    client.send("/account/sign-ins/end", {"which": str(theirs)}, expect=404)
    assert is_in(apart)


def test_an_administrator_sees_and_ends_those_of_the_team(client, app, make):
    admin, user = make.user(Role.ADMIN), make.facilitator()
    one, two, three = (app.test_client().sign_in(user) for _ in range(3))
    client.speak("en").sign_in(admin)
    page = client.page(f"/team/{user.id}")
    assert page.text.count("last seen:") == 3
    client.send(f"/team/{user.id}/sign-ins/end", {"which": str(rows(app)[0].id)})
    assert [is_in(one), is_in(two), is_in(three)] == [False, True, True]
    client.send(f"/team/{user.id}/sign-ins/end")
    assert [is_in(two), is_in(three)] == [False, False]
    client.send(f"/team/{user.id}/sign-ins/end", {"which": str(rows(app)[-1].id)}, expect=404)
    assert is_in(client)


def test_an_administrator_ends_nothing_of_whoever_also_works_elsewhere(client, app, make):
    admin, user = make.user(Role.ADMIN), make.facilitator()
    elsewhere = make.other_organisation()
    make.keep(Grant(user_id=user.id, organisation_id=elsewhere.id, role=Role.CURATOR))
    apart = app.test_client().sign_in(user)
    client.sign_in(admin)
    assert "Android" not in client.page(f"/team/{user.id}").text
    client.send(f"/team/{user.id}/sign-ins/end", expect=404)
    assert is_in(apart)


def test_taking_access_away_ends_every_sign_in(client, app, make):
    admin, user = make.user(Role.ADMIN), make.facilitator()
    apart = app.test_client().sign_in(user)
    client.sign_in(admin).send(f"/team/{user.id}/deactivate")
    assert not is_in(apart)
    assert all(row.ended_at for row in rows(app) if row.user_id == user.id)


def test_signing_out_ends_the_row_and_a_copied_cookie_with_it(client, app, make):
    knock(client, make.facilitator())
    copied = app.test_client()
    with client.session_transaction() as mine, copied.session_transaction() as theirs:
        theirs[KEY] = mine[KEY]
    assert is_in(copied)
    client.send("/sign-out")
    assert not is_in(copied)


def test_the_key_changes_between_passphrase_and_code(client, app, make):
    user = make.facilitator(totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    knock(client, user)
    pending = rows(app)[-1]
    assert pending.opened_at is None
    client.send("/sign-out")
    assert rows(app)[-1].ended_at
    assert client.get("/sign-in/code", expect=303).location == "/sign-in"


@pytest.mark.parametrize("key", ["", "nonsense", 7, None, ["x"], {"a": 1}])
def test_a_made_up_key_opens_nothing(client, make, key):
    make.facilitator()
    with client.session_transaction() as session:
        session[KEY] = key
    assert not is_in(client)


def test_being_seen_is_written_once_a_minute_at_most(client, app, make, clock: Clock):
    knock(client, make.facilitator())
    first = rows(app)[0].seen_at
    clock.move(seconds=59)
    client.get("/account")
    assert rows(app)[0].seen_at == first
    clock.move(seconds=1)
    client.get("/account")
    assert rows(app)[0].seen_at == clock()
    clock.move(minutes=5)
    FlaskClient.open(client, "/account", headers={"HX-Request": "true"})
    assert rows(app)[0].seen_at == clock() - timedelta(minutes=5)


def test_old_rows_are_swept_away_at_a_sign_in(client, app, make, clock: Clock):
    user = make.facilitator()
    knock(client, user)
    clock.move(days=29)
    knock(app.test_client(), user)
    assert len(rows(app)) == 2
    clock.move(days=2)
    knock(app.test_client(), user)
    assert len(rows(app)) == 2


def test_being_seen_never_brings_an_ended_sign_in_back(any_app):
    user = Factory(any_app).facilitator()
    key_of(any_app, user)
    found, start = rows(any_app)[0].id, threading.Barrier(2)

    def act(what) -> None:
        start.wait()
        with any_app.app_context(), unit_of_work():
            what()

    def end() -> None:
        sign_ins.end(db.session.get(User, user.id))

    both = [
        threading.Thread(target=act, args=(what,)) for what in (end, lambda: sign_ins.see(found))
    ]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert rows(any_app)[0].ended_at is not None


def test_a_note_is_read_once_by_whoever_left_it_and_lasts_ten_minutes(client, app, make, clock):
    admin = make.user(Role.ADMIN)
    knock(client, admin)
    other = app.test_client()
    knock(other, admin)
    form = {"email": "jana@example.org", "role": "curator"}
    client.send("/team/invite", form)
    other.get("/team/invited", expect=302)
    client.get("/team/invited")
    client.get("/team/invited", expect=302)
    client.send("/team/invite", form)
    clock.move(minutes=10)
    client.get("/team/invited", expect=302)
    client.send("/team/invite", form)
    with app.app_context(), unit_of_work(write=False):
        assert len(db.session.scalars(db.select(Note)).all()) == 1


def test_the_cookie_keeps_no_secrets():
    """It is signed, not encrypted: what is shown once goes into a note (stories/accounts/notes)."""
    harmless = {"KEY", "TARGET", '"reading"', '"mine"', '"narrator"'}
    harmless |= {"CASE", "TOLD"}  # which case is open here; a code, sealed
    house = Path(stories.__file__).parent
    written = {
        found
        for file in house.rglob("*.py")
        for found in re.findall(r"(?<![.\w])session\[(.+?)\] = ", file.read_text("utf-8"))
    }
    assert written <= harmless


def test_an_answer_that_changes_nothing_leaves_the_cookie_alone(client, make):
    """Else one that was long on its way brings an older cookie back, and a sentence is lost."""
    client.sign_in(make.facilitator())
    client.get("/account")
    assert not client.get("/account").headers.getlist("Set-Cookie")


moments = st.none() | st.integers(-10_000, 10_000).map(lambda minute: START + minute * MINUTE)
some = st.integers(-10_000, 10_000).map(lambda minute: START + minute * MINUTE)
MINUTE = timedelta(minutes=1)
LIMITS = Limits(timedelta(minutes=30), timedelta(hours=12))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(some, moments, some, moments, st.integers(0, 10_000))
def test_what_is_over_stays_over(started, opened, seen, ended, later):
    times = Times(started, opened, seen, ended)
    if not goes_on(times, START, LIMITS):
        assert not goes_on(times, START + later * MINUTE, LIMITS)
    assert not (goes_on(times, START, LIMITS) and waits(times, START))


@pytest.mark.parametrize(
    ("agent", "word"),
    [
        (ANDROID, "Chrome · Android"),
        (
            "Mozilla/5.0 (iPhone; like Mac OS X) Version/17 Safari/604",
            "Safari · iPhone",
        ),
        (
            "(Windows NT 10.0) Chrome/120 YaBrowser/24 Safari/537",
            "Yandex · Windows",
        ),
        (
            "(X11; Linux x86_64; rv:128.0) Firefox/128.0",
            "Firefox · Linux",
        ),
        ("curl/8", ""),
        ("", ""),
        ("<script>" * 500, ""),
    ],
)
def test_a_device_is_told_coarsely(agent: str, word: str):
    assert device_of(agent) == word


@pytest.mark.parametrize("planted", ["a|b", "a|ü", "|", "x"])
def test_a_planted_remember_cookie_changes_nothing(client, make, planted):
    client.set_cookie("remember_token", planted)
    assert not is_in(client)
    knock(client, make.facilitator())
    assert is_in(client)
    client.send("/sign-out")
    assert not is_in(client)
