"""Puts changes down; asked by ``services/change.py`` alone."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import update

from stories.foundation.access import Actor
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.transcripts.history import queries
from stories.transcripts.history.models import Kind, SegmentChange, Way
from stories.transcripts.history.rules import continues
from stories.transcripts.history.states import State, columns
from stories.transcripts.models import TranscriptVersion

WRITTEN = frozenset({Kind.TEXT, Kind.TRANSLATION})


@dataclass(frozen=True)
class Changed:
    """One segment before and after."""

    segment_id: uuid.UUID
    before: State
    after: State


@dataclass(frozen=True)
class Undoing:
    """How a step came about, and which step it takes back or makes once more.

    ``together`` is the one step that several changes belong to: they are taken back as one.
    """

    way: Way = Way.MADE
    step: uuid.UUID | None = None
    together: uuid.UUID | None = None


def put_down(
    actor: Actor,
    version: TranscriptVersion,
    kind: Kind,
    changes: Sequence[Changed],
    how: Undoing,
) -> bool:
    """Keep one step; False where it only went on with the same person's last one."""
    numbers = _count(version, len(changes))
    alone = how.way is Way.MADE and how.together is None and len(changes) == 1
    if alone and _went_on(actor, kind, changes[0], numbers[0]):
        return False
    step, at = how.together or uuid.uuid4(), now()
    db.session.add_all(
        SegmentChange(
            organisation_id=version.organisation_id,
            version_id=version.id,
            segment_id=one.segment_id,
            number=number,
            step=step,
            undoes=how.step,
            kind=kind,
            way=how.way,
            made_by=actor.id,
            made_at=at,
            **columns(kind, one.before, one.after),
        )
        for number, one in zip(numbers, changes, strict=True)
    )
    db.session.flush()
    return True


def _count(version: TranscriptVersion, by: int) -> range:
    """The next numbers of a version; whoever else writes there waits until this unit ends."""
    table = TranscriptVersion
    counted = update(table).where(table.id == version.id).values(changes=table.changes + by)
    db.session.execute(counted, execution_options={"synchronize_session": False})
    db.session.refresh(version, ["changes"])
    return range(version.changes - by + 1, version.changes + 1)


def _went_on(actor: Actor, kind: Kind, one: Changed, number: int) -> bool:
    """Typing goes on: the same person, the same text, nothing between, and no word taken away."""
    last = queries.last_change(one.segment_id) if kind in WRITTEN else None
    if last is None or (last.kind, last.way, last.made_by) != (kind, Way.MADE, actor.id):
        return False
    if last.rest_after:  # taken over from another version: not typed
        return False
    if queries.has_others(last):  # replaced in many places at once, to be taken back at once
        return False
    stood = (last.text_after, last.language_after)
    languages = {last.language_before, last.language_after, one.after.language}
    if stood != (one.before.text, one.before.language) or len(languages) > 1:
        return False
    moment = now()
    if not continues(last.text_after, one.after.text, last.made_at, moment):
        return False
    last.text_after, last.number, last.made_at = one.after.text, number, moment
    db.session.flush()
    return True
