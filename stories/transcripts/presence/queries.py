"""Reading who is there."""

import uuid
from datetime import datetime

from sqlalchemy import delete, select

from stories.accounts.models import Grant, User
from stories.foundation.db import db
from stories.transcripts.models import Segment
from stories.transcripts.presence.models import TextPresence


def presence(recording_id: uuid.UUID, user_id: uuid.UUID) -> TextPresence | None:
    """Somebody's row for a text."""
    return db.session.get(TextPresence, (recording_id, user_id))


def others_in(
    recording_id: uuid.UUID, but: uuid.UUID | None, since: datetime
) -> list[tuple[str, uuid.UUID | None]]:
    """Names of colleagues of the text's own organisation seen since then, and their segment."""
    query = (
        select(User.name, TextPresence.segment_id)
        .join(TextPresence, TextPresence.user_id == User.id)
        .where(
            TextPresence.recording_id == recording_id,
            TextPresence.seen_at >= since,
            TextPresence.user_id != but,
            User.active,
            select(Grant.id)
            .where(Grant.user_id == User.id, Grant.organisation_id == TextPresence.organisation_id)
            .exists(),
        )
        .order_by(User.name)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def forget_before(moment: datetime) -> None:
    """Take away whoever has not been seen since."""
    db.session.execute(delete(TextPresence).where(TextPresence.seen_at < moment))


def segments_by_id(version_id: uuid.UUID, ids: list[uuid.UUID]) -> list[Segment]:
    """Those of these segments that are in a version, in the order of speech."""
    query = select(Segment).where(Segment.version_id == version_id, Segment.id.in_(ids))
    return list(db.session.scalars(query.order_by(Segment.start_ms, Segment.position)))


def before(segment: Segment) -> uuid.UUID | None:
    """The segment that stands right before another."""
    query = select(Segment.id).where(
        Segment.version_id == segment.version_id, Segment.position < segment.position
    )
    return db.session.scalar(query.order_by(Segment.position.desc()).limit(1))
