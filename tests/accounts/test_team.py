"""The team: role × action, clearance, and who may send whom away."""

import uuid
from datetime import timedelta

import pytest

from stories.accounts import joining, services, team
from stories.accounts.identity import as_actor
from stories.accounts.models import Grant, Organisation, User
from stories.foundation.access import OPERATOR, STAFF, Role
from stories.foundation.clock import today
from stories.foundation.db import db, unit_of_work
from tests.accounts.keys import is_in, knock, row
from tests.client import InspectingClient, soup
from tests.factories import Factory

ACTIONS = {
    "list": ("GET", "/team"),
    "invite page": ("GET", "/team/invite"),
    "invite": ("POST", "/team/invite"),
    "invited": ("GET", "/team/invited"),
    "revoke": ("POST", "/team/invitations/{invitation}/revoke"),
    "member": ("GET", "/team/{user}"),
    "clearance": ("POST", "/team/{user}"),
    "deactivate page": ("GET", "/team/{user}/deactivate"),
    "reset": ("POST", "/team/{user}/second-factor/reset"),
    "deactivate": ("POST", "/team/{user}/deactivate"),
}


def status(client: InspectingClient, action: str, world: dict[str, object]) -> int:
    method, path = ACTIONS[action]
    data = {"csrf_token": client.token()} if method == "POST" else None
    raw = super(InspectingClient, client).open(path.format(**world), method=method, data=data)
    return raw.status_code


@pytest.fixture
def world(make):
    from stories.accounts.models import Invitation
    from stories.foundation.clock import now

    row = make.keep(
        Invitation(
            organisation_id=make.organisation.id,
            email="x@example.org",
            role=Role.CURATOR,
            code_hash="0" * 64,
            expires_at=now() + timedelta(days=1),
        )
    )
    return {"user": make.facilitator().id, "invitation": row.id}


@pytest.mark.parametrize("role", STAFF)
def test_administrators_alone_manage_the_team(client, make, world, role):
    client.sign_in(make.user(role)).speak("en")
    for action in ACTIONS:
        expected = {200, 302, 303, 422} if role is Role.ADMIN else {403}
        assert status(client, action, world) in expected, action


def test_strangers_and_visitors_find_nothing(client, make, world):
    for action in ACTIONS:
        assert status(client, action, world) == 303, action
    client.sign_in(make.user(Role.ADMIN, organisation=make.other_organisation()))
    nothing = dict.fromkeys(world, uuid.uuid4())
    for action, (_method, path) in ACTIONS.items():
        if "{" in path:
            assert status(client, action, world) == 404, action
            assert status(client, action, nothing) == 404, action
    assert "x@example.org" not in client.page("/team").text


def test_whoever_is_sent_away_is_out_at_once(client, app, make):
    user = make.facilitator()
    knock(client, user)
    admin = app.test_client().sign_in(make.user(Role.ADMIN))
    admin.get(f"/team/{user.id}/deactivate")
    assert is_in(client)
    admin.send(f"/team/{user.id}/deactivate")
    assert not is_in(client)
    knock(client, user, expect=422)


def test_nobody_sends_themselves_away(client, make):
    me = make.user(Role.ADMIN)
    client.sign_in(me)
    assert not client.page(f"/team/{me.id}").select("a[href$=deactivate]")
    client.send(f"/team/{me.id}/deactivate", expect=409)


def test_somebody_who_also_works_elsewhere_keeps_what_they_have_there(client, app, make):
    elsewhere = make.other_organisation()
    user = make.facilitator(totp_secret="JBSWY3DPEHPK3PXP")
    make.keep(Grant(user_id=user.id, organisation_id=elsewhere.id, role=Role.ADMIN))
    client.sign_in(make.user(Role.ADMIN))
    assert not client.page(f"/team/{user.id}").select("form[action$=reset]")
    client.send(f"/team/{user.id}/second-factor/reset", expect=404)
    client.send(f"/team/{user.id}/deactivate")
    kept = row(app, User, user.id)
    assert kept.active
    with app.app_context():
        from stories.foundation.db import db, unit_of_work

        with unit_of_work(write=False):
            grants = db.session.scalars(db.select(Grant).where(Grant.user_id == user.id)).all()
            assert [grant.organisation_id for grant in grants] == [elsewhere.id]


def test_a_lost_telephone_is_forgotten(client, app, make):
    user = make.facilitator(totp_secret="JBSWY3DPEHPK3PXP")
    client.sign_in(make.user(Role.ADMIN))
    client.send(f"/team/{user.id}/second-factor/reset")
    assert row(app, User, user.id).totp_secret is None


def test_a_clearance_lasts_through_its_last_day(client, app, make):
    user = make.facilitator(cleared_until=None)
    client.sign_in(make.user(Role.ADMIN)).speak("en")
    assert "Not cleared" in client.page("/team").text
    last = today() + timedelta(days=30)
    client.send(f"/team/{user.id}", {"last_day": str(last)})
    kept = row(app, User, user.id).cleared_in(make.organisation.id)
    assert kept == team.end_of(last)
    assert team.last_day_of(kept) == last
    page = client.page(f"/team/{user.id}")
    assert page.select_one("#last_day")["value"] == str(last)
    client.send(f"/team/{user.id}", {"last_day": ""})
    assert row(app, User, user.id).cleared_in(make.organisation.id) is None


@pytest.mark.parametrize("day", ["yesterday", "2020-01-01", "9999-12-31", "2026-02-30"])
def test_an_absurd_clearance_is_told(client, app, make, day):
    user = make.facilitator()
    client.sign_in(make.user(Role.ADMIN))
    page = soup(client.send(f"/team/{user.id}", {"last_day": day}, expect=422))
    assert page.select_one(".field.wrong .error")
    assert page.select_one("#last_day")["value"] == day


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"email": "not an address", "role": "curator"},
        {"email": "a@b", "role": "curator"},
        {"email": "new@example.org", "role": "king"},
        {"email": "new@example.org", "role": "family"},
        {"email": "", "role": "curator"},
        {"email": "x" * 300 + "@example.org", "role": "curator"},
    ],
)
def test_a_wrong_invitation_is_told(client, make, form):
    client.sign_in(make.user(Role.ADMIN))
    page = soup(client.send("/team/invite", form, expect=422))
    assert page.select_one(".field.wrong .error").text.strip()


def test_an_administrator_of_two_houses_chooses_one(client, make):
    elsewhere = make.other_organisation()
    admin = make.user(Role.ADMIN)
    make.keep(Grant(user_id=admin.id, organisation_id=elsewhere.id, role=Role.ADMIN))
    third = make.keep(type(elsewhere)(name="Үшінші", name_ru="Третий"))
    client.sign_in(admin).speak("en")
    form = {"email": "new@example.org", "role": "curator"}
    client.send("/team/invite", form | {"organisation": str(third.id)}, expect=422)
    client.send("/team/invite", form | {"organisation": str(elsewhere.id)})
    client.get("/team/invited")
    assert elsewhere.name in client.page("/team").text


def test_an_address_that_grows_when_it_is_kept_is_told(any_app):
    make = Factory(any_app)
    client = any_app.test_client().sign_in(make.user(Role.ADMIN))
    address = "ß" * 64 + "@" + ".".join(["a" * 50] * 3) + ".kz"
    client.send("/team/invite", {"email": address, "role": "moderator"}, expect=422)


def test_an_organisation_clears_for_itself_alone(client, app, make):
    elsewhere, day = make.other_organisation(), today() + timedelta(days=30)
    user = make.facilitator(cleared_until=None)
    make.keep(Grant(user_id=user.id, organisation_id=elsewhere.id, role=Role.FACILITATOR))
    there = make.user(Role.ADMIN, organisation=elsewhere)
    client.sign_in(there).send(f"/team/{user.id}", {"last_day": str(day)})
    kept = row(app, User, user.id)
    assert kept.cleared_in(elsewhere.id) == team.end_of(day)
    assert kept.cleared_in(make.organisation.id) is None
    both = make.user(Role.ADMIN)
    make.keep(Grant(user_id=both.id, organisation_id=elsewhere.id, role=Role.ADMIN))
    page = client.sign_in(both).speak("en").page(f"/team/{user.id}")
    assert "Not cleared" in page.text  # not everywhere they answer for


def test_nobody_clears_themselves(client, app, make):
    me = make.user(Role.ADMIN, Role.FACILITATOR, cleared_until=None)
    client.sign_in(me)
    assert not client.page(f"/team/{me.id}").select("#last_day")
    client.send(f"/team/{me.id}", {"last_day": str(today())}, expect=409)
    assert row(app, User, me.id).cleared_in(make.organisation.id) is None


def test_a_clearance_goes_on_with_another_role_and_ends_with_the_last(client, app, make):
    user, admin = make.facilitator(), make.user(Role.ADMIN)
    with app.app_context(), unit_of_work():
        known = db.session.get(User, user.id)
        services.grant(OPERATOR, known, make.organisation.id, Role.CURATOR)
    client.sign_in(admin)
    page = client.page(f"/team/{user.id}")
    first = page.select_one("form[action$='roles/take'] input[name=grant]")["value"]
    client.send(f"/team/{user.id}/roles/take", {"grant": first})
    assert row(app, User, user.id).cleared_in(make.organisation.id)
    client.send(f"/team/{user.id}/deactivate")
    with app.app_context(), unit_of_work():
        back = joining_of(db.session.get(User, user.id), make.organisation)
        assert back.cleared_in(make.organisation.id) is None


def joining_of(user: User, place: Organisation) -> User:
    code = services.invite(OPERATOR, user.email, Role.FACILITATOR, place)
    row = joining.open_invitation(code)
    return joining.join(row, user.name, "ақ қайың түбінде шай", "kk")


def test_a_role_that_was_given_counts_at_once(app, make):
    member = make.user(Role.MODERATOR)
    with app.app_context(), app.test_request_context(), unit_of_work():
        user = db.session.get_one(User, member.id)
        services.grant(OPERATOR, user, make.organisation.id, Role.CURATOR)
        assert as_actor(user).roles == {Role.MODERATOR, Role.CURATOR}
