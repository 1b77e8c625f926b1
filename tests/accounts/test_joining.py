"""Coming in by invitation."""

import pytest
from flask.testing import FlaskClient

from stories.accounts.models import Grant, Invitation, User
from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from tests.accounts.keys import Clock, clock, code_at, is_in, knock
from tests.client import soup
from tests.factories import PASSPHRASE, Factory
from tests.foundation.crowd import at_once

__all__ = ["clock"]
EMAIL = "jana@example.org"
NEW = {
    "name": "Жаңа Адам",
    "passphrase": "ақ қайың түбінде шай",
    "again": "ақ қайың түбінде шай",
}


@pytest.fixture
def admin(make):
    return make.user(Role.ADMIN)


def invited(app, admin, email: str = EMAIL, role: Role = Role.MODERATOR, **fields) -> str:
    """The path of a fresh invitation, made as an administrator makes it."""
    client = app.test_client().sign_in(admin).speak("en")
    client.send("/team/invite", {"email": email, "role": role.value} | fields)
    page = client.page("/team/invited")
    return page.select_one(".once-link").text.strip().removeprefix("http://127.0.0.1:8000")


def roles(app, email: str = EMAIL) -> set:
    with app.app_context(), unit_of_work(write=False):
        user = db.session.scalar(db.select(User).where(User.email == email))
        return {grant.role for grant in user.grants}


def test_a_colleague_comes_in_once(client, app, admin):
    path = invited(app, admin)
    page = client.speak("en").page(path)
    assert EMAIL in page.text
    client.send(path, NEW)
    assert is_in(client)
    assert roles(app) == {Role.MODERATOR}
    used = app.test_client().speak("en").get(path, expect=410)
    assert "already used" in used.text
    app.test_client().send(path, NEW, expect=410)


def test_the_link_is_shown_once(app, admin):
    client = app.test_client().sign_in(admin)
    client.send("/team/invite", {"email": EMAIL, "role": "curator"})
    client.get("/team/invited")
    client.get("/team/invited", expect=302)


def test_after_three_days_it_is_over(client, app, admin, clock: Clock):
    with app.app_context(), unit_of_work():
        from stories.accounts import queries, services
        from stories.foundation.access import OPERATOR

        place = queries.organisations_of(OPERATOR)[0]
        code = services.invite(OPERATOR, EMAIL, Role.CURATOR, place)
    client.get(f"/join/{code}")
    clock.move(days=3)
    client.get(f"/join/{code}", expect=410)
    client.send(f"/join/{code}", NEW, expect=410)


def test_an_unknown_code_opens_nothing(client):
    client.get("/join/nonsense", expect=404)
    client.send("/join/nonsense", NEW, expect=404)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "  "},
        {"name": "ә" * 121},
        {"passphrase": "short", "again": "short"},
        {"passphrase": "password1234", "again": "password1234"},
        {"again": "another one entirely"},
        {"passphrase": "x" * 2000, "again": "x" * 2000},
    ],
)
def test_mistakes_are_told_and_the_invitation_stays_good(client, app, admin, wrong):
    path = invited(app, admin)
    page = soup(client.send(path, NEW | wrong, expect=422))
    assert page.select_one(".field.wrong .error").text.strip()
    client.send(path, NEW)


def test_somebody_known_takes_a_second_role_up_with_their_passphrase(client, app, make, admin):
    known = make.user(Role.FACILITATOR, totp_secret=None)
    path = invited(app, admin, known.email, Role.CURATOR)
    page = client.page(path)
    assert not page.find("input", attrs={"name": "name"})
    client.send(path, {"passphrase": "wrong passphrase"}, expect=422)
    assert roles(app, known.email) == {Role.FACILITATOR}
    client.send(path, {"passphrase": PASSPHRASE})
    assert roles(app, known.email) == {Role.FACILITATOR, Role.CURATOR}
    assert is_in(client)


def test_joining_does_not_step_around_the_code(client, make, app, admin, clock: Clock):
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    known = make.user(Role.FACILITATOR, totp_secret=secret)
    with app.app_context(), unit_of_work():
        from stories.accounts import queries, services
        from stories.foundation.access import OPERATOR

        place = queries.organisation_by_id(make.organisation.id)
        code = services.invite(OPERATOR, known.email, Role.CURATOR, place)
    answer = client.send(f"/join/{code}", {"passphrase": PASSPHRASE})
    assert answer.location == "/sign-in/code"
    assert not is_in(client)
    client.send("/sign-in/code", {"code": code_at(secret, clock())})
    assert is_in(client)


def test_a_passphrase_is_not_guessed_through_an_invitation(client, make, app, admin):
    known = make.user(Role.FACILITATOR)
    path = invited(app, admin, known.email, Role.CURATOR)
    for _ in range(10):
        client.send(path, {"passphrase": "wrong passphrase"}, expect=422)
    client.send(path, {"passphrase": PASSPHRASE}, expect=429)


def test_whoever_was_sent_away_comes_back_with_the_new_role_alone(client, app, make, admin):
    elsewhere = make.other_organisation()
    gone = make.user(Role.ADMIN, organisation=elsewhere, active=False, totp_secret="JBSWY3DP")
    path = invited(app, admin, gone.email, Role.MODERATOR)
    client.send(path, NEW)
    assert is_in(client)
    with app.app_context(), unit_of_work(write=False):
        grants = db.session.scalars(db.select(Grant).where(Grant.user_id == gone.id)).all()
        assert [(g.organisation_id, g.role) for g in grants] == [
            (make.organisation.id, Role.MODERATOR)
        ]
    knock(app.test_client(), gone, expect=422)


def test_a_role_somebody_has_is_not_offered_again(app, make, admin):
    known = make.user(Role.CURATOR)
    client = app.test_client().sign_in(admin).speak("en")
    answer = client.send("/team/invite", {"email": known.email, "role": "curator"}, expect=422)
    assert "already has this role" in soup(answer).select_one(".field.wrong").text


def test_an_invitation_is_ended(client, app, admin):
    path = invited(app, admin)
    staff = app.test_client().sign_in(admin)
    revoke = staff.page("/team").select_one("form[action$=revoke]")["action"]
    staff.send(revoke)
    client.get(path, expect=410)
    assert not staff.page("/team").select("form[action$=revoke]")


def test_the_code_is_kept_nowhere(app, admin):
    code = invited(app, admin).rsplit("/", 1)[1]
    with app.app_context(), unit_of_work(write=False):
        row = db.session.query(Invitation).one()
        assert code not in str(vars(row))


def test_many_invitations_give_no_more_guesses_than_one(client, make, app, admin):
    known = make.user(Role.FACILITATOR)
    paths = [invited(app, admin, known.email, role) for role in (Role.CURATOR, Role.MODERATOR)]
    for number in range(10):
        client.send(paths[number % 2], {"passphrase": "wrong passphrase"}, expect=422)
    client.send(paths[0], {"passphrase": PASSPHRASE}, expect=429)
    knock(app.test_client(), known, expect=429)


@pytest.mark.parametrize("way", ["deactivate", "take the role"])
def test_what_an_administrator_sent_before_leaving_opens_nothing(app, make, admin, way):
    leaving = make.user(Role.ADMIN, Role.CURATOR)
    path, another = invited(app, leaving), invited(app, admin, "other@example.org")
    client = app.test_client().sign_in(admin)
    if way == "deactivate":
        client.send(f"/team/{leaving.id}/deactivate")
    else:
        client.send(f"/team/{leaving.id}/roles/take", {"grant": grant_of(app, leaving)})
    app.test_client().send(path, NEW, expect=410)
    assert app.test_client().send(another, NEW).location == "/"


def grant_of(app, user) -> str:
    mine = db.select(Grant.id).where(Grant.user_id == user.id, Grant.role == Role.ADMIN)
    with app.app_context(), unit_of_work(write=False):
        return str(db.session.scalar(mine))


def test_whoever_was_sent_away_does_not_come_back_by_an_older_invitation(app, make, admin):
    known = make.facilitator()
    path = invited(app, admin, known.email)
    app.test_client().sign_in(admin).send(f"/team/{known.id}/deactivate")
    app.test_client().send(path, NEW, expect=410)
    back = invited(app, admin, known.email)  # a new one is a new decision
    app.test_client().send(back, NEW)
    assert roles(app, known.email) == {Role.MODERATOR}


def test_nobody_gives_themselves_a_role(client, app, admin):
    client.sign_in(admin).speak("en")
    form = {"email": admin.email.upper(), "role": Role.SAFEGUARDING.value}
    page = soup(client.send("/team/invite", form, expect=422))
    assert "yourself" in page.select_one(".field.wrong .error").text
    assert roles(app, admin.email) == {Role.ADMIN}


def test_two_links_of_one_new_colleague_used_at_once_make_one_account(any_app):
    admin = Factory(any_app).user(Role.ADMIN)
    paths = [invited(any_app, admin), invited(any_app, admin, role=Role.CURATOR)]
    clients = [any_app.test_client() for _ in paths]
    forms = [{"csrf_token": client.token(), **NEW} for client in clients]
    answers = at_once(
        2,
        lambda n: FlaskClient.open(clients[n], paths[n], method="POST", data=forms[n]).status_code,
    )
    assert sorted(answers) == [303, 410]
    assert len(roles(any_app)) == 1
