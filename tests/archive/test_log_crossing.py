"""Who works in two organisations is refused something in one: the other reads nothing of it."""

from typing import Any

from stories.accounts.models import Grant
from stories.foundation.access import Role
from tests.client import InspectingClient
from tests.factories import Factory


def read(client: InspectingClient, *leads: Any) -> list[str]:
    return [client.sign_in(lead).get("/archive/log.csv").get_data(as_text=True) for lead in leads]


def test_a_refusal_is_told_where_it_happened(client: InspectingClient, make: Factory):
    elsewhere = make.other_organisation()
    both = make.user(Role.ADMIN)
    make.keep(Grant(user_id=both.id, organisation_id=elsewhere.id, role=Role.FACILITATOR))
    person = make.person(organisation_id=elsewhere.id)
    client.sign_in(both).get(f"/people/{person.id}/erase", expect=403)
    told = read(client, make.user(Role.ADMIN), make.user(Role.ADMIN, organisation=elsewhere))
    assert str(person.id) not in told[0]
    assert str(person.id) in told[1]


def test_a_refusal_by_role_alone_names_nothing_of_the_other(
    client: InspectingClient, make: Factory
):
    elsewhere = make.other_organisation()
    both = make.facilitator()
    make.keep(Grant(user_id=both.id, organisation_id=elsewhere.id, role=Role.FACILITATOR))
    person = make.person(organisation_id=elsewhere.id)
    client.sign_in(both).get(f"/people/{person.id}/erase", expect=403)
    [told] = read(client, make.user(Role.ADMIN))
    assert "people.erase" in told
    assert str(person.id) not in told


def test_knocking_at_what_is_none_of_theirs_stays_with_their_own_organisation(
    client: InspectingClient, make: Factory
):
    elsewhere = make.other_organisation()
    person = make.person(organisation_id=elsewhere.id)
    client.sign_in(make.facilitator()).get(f"/people/{person.id}", expect=404)
    told = read(client, make.user(Role.ADMIN), make.user(Role.ADMIN, organisation=elsewhere))
    assert str(person.id) in told[0]
    assert str(person.id) not in told[1]
