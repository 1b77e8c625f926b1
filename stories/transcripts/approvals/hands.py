"""Whoever had a hand in a text does not approve it as a reviewer (DOMAIN R8, M2)."""

import uuid
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, not_, or_

from stories.foundation.access import Actor, Predicate
from stories.foundation.db import db
from stories.media.models import Recording
from stories.sessions.models import StorytellingSession
from stories.transcripts.history.models import SegmentChange
from stories.transcripts.models import Segment, TranscriptVersion

Hand = Callable[[uuid.UUID | None], ColumnElement[bool]]


def _recorded_or_worked_on(who: uuid.UUID | None) -> ColumnElement[bool]:
    recorded = exists().where(
        TranscriptVersion.id == Segment.version_id,
        Recording.id == TranscriptVersion.recording_id,
        StorytellingSession.id == Recording.session_id,
        or_(Recording.uploaded_by == who, StorytellingSession.facilitator_id == who),
    )
    checked = and_(Segment.checked_by.is_not(None), Segment.checked_by == who)
    changed = exists().where(SegmentChange.segment_id == Segment.id, SegmentChange.made_by == who)
    return or_(checked, recorded, changed)


_hands: list[Hand] = [_recorded_or_worked_on]


def also(hand: Hand) -> None:
    """A room above tells who else had a hand in a segment."""
    if hand not in _hands:
        _hands.append(hand)


def _made_by(who: uuid.UUID | None) -> ColumnElement[bool]:
    return or_(*(hand(who) for hand in _hands))


def _not_made(actor: Actor, _model: Any) -> ColumnElement[bool]:
    return not_(_made_by(actor.id))


def _has_not_made(actor: Actor, subject: Any) -> bool:
    query = db.session.query(Segment.id).filter(Segment.id == subject.id, _made_by(actor.id))
    return query.first() is None


NO_HAND_IN_IT = Predicate("no hand in it", _has_not_made, _not_made)
