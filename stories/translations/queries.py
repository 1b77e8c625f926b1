"""Reading translations."""

import uuid
from collections.abc import Iterable

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased, joinedload

from stories.foundation.access import Actor, visible
from stories.foundation.db import db
from stories.transcripts.models import Segment, TranscriptVersion
from stories.translations.models import SegmentTranslation

OTHER = case((Segment.language == "kk", "ru"), else_="kk")
STANDS_BESIDE = and_(
    SegmentTranslation.segment_id == Segment.id,
    SegmentTranslation.language == OTHER,
)


def translations_for(segment_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, SegmentTranslation]:
    """The other language of each segment that has it, by segment."""
    query = (
        select(SegmentTranslation)
        .join(Segment, and_(SegmentTranslation.segment_id == Segment.id))
        .where(Segment.id.in_(list(segment_ids)), SegmentTranslation.language == OTHER)
    )
    return {row.segment_id: row for row in db.session.scalars(query)}


def translation(segment_id: uuid.UUID, language: str) -> SegmentTranslation | None:
    """One segment in one language, held against others until the unit ends."""
    query = select(SegmentTranslation).where(
        SegmentTranslation.segment_id == segment_id, SegmentTranslation.language == language
    )
    return db.session.scalar(query.with_for_update())


def every_translation(segment_id: uuid.UUID) -> list[SegmentTranslation]:
    """A segment in every language it was ever given in."""
    query = select(SegmentTranslation).where(SegmentTranslation.segment_id == segment_id)
    return list(db.session.scalars(query.order_by(SegmentTranslation.language)))


def missing(version_id: uuid.UUID) -> int:
    """How many segments of a version have words and no other language."""
    query = (
        select(func.count(Segment.id))
        .outerjoin(SegmentTranslation, STANDS_BESIDE)
        .where(
            Segment.version_id == version_id,
            Segment.text != "",
            SegmentTranslation.id.is_(None),
        )
    )
    return db.session.scalar(query) or 0


def lacking(actor: Actor, limit: int = 10) -> list[tuple[TranscriptVersion, str, int]]:
    """Corrected current texts that lack a language: (version, language, segments without it)."""
    later = aliased(TranscriptVersion)
    newer = select(later.id).where(
        later.recording_id == TranscriptVersion.recording_id,
        later.complete,
        later.number > TranscriptVersion.number,
    )
    unchecked = aliased(Segment)
    open_ones = select(unchecked.id).where(
        unchecked.version_id == TranscriptVersion.id, unchecked.checked_at.is_(None)
    )
    query = (
        select(TranscriptVersion, OTHER, func.count(Segment.id))
        .join(Segment, and_(Segment.version_id == TranscriptVersion.id, Segment.text != ""))
        .outerjoin(SegmentTranslation, STANDS_BESIDE)
        .where(
            visible(actor, "translations.edit", TranscriptVersion),
            TranscriptVersion.complete,
            SegmentTranslation.id.is_(None),
            ~newer.exists(),
            ~open_ones.exists(),
        )
        .group_by(TranscriptVersion.id, OTHER)
        .order_by(TranscriptVersion.created_at)
        .limit(limit)
        .options(joinedload(TranscriptVersion.recording))
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]
