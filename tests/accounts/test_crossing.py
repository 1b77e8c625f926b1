"""Nothing crosses: roles by organisation, and forms with what belongs to others."""

import uuid

import pytest

from stories.accounts.models import Grant, Invitation, User
from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from tests.accounts.keys import is_in, row


@pytest.fixture
def elsewhere(make):
    return make.other_organisation()


def roles(app, user) -> set:
    with app.app_context(), unit_of_work(write=False):
        return {
            (grant.organisation_id, grant.role) for grant in db.session.get(User, user.id).grants
        }


def grant_of(app, user, role: Role) -> str:
    with app.app_context(), unit_of_work(write=False):
        query = db.select(Grant.id).where(Grant.user_id == user.id, Grant.role == role)
        return str(db.session.scalar(query))


def test_a_role_in_each_of_several_organisations(client, app, make, elsewhere):
    user = make.user(Role.FACILITATOR)
    make.keep(Grant(user_id=user.id, organisation_id=elsewhere.id, role=Role.ADMIN))
    client.sign_in(user).speak("en")
    page = client.page("/account").text
    assert "Facilitator" in page
    assert "Administrator" in page
    ours = make.user(Role.CURATOR)
    theirs = make.user(Role.CURATOR, organisation=elsewhere)
    assert theirs.name in client.page("/team").text
    assert ours.name not in client.page("/team").text
    client.get(f"/team/{ours.id}", expect=404)
    client.get(f"/team/{theirs.id}")


def test_an_administrator_sees_only_the_roles_of_their_own_house(client, make, elsewhere):
    user = make.user(Role.FACILITATOR)
    make.keep(Grant(user_id=user.id, organisation_id=make.organisation.id, role=Role.MODERATOR))
    make.keep(Grant(user_id=user.id, organisation_id=elsewhere.id, role=Role.CURATOR))
    client.sign_in(make.user(Role.ADMIN)).speak("en")
    for path in ("/team", f"/team/{user.id}"):
        page = client.page(path).text
        assert "Facilitator, Moderator" in page
        assert "Curator" not in page
        assert elsewhere.name not in page


def test_one_role_is_taken_away_and_the_others_stay(client, app, make):
    user = make.user(Role.FACILITATOR)
    make.keep(Grant(user_id=user.id, organisation_id=make.organisation.id, role=Role.MODERATOR))
    working = app.test_client().sign_in(user)
    working.get("/stories")
    client.sign_in(make.user(Role.ADMIN))
    form = {"grant": grant_of(app, user, Role.FACILITATOR)}
    client.send(f"/team/{user.id}/roles/take", form)
    assert roles(app, user) == {(make.organisation.id, Role.MODERATOR)}
    working.get("/sessions/new", expect=403)
    assert is_in(working)
    client.send(f"/team/{user.id}/roles/take", form, expect=404)
    last = {"grant": grant_of(app, user, Role.MODERATOR)}
    client.send(f"/team/{user.id}/roles/take", last, expect=409)
    assert len(roles(app, user)) == 1


def test_nobody_takes_a_role_from_themselves(client, app, make):
    admin = make.user(Role.ADMIN)
    make.keep(Grant(user_id=admin.id, organisation_id=make.organisation.id, role=Role.CURATOR))
    client.sign_in(admin)
    for role in (Role.ADMIN, Role.CURATOR):
        form = {"grant": grant_of(app, admin, role)}
        client.send(f"/team/{admin.id}/roles/take", form, expect=409)
    assert len(roles(app, admin)) == 2


@pytest.mark.parametrize("forged", ["", "x", "null", "\x00", str(uuid.UUID(int=7)), "1" * 5000])
def test_a_forged_role_is_nobodys(client, app, make, forged):
    user = make.user(Role.FACILITATOR)
    client.sign_in(make.user(Role.ADMIN))
    client.send(f"/team/{user.id}/roles/take", {"grant": forged}, expect=404)
    client.send(f"/team/{user.id}/roles/take", expect=422)
    assert len(roles(app, user)) == 1


def test_a_role_elsewhere_is_not_taken_through_ones_own_house(client, app, make, elsewhere):
    user = make.user(Role.FACILITATOR)
    make.keep(Grant(user_id=user.id, organisation_id=elsewhere.id, role=Role.CURATOR))
    stranger = make.user(Role.MODERATOR, organisation=elsewhere)
    client.sign_in(make.user(Role.ADMIN))
    for grant in (grant_of(app, user, Role.CURATOR), grant_of(app, stranger, Role.MODERATOR)):
        client.send(f"/team/{user.id}/roles/take", {"grant": grant}, expect=404)
    assert len(roles(app, user)) == 2


def test_nobody_is_invited_into_a_house_by_a_forged_choice(client, app, make, elsewhere):
    third = make.other_organisation("Үшінші орталық")
    admin = make.user(Role.ADMIN)
    client.sign_in(admin)
    form = {"email": "jana@example.org", "role": "curator", "organisation": str(third.id)}
    client.send("/team/invite", form)  # one house: what is sent beside it counts for nothing
    make.keep(Grant(user_id=admin.id, organisation_id=elsewhere.id, role=Role.ADMIN))
    client.send("/team/invite", form, expect=422)
    for wrong in ("family", "operator", "", "ADMIN"):
        client.send("/team/invite", form | {"role": wrong}, expect=422)
    with app.app_context(), unit_of_work(write=False):
        into = {one.organisation_id for one in db.session.scalars(db.select(Invitation))}
    assert into == {make.organisation.id}


@pytest.mark.parametrize(
    "path",
    [
        "/team/{user}",
        "/team/{user}/deactivate",
        "/team/{user}/second-factor/reset",
        "/team/{user}/sign-ins/end",
        "/team/{user}/roles/take",
    ],
)
def test_what_is_sent_about_somebody_elsewhere_reaches_nobody(client, app, make, elsewhere, path):
    user = make.user(Role.FACILITATOR, organisation=elsewhere, totp_secret="JBSWY3DPEHPK3PXP")
    apart = app.test_client().sign_in(user)
    client.sign_in(make.user(Role.ADMIN))
    form = {"grant": grant_of(app, user, Role.FACILITATOR), "last_day": ""}
    client.send(path.format(user=user.id), form, expect=404)
    client.send(path.format(user=uuid.uuid4()), form, expect=404)
    kept = row(app, User, user.id)
    assert kept.active
    assert kept.totp_secret
    assert kept.cleared_in(elsewhere.id)
    assert len(roles(app, user)) == 1
    assert is_in(apart)
