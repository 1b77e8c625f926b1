"""Reading an organisation's words."""

import uuid
from collections.abc import Iterable

from sqlalchemy import func, select

from stories.foundation.access import Actor, visible
from stories.foundation.db import db, kk_key
from stories.transcripts.wordlist.models import ExpectedWord


def words_of(organisation_id: uuid.UUID) -> list[ExpectedWord]:
    """An organisation's words in Kazakh order, for whoever is authorised or the machine's ear."""
    query = select(ExpectedWord).where(ExpectedWord.organisation_id == organisation_id)
    return sorted(db.session.scalars(query), key=lambda row: (kk_key(row.text), row.text))


def chosen(actor: Actor, ids: Iterable[uuid.UUID]) -> list[ExpectedWord]:
    """Those of these words the actor may change."""
    mine = visible(actor, "transcripts.words", ExpectedWord)
    query = select(ExpectedWord).where(ExpectedWord.id.in_(list(ids)), mine)
    return list(db.session.scalars(query))


def spellings(organisation_id: uuid.UUID) -> set[str]:
    """What the list has already."""
    query = select(ExpectedWord.folded).where(ExpectedWord.organisation_id == organisation_id)
    return set(db.session.scalars(query))


def count(organisation_id: uuid.UUID) -> int:
    """How many words an organisation has."""
    query = select(func.count()).select_from(ExpectedWord)
    return db.session.scalar(query.where(ExpectedWord.organisation_id == organisation_id)) or 0


def every_word(organisation_ids: Iterable[uuid.UUID]) -> list[ExpectedWord]:
    """Words of these organisations, for an erasure."""
    ids = list(organisation_ids)
    return list(
        db.session.scalars(select(ExpectedWord).where(ExpectedWord.organisation_id.in_(ids)))
    )
