"""Whatever points at a person is told on their page: no table can be forgotten (DOMAIN X6)."""

import re

from stories.foundation.db import Base
from stories.foundation.holdings import told_tables
from stories.people.words import HELD_IN

# columns that hold a person's id without a foreign key are named like this
SOFT = re.compile(r"(person|narrator|listener|child|representative|signer)_id$")
# tables that point at a person and are told by somebody else, each with its reason
TOLD_OTHERWISE: dict[str, str] = {}


def pointing_at_people() -> set[str]:
    """Tables with a foreign key to people, or a column named as one."""
    return {
        table.name
        for table in Base.metadata.tables.values()
        for column in table.columns
        if SOFT.search(column.name)
        or any(key.target_fullname == "people.id" for key in column.foreign_keys)
    }


def test_every_table_that_points_at_a_person_is_told(app):
    untold = pointing_at_people() - told_tables() - set(TOLD_OTHERWISE)
    assert untold == set(), "tell it in the room's held.py (see foundation/holdings.py)"


def test_told_tables_exist_and_reasons_are_no_older_than_their_tables(app):
    assert told_tables() <= set(Base.metadata.tables)
    assert set(TOLD_OTHERWISE) <= pointing_at_people()


def test_every_room_that_tells_has_a_name_people_understand(house):
    from stories.foundation.holdings import held_about

    with house.app.app_context(), house.app.test_request_context():
        rooms = {item.room for key in ("person", "person.elder", "person.kept")
                 for item in held_about(house.here.rows[key])}  # fmt: skip
    assert rooms >= {"people", "agreements", "sessions", "media", "transcripts", "moderation"}
    assert rooms <= set(HELD_IN)
