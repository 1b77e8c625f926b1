"""Terms are added, changed and removed; the log counts them and names none."""

import uuid
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.errors import Conflict
from stories.translations.glossary import queries
from stories.translations.glossary.models import LONGEST_NOTE, GlossaryTerm
from stories.translations.glossary.rules import MOST, Entry, read_list, tidy_cell

GLOSSARY = "translations.glossary"


@dataclass(frozen=True)
class Added:
    """How many terms are new, were there already, found no room, and how many lines were none."""

    new: int = 0
    known: int = 0
    over: int = 0
    unread: int = 0


def add_terms(actor: Actor, organisation_id: uuid.UUID, pasted: str) -> Added:
    """Put every term of a pasted list into an organisation's glossary; what is there stays."""
    require(actor, GLOSSARY, GlossaryTerm(organisation_id=organisation_id))
    entries, unread = read_list(pasted)
    there = {_key(row.kk, row.ru) for row in queries.terms_of(organisation_id)}
    fresh = [one for one in entries if _key(one.kk, one.ru) not in there]
    room = max(MOST - len(there), 0)
    kept = sum(_put(actor, organisation_id, one) for one in fresh[:room])
    if kept:
        _tell(actor, "translations.terms_added", organisation_id, kept)
    return Added(kept, len(entries) - len(fresh), len(fresh[room:]), unread)


def _key(kk: str, ru: str) -> tuple[str, str]:
    return kk.casefold(), ru.casefold()


def _put(actor: Actor, organisation_id: uuid.UUID, entry: Entry) -> bool:
    row = GlossaryTerm(organisation_id=organisation_id, kk=entry.kk, ru=entry.ru, note=entry.note)
    row.created_by = actor.id
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # somebody put it there at the same moment
        return False
    return True


def change_term(actor: Actor, row: GlossaryTerm, kk: str, ru: str, note: str) -> GlossaryTerm:
    """Put a term right; raises Conflict where the same is there already."""
    require(actor, GLOSSARY, row)
    kk, ru = tidy_cell(kk), tidy_cell(ru)
    others = [one for one in queries.terms_of(row.organisation_id) if one.id != row.id]
    if any(_key(one.kk, one.ru) == _key(kk, ru) for one in others):
        raise Conflict
    row.kk, row.ru, row.note = kk, ru, tidy_cell(note, LONGEST_NOTE)
    db.session.flush()
    _tell(actor, "translations.term_changed", row.organisation_id, 1)
    return row


def remove_term(actor: Actor, row: GlossaryTerm) -> None:
    """Take a term out."""
    require(actor, GLOSSARY, row)
    db.session.delete(row)
    db.session.flush()
    _tell(actor, "translations.term_removed", row.organisation_id, 1)


def _tell(actor: Actor, action: str, organisation_id: uuid.UUID, count: int) -> None:
    # The glossary is the organisation's: the log names that, and no word of it.
    place = GlossaryTerm(id=organisation_id, organisation_id=organisation_id)
    audit.record(actor, action, place, detail={"terms": count})
