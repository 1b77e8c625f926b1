"""Words are put on an organisation's list and taken off; the log counts them and names none."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.transcripts.wordlist import queries
from stories.transcripts.wordlist.models import ExpectedWord
from stories.transcripts.wordlist.rules import MOST, alike, read_list


@dataclass(frozen=True)
class Added:
    """How many words are new, were there already, and found no room."""

    new: int = 0
    known: int = 0
    over: int = 0


def add_words(actor: Actor, organisation_id: uuid.UUID, pasted: str) -> Added:
    """Put every word of a pasted list on an organisation's; what is there already stays once."""
    require(actor, "transcripts.words", ExpectedWord(organisation_id=organisation_id))
    found, there = read_list(pasted), queries.spellings(organisation_id)
    fresh = [word for word in found if alike(word) not in there]
    room = max(MOST - len(there), 0)
    kept = sum(_put(actor, organisation_id, word) for word in fresh[:room])
    if kept:
        row = ExpectedWord(organisation_id=organisation_id)
        audit.record(actor, "transcripts.words_added", _of(row), detail={"words": kept})
    return Added(kept, len(found) - len(fresh), len(fresh[room:]))


def _put(actor: Actor, organisation_id: uuid.UUID, word: str) -> bool:
    row = ExpectedWord(
        id=uuid.uuid4(), organisation_id=organisation_id, text=word, folded=alike(word)
    )
    row.created_by = actor.id
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # somebody put it there at the same moment
        return False
    return True


def remove_words(actor: Actor, rows: Sequence[ExpectedWord]) -> int:
    """Take words off the list; how many that were."""
    for row in rows:
        require(actor, "transcripts.words", row)
        db.session.delete(row)
    db.session.flush()
    for owner in sorted({row.organisation_id for row in rows}):
        count = sum(row.organisation_id == owner for row in rows)
        place = ExpectedWord(organisation_id=owner)
        audit.record(actor, "transcripts.words_removed", _of(place), detail={"words": count})
    return len(rows)


def _of(row: ExpectedWord) -> ExpectedWord:
    row.id = row.organisation_id  # the list is the organisation's: the log names that
    return row
