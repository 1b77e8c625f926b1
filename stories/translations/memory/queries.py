"""Finding earlier translations: confirmed, of the same organisation, of recordings still open."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from stories.foundation.access import Actor, visible
from stories.foundation.db import db
from stories.media import consent
from stories.media.models import Recording
from stories.transcripts.models import Segment, TranscriptVersion
from stories.translations.memory.rules import LEAST, alike, lengths_for
from stories.translations.models import SegmentTranslation, TranslationState
from stories.translations.rules import other_language

MOST_READ = 20_000
MOST_SHOWN = 3
MOST_ASKED = 30


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier pair: what was said then, how that was told, and how alike (hundredths)."""

    id: uuid.UUID
    alike: int
    said: str
    told: str
    recording_id: uuid.UUID


def matches(actor: Actor, segment: Segment) -> list[Match]:
    """The best earlier translations for a segment, the most alike first, no text twice."""
    found = [one for one in _compared(actor, segment) if one.alike >= LEAST]
    best = nlargest(MOST_ASKED, found, key=lambda one: one.alike)
    shown: dict[str, Match] = {}
    for one in best:
        if len(shown) < MOST_SHOWN and one.told not in shown and _open(one.recording_id):
            shown[one.told] = one
    return list(shown.values())


def match(actor: Actor, segment: Segment, translation_id: uuid.UUID) -> Match | None:
    """One of them by its translation, asked again; None if it is not to be had any more."""
    for query in _queries(actor, segment):
        row = db.session.execute(query.where(SegmentTranslation.id == translation_id)).first()
        if row is not None and _open(row[3]):
            return Match(row[0], alike(segment.text, row[1]), row[1], row[2], row[3])
    return None


def _compared(actor: Actor, segment: Segment) -> Iterator[Match]:
    if not segment.text:
        return
    for query in _queries(actor, segment):
        for row in db.session.execute(query.limit(MOST_READ)):
            yield Match(row[0], alike(segment.text, row[1]), row[1], row[2], row[3])


def _open(recording_id: uuid.UUID) -> bool:
    """Whether everyone in the recording it comes from agrees to it being read today (C5, C8)."""
    query = select(Recording).options(joinedload(Recording.session))
    row = db.session.scalar(query.where(Recording.id == recording_id))
    return row is not None and consent.is_open(row)


def _queries(actor: Actor, segment: Segment) -> Iterator[Select[Any]]:
    """Pairs said in this segment's language, and pairs told in it."""
    source, target = segment.language, other_language(segment.language)
    other = SegmentTranslation
    yield _pairs(actor, segment, other.source_text, other.text, source, target)
    if other_language(target) == source:
        heard = Segment.checked_at.is_not(None)
        yield _pairs(actor, segment, other.text, Segment.text, target, source).where(heard)


def _pairs(
    actor: Actor, segment: Segment, said: Any, told: Any, spoken: str, language: str
) -> Select[Any]:
    shortest, longest = lengths_for(segment.text)
    return (
        select(SegmentTranslation.id, said, told, TranscriptVersion.recording_id)
        .join(Segment, Segment.id == SegmentTranslation.segment_id)
        .join(TranscriptVersion, TranscriptVersion.id == Segment.version_id)
        .where(
            visible(actor, "transcripts.view", TranscriptVersion),
            SegmentTranslation.organisation_id == segment.organisation_id,
            SegmentTranslation.state == TranslationState.CONFIRMED,
            SegmentTranslation.language == language,
            Segment.language == spoken,
            Segment.id != segment.id,
            told != "",
            func.length(said).between(shortest, longest),
        )
        .order_by(SegmentTranslation.changed_at.desc())
    )
