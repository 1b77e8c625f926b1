"""A wish is dealt with: what was changed is put down, and the spoken note goes."""

from functools import partial

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.blobs import blobs
from stories.foundation.clock import now
from stories.foundation.db import after_commit, db
from stories.translations.narrator import queries
from stories.translations.narrator.errors import AlreadyDealtWith
from stories.translations.narrator.models import NarratorWish
from stories.translations.narrator.signals import wish_changed


def deal_with(actor: Actor, row: NarratorWish, outcome: str) -> None:
    """Say what was changed; raises AlreadyDealtWith. What was held back may go on (C12)."""
    require(actor, queries.ASK, row)
    if row.dealt_at is not None:
        raise AlreadyDealtWith
    close_wish(row, outcome)
    row.dealt_by = actor.id
    db.session.flush()
    audit.record(actor, "narrator.wish_dealt_with", row, detail={"kind": row.kind.value})
    wish_changed.send(None, subject_id=row.recording_id)


def close_wish(row: NarratorWish, outcome: str) -> None:
    """A wish waits no more, and its note is gone."""
    row.dealt_at, row.outcome = now(), outcome
    drop_note(row)


def drop_note(row: NarratorWish) -> None:
    """Let go of what was said, once the unit is kept."""
    if row.note_key:
        after_commit(partial(blobs().delete, row.note_key))
    row.note_key, row.note_type = None, ""
    db.session.flush()
