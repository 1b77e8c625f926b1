"""A plan of an erasure tells nobody but the safeguarding lead that there are restricted facts."""

import pytest

from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.people.models import Erasure, FactKind, RestrictedFact
from tests.client import soup


@pytest.fixture
def elder(make):
    person = make.person(name="Мәриям")
    row = {"organisation_id": person.organisation_id, "person_id": person.id}
    make.keep(RestrictedFact(kind=FactKind.OTHER, text="Құпия сөз", **row))
    return person


def look(client, user, elder, ways=("delete", "anonymise")):
    client.sign_in(user).speak("en")
    path = f"/people/{elder.id}/erase"
    pages = [client.get(f"{path}/{wish}{end}") for wish in ways for end in ("", ".json")]
    return [page.get_data(as_text=True).casefold() for page in pages]


def test_the_lead_sees_every_row_and_the_administrator_no_restricted_one(client, make, elder):
    lead, admin = make.user(Role.SAFEGUARDING), make.user(Role.ADMIN)
    assert all("restricted" in told for told in look(client, lead, elder))
    assert not any("restricted" in told for told in look(client, admin, elder))


def test_what_the_administrator_erases_goes_whole_and_tells_no_number(app, client, make, elder):
    client.sign_in(make.user(Role.ADMIN)).speak("en")
    path = f"/people/{elder.id}/erase/anonymise"
    page = soup(client.get(path))
    shown = client.get(f"{path}.json").get_json()
    digest = page.find("input", attrs={"name": "digest"})["value"]
    assert shown["digest"] == digest
    word = page.find(string=lambda text: "The word to write" in text).rpartition(":")[2].strip()
    client.send(path, {"digest": digest, "word": word})
    with app.app_context(), unit_of_work(write=False):
        assert db.session.query(RestrictedFact).count() == 0
        told = [line["deed"] for line in shown["rows"]].count("delete")
        assert db.session.query(Erasure).one().rows_deleted == told
