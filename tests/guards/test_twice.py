"""When somebody was entered twice, nothing that names them may be forgotten.

References with a foreign key are found in the tables themselves. What is listed here is what no
foreign key tells: ids kept without one, and what to do where a row would stand twice.
"""

from sqlalchemy import Uuid

from stories.foundation.db import Base, references
from stories.foundation.db.absorb import _unique
from stories.people.twice import PARTS, SETTLED

PEOPLE = Base.metadata.tables["people"]
# ids that are kept without a foreign key, and why a merge need not follow them
NAME_NOBODY = {
    "agreements.session_id": "a session",
    "audit_events.actor_id": "a member of staff",
    "audit_events.organisation_id": "an organisation",
    "audit_events.subject_id": "the log keeps what was; the merge has its own line",
    "merges.absorbed_id": "the entry that is gone, so that its address leads on",
    "outbox.about_id": "a session",
    "paper_forms.session_id": "a session",
    "redaction_parts.segment_id": "a segment, which may be gone in another since",
    "search_documents.subject_id": "stories, which are refreshed by a signal",
    "segment_history.segment_id": "a segment, which may be gone in another since",
    "segment_history.step": "what was changed together",
    "segment_history.undoes": "the step that was taken back",
    "submissions.actor_id": "a member of staff",
    "text_presence.segment_id": "a segment",
    "kept_files.row_id": "rows that name a file: recordings, stories, evidence, manuals",
    "submissions.token": "a form's token",
    "work.holder": "a worker's claim",
    "work.owner_id": "an organisation",
    "work.subject_id": "recordings and stories",
}
# where a person may stand once only, and what becomes of the second row
ONE_STAYS = {
    "attendances": "stories.sessions.twice says which part and presence stay",
    "moods": "stories.sessions.day.held: what was noted last",
    "do_not_pair": "the same pair",
    "letter_refusals": "the same no",
    "season_pairs": "stories.sessions.matching.held: a no about either stays a no",
    "relations": "the same words for the same two",
    "representations": "the same link",
}


def test_every_id_without_a_foreign_key_is_known():
    loose = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Uuid) and not column.foreign_keys and column.name != "id"
    }
    assert loose - set(NAME_NOBODY) == set(), (
        "an id without a foreign key: if it may be a person's, merging two entries would leave it "
        "behind. Give it a foreign key, or say here why it names nobody."
    )
    assert set(NAME_NOBODY) - loose == set()


def test_where_a_person_may_stand_once_it_is_known_what_stays():
    names = {(column.table.name, column.name) for column in references(PEOPLE)}
    once = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in _unique(table)
        if any((table.name, column) in names for column in key)
    }
    assert once == set(ONE_STAYS), "say what becomes of a second row (settle_with), and list it"


def test_every_column_of_a_person_is_chosen_or_settled():
    chosen = [name for part in PARTS.values() for name in part.columns]
    assert len(chosen) == len(set(chosen))
    columns = {column.name for column in PEOPLE.columns}
    assert set(chosen) | SETTLED == columns, (
        "a column of people: let the merge page choose it (PARTS in stories/people/twice.py), or "
        "settle it in services/merge.py and list it in SETTLED"
    )
