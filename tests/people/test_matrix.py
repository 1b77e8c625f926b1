"""Role × action: who may do what, and what becomes of strangers."""

import uuid
from typing import Any

import pytest

from stories.foundation.access import STAFF, Role
from stories.people.models import (
    DoNotPair,
    FactKind,
    Relation,
    Representation,
    RestrictedFact,
    Stage,
    Tie,
)
from tests.client import InspectingClient
from tests.factories import Factory

VIEW = {Role.FACILITATOR, Role.CURATOR, Role.SAFEGUARDING, Role.ADMIN}
EDIT = {Role.FACILITATOR, Role.SAFEGUARDING, Role.ADMIN}
CLOSE = {Role.FACILITATOR, Role.CURATOR, Role.SAFEGUARDING}
LEAD = {Role.SAFEGUARDING}
LIFT = {Role.SAFEGUARDING, Role.ADMIN}
ACTIONS = {
    "list": ("GET", "/people", VIEW),
    "see": ("GET", "/people/{person}", VIEW),
    "new page": ("GET", "/people/new", EDIT),
    "new": ("POST", "/people/new", EDIT),
    "edit page": ("GET", "/people/{person}/edit", EDIT),
    "edit": ("POST", "/people/{person}/edit", EDIT),
    "restricted page": ("GET", "/people/{person}/restricted", LEAD),
    "restricted": ("POST", "/people/{person}/restricted", LEAD),
    "remove fact": ("POST", "/people/{person}/restricted/{fact}/remove", LEAD),
    "identity": ("POST", "/people/{person}/identity", EDIT),
    "relate": ("POST", "/people/{person}/relations", EDIT),
    "unrelate": ("POST", "/people/{person}/relations/{relation}/remove", EDIT),
    "link": ("POST", "/people/{person}/representatives", EDIT),
    "unlink": ("POST", "/people/{person}/representatives/{link}/remove", EDIT),
    "apart": ("POST", "/people/{person}/apart", EDIT),
    "together": ("POST", "/people/{person}/apart/{pair}/remove", EDIT),
    "never publish": ("POST", "/people/{person}/never-publish", EDIT),
    "lift": ("POST", "/people/{person}/never-publish/lift", LIFT),
    "close page": ("GET", "/people/{person}/close", CLOSE),
    "close": ("POST", "/people/{person}/close", CLOSE),
    "reopen": ("POST", "/people/{person}/reopen", CLOSE),
    "agree page": ("GET", "/people/{person}/agreements/new", EDIT),
    "agree": ("POST", "/people/{person}/agreements/new", EDIT),
    "withdraw page": ("GET", "/agreements/{agreement}/withdraw", EDIT),
    "withdraw": ("POST", "/agreements/{agreement}/withdraw", EDIT),
    "outcome page": ("GET", "/agreements/{agreement}/outcome", EDIT),
    "outcome": ("POST", "/agreements/{agreement}/outcome", EDIT),
}
DONE = {200, 303, 409, 422}


@pytest.fixture
def world(make: Factory) -> dict[str, Any]:
    child, other = make.child(), make.person()
    pair = sorted((child.id, other.id))
    second = make.person()
    link = make.keep(Representation(child_id=child.id, representative_id=second.id))
    kept = make.keep(DoNotPair(one_id=pair[0], other_id=pair[1]))
    given = make.agreement(child, Stage.BEFORE)
    mine = {"organisation_id": child.organisation_id}
    ties = {"one_is": Tie.NEIGHBOUR, "other_is": Tie.NEIGHBOUR}
    relation = make.keep(Relation(one_id=pair[0], other_id=pair[1], **ties, **mine))
    fact = make.keep(RestrictedFact(person_id=child.id, kind=FactKind.SAFETY, text="—", **mine))
    return {
        "person": child.id,
        "link": link.id,
        "pair": kept.id,
        "agreement": given.id,
        "relation": relation.id,
        "fact": fact.id,
    }


def knock(client: InspectingClient, action: str, world: dict[str, Any]) -> int:
    method, path, _roles = ACTIONS[action]
    address = path.format(**world)
    data = {"csrf_token": client.token()} if method == "POST" else None
    answer = super(InspectingClient, client).open(address, method=method, data=data)
    return answer.status_code


@pytest.mark.parametrize("role", STAFF)
def test_each_role_does_what_the_table_says(client, make, world, role: Role):
    client.sign_in(make.user(role)).speak("en")
    for action, (_method, _path, roles) in ACTIONS.items():
        status = knock(client, action, world)
        assert status in DONE if role in roles else status == 403, (action, status)


def test_nobody_comes_in_unsigned(client, world):
    for action in ACTIONS:
        assert knock(client, action, world) == 303, action


def test_strangers_find_nothing(client, make, world):
    client.sign_in(make.user(*STAFF, organisation=make.other_organisation())).speak("en")
    for action, (_method, path, _roles) in ACTIONS.items():
        if "{" in path:
            assert knock(client, action, world) == 404, action


def test_what_does_not_exist_is_not_found(client, make, world):
    client.sign_in(make.user(*STAFF))
    for action, (_method, path, _roles) in ACTIONS.items():
        if "{" in path:
            assert knock(client, action, dict.fromkeys(world, uuid.uuid4())) == 404, action


def test_a_link_or_pair_of_somebody_else_is_not_found(client, make, world):
    client.sign_in(make.facilitator())
    elsewhere = world | {"person": make.person().id}
    for action in ("unlink", "together", "unrelate"):
        assert knock(client, action, elsewhere) == 404, action
