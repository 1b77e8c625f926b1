"""Who may do what with stories. Nobody reviews what they helped to make (DOMAIN M2)."""

import uuid
from typing import Any

from sqlalchemy import ColumnElement, exists, not_, or_

from stories.foundation.access import STAFF, Actor, Alternative, Predicate, Role, lock_rows, permit
from stories.foundation.db import db
from stories.media.models import Recording
from stories.media.restricted import OF_ITS_RECORDING
from stories.moderation.models import Story, StoryMove
from stories.moderation.within import IN_STORY
from stories.sessions.models import StorytellingSession
from stories.transcripts.models import Segment
from stories.translations.models import SegmentTranslation


def _made_by(who: uuid.UUID | None) -> ColumnElement[bool]:
    recorded = exists().where(
        Recording.id == Story.recording_id,
        StorytellingSession.id == Recording.session_id,
        or_(Recording.uploaded_by == who, StorytellingSession.facilitator_id == who),
    )
    wrote = exists().where(
        StoryMove.story_id == Story.id, StoryMove.edited, StoryMove.actor_id == who
    )
    checked = exists().where(IN_STORY, Segment.checked_by == who)
    translated = exists().where(
        IN_STORY,
        SegmentTranslation.segment_id == Segment.id,
        SegmentTranslation.author_id == who,
    )
    return or_(Story.proposed_by == who, recorded, wrote, checked, translated)


def _not_made(actor: Actor, _model: Any) -> ColumnElement[bool]:
    return not_(_made_by(actor.id))


def _has_not_made(actor: Actor, subject: Any) -> bool:
    query = db.session.query(Story.id).filter(Story.id == subject.id, _made_by(actor.id))
    return query.first() is None


NOT_A_MAKER = Predicate("not a maker", _has_not_made, _not_made)
REVIEWING = (Role.MODERATOR, Role.CURATOR, Role.SAFEGUARDING)


def fill() -> None:
    """Enter the room's permissions into the table."""
    permit("moderation.view", *STAFF)
    permit("moderation.propose", Role.FACILITATOR)
    permit("moderation.redact", Role.FACILITATOR, *REVIEWING)
    permit("moderation.close", Role.FACILITATOR, Role.CURATOR, Role.SAFEGUARDING)
    permit("moderation.review", *(Alternative(role, (NOT_A_MAKER,)) for role in REVIEWING))
    permit("moderation.suggest", Role.FACILITATOR, *REVIEWING)
    permit("moderation.decide_takedown", Role.CURATOR, Role.SAFEGUARDING, Role.ADMIN)
    permit("moderation.never_publish", Role.FACILITATOR, *REVIEWING)
    permit("moderation.lift", Role.SAFEGUARDING)  # such a decision
    lock_rows(Story, OF_ITS_RECORDING)
