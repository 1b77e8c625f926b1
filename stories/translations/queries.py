"""Reading translations."""

import uuid
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Subquery, and_, case, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from stories.foundation.access import Actor, visible
from stories.foundation.db import db
from stories.media.models import Recording
from stories.sessions.queries import heard_in
from stories.transcripts.history.models import Kind, SegmentChange, Way
from stories.transcripts.history.states import DRAFTED
from stories.transcripts.models import Segment, TranscriptState, TranscriptVersion
from stories.transcripts.queries import versions_with
from stories.translations.models import SegmentTranslation, TranslationState

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


def fresh(segment: Segment, language: str) -> SegmentTranslation:
    """An empty row for a segment in a language, to be filled by a service."""
    row = SegmentTranslation(
        organisation_id=segment.organisation_id,
        segment_id=segment.id,
        language=language,
        revision=0,
    )
    db.session.add(row)
    return row


def once_written(segment_id: uuid.UUID, language: str, text: str) -> bool:
    """Whether a person ever wrote this beside the segment, as its history tells."""
    one = SegmentChange
    query = select(one.rest_after).where(
        one.segment_id == segment_id,
        one.kind == Kind.TRANSLATION,
        one.way == Way.MADE,
        one.language_after == language,
        one.text_after == text,
    )
    return any(DRAFTED not in rest for rest in db.session.scalars(query))


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


def standing_counts(version_id: uuid.UUID) -> tuple[int, int]:
    """How many segments with words stand confirmed in the other language, and out of how many."""
    confirmed = case((SegmentTranslation.state == TranslationState.CONFIRMED, 1), else_=0)
    query = (
        select(func.sum(confirmed), func.count(Segment.id))
        .outerjoin(SegmentTranslation, STANDS_BESIDE)
        .where(Segment.version_id == version_id, Segment.text != "")
    )
    row = db.session.execute(query).one()
    return int(row[0] or 0), int(row[1])


RECENT = 50


def _recent(actor: Actor) -> Subquery:
    # What waits is asked on every day's page: the newest corrected texts tell enough.
    later = aliased(TranscriptVersion)
    newer = select(later.id).where(
        later.recording_id == TranscriptVersion.recording_id,
        later.complete,
        later.number > TranscriptVersion.number,
    )
    query = select(TranscriptVersion.id).where(
        visible(actor, "translations.edit", TranscriptVersion),
        TranscriptVersion.state != TranscriptState.DRAFT,
        TranscriptVersion.complete,
        ~newer.exists(),
    )
    return query.order_by(TranscriptVersion.created_at.desc()).limit(RECENT).subquery()


def lacking(actor: Actor, limit: int = 10) -> list[tuple[TranscriptVersion, str, int]]:
    """Newest corrected texts that lack a language: (version, language, segments without it)."""
    recent = _recent(actor)
    query = (
        select(TranscriptVersion, OTHER, func.count(Segment.id))
        .join(recent, recent.c.id == TranscriptVersion.id)
        .join(Segment, and_(Segment.version_id == TranscriptVersion.id, Segment.text != ""))
        .outerjoin(SegmentTranslation, STANDS_BESIDE)
        .where(SegmentTranslation.id.is_(None))
        .group_by(TranscriptVersion.id, OTHER)
        .order_by(TranscriptVersion.created_at)
        .limit(limit)
        .options(joinedload(TranscriptVersion.recording))
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def translated_with(person_id: uuid.UUID) -> list[tuple[TranscriptVersion, str, int]]:
    """Texts somebody's words may stand in, each language they are told in, how many segments."""
    query = (
        select(TranscriptVersion.id, SegmentTranslation.language, func.count())
        .join(Segment, Segment.version_id == TranscriptVersion.id)
        .join(SegmentTranslation, SegmentTranslation.segment_id == Segment.id)
        .join(Recording, Recording.id == TranscriptVersion.recording_id)
        .where(Recording.session_id.in_(heard_in(person_id)))
        .group_by(TranscriptVersion.id, SegmentTranslation.language)
    )
    counted = {(row[0], row[1]): row[2] for row in db.session.execute(query)}
    return [
        (version, language, count)
        for version in versions_with(person_id)
        for (version_id, language), count in sorted(counted.items(), key=str)
        if version_id == version.id
    ]


def translations_of(segment_ids: Iterable[uuid.UUID]) -> list[SegmentTranslation]:
    """Every translation of these segments, in any language."""
    query = select(SegmentTranslation).where(SegmentTranslation.segment_id.in_(list(segment_ids)))
    return list(db.session.scalars(query.order_by(SegmentTranslation.id)))


def texts_beside_elsewhere(version: TranscriptVersion) -> set[tuple[int, str, str]]:
    """Where a segment begins (milliseconds), a language and its text there, in other versions."""
    query = (
        select(Segment.start_ms, SegmentTranslation.language, SegmentTranslation.text)
        .join(Segment, Segment.id == SegmentTranslation.segment_id)
        .join(TranscriptVersion, TranscriptVersion.id == Segment.version_id)
        .where(
            TranscriptVersion.recording_id == version.recording_id,
            TranscriptVersion.id != version.id,
            TranscriptVersion.complete,
        )
    )
    return {(row[0], row[1], row[2]) for row in db.session.execute(query)}


def wrote_the_other_language(who: uuid.UUID | None) -> ColumnElement[bool]:
    """Whether somebody of the staff translated a segment or confirmed it, for a reviewer (M2)."""
    return exists().where(
        SegmentTranslation.segment_id == Segment.id, SegmentTranslation.author_id == who
    )
