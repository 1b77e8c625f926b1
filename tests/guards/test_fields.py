"""Role × field × page: what a role may not know of a person stands on no page it can open.

The fields' classes are in ``stories.people.policy.FIELDS``; each private thing of the furnished
house has a word of its own, so that a page that lets one slip says which.
"""

import pytest

from stories.foundation.access import STAFF, Role, roles_for
from stories.people.models import Person
from stories.people.policy import FIELDS
from tests.guards.addresses import PRIVATE_WORDS
from tests.guards.routes import endpoints, ways_in

PAGES = [endpoint for endpoint, method in endpoints() if method == "GET"]
# columns that are no field of a person, but the house's own
HOUSE = {"id", "organisation_id", "revision", "folded_name", "folded_pseudonym", "created_at"} | {
    "erased_at"
}
ELSEWHERE = {"age_band", "representations", "relations", "do_not_pair"} | {
    "identity_checks",
    "restricted_facts",
}


def test_every_column_has_a_class():
    columns = {column.name for column in Person.__table__.columns}
    assert columns - HOUSE == set(FIELDS) - ELSEWHERE


def test_every_private_field_has_a_word_to_look_for():
    assert set(PRIVATE_WORDS) <= set(FIELDS)
    assert set(FIELDS.values()) == {FIELDS[field] for field in PRIVATE_WORDS} | {"people.view"}


@pytest.mark.parametrize("endpoint", PAGES)
def test_no_page_tells_a_field_to_whom_it_is_closed(house, endpoint):
    for role in (role for role in ways_in(house.app, endpoint) if role in STAFF):
        for url in house.addresses(endpoint):
            page = house.visitor(role).ask("GET", url).data
            told = [
                field
                for field, word in PRIVATE_WORDS.items()
                if role not in roles_for(FIELDS[field]) and word.encode() in page
            ]
            assert told == [], f"{role}: {url}"


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.CURATOR])
def test_the_search_finds_no_name_that_is_closed(house, role):
    for words in ("Жасырынбай", "жасырынбай", "Қамқоршыбике"):
        for path in (f"/people?words={words}", f"/archive/search?q={words}"):
            page = house.visitor(role).ask("GET", path).get_data(as_text=True)
            assert str(house.here.rows["person"]) not in page
            assert str(house.here.rows["person.guardian"]) not in page
