"""What follows in this room when a segment below is changed, divided or joined."""

import uuid
from collections.abc import Mapping

from sqlalchemy import inspect

from stories.foundation.clock import now
from stories.foundation.db import db
from stories.transcripts.models import Segment
from stories.transcripts.rules import tidy
from stories.translations import queries
from stories.translations.models import SegmentTranslation, TranslationState
from stories.translations.rules import joined_source


def segment_changed(_sender: object, *, segment: Segment) -> None:
    """The original says something else now: look at the translation again."""
    for row in queries.every_translation(segment.id):
        _doubt(row, row.text)


def segment_split(_sender: object, *, segment: Segment, other: Segment) -> None:
    """The translation stays whole with the first half, to be divided by a person."""
    del other  # it begins without one
    segment_changed(None, segment=segment)


def segments_merged(_sender: object, *, segment: Segment, other: Segment) -> None:
    """What was beside the one that goes stands behind what is beside the one that stays."""
    kept = {row.language: row for row in queries.every_translation(segment.id)}
    for row in queries.every_translation(other.id):
        if row.language in kept:
            before = kept[row.language]
            before.source_text = joined_source(before.source_text, row.source_text)
            _mix(before, row)
            _doubt(before, tidy(f"{before.text} {row.text}"))
            db.session.delete(row)
        else:
            row.segment_id = segment.id
            _doubt(row, row.text)
    db.session.flush()


def _mix(stays: SegmentTranslation, goes: SegmentTranslation) -> None:
    """A person's words are in it now, so no draft replaces it; a machine's are, and it says so."""
    if stays.drafted and not goes.drafted:
        stays.author_id = goes.author_id
    elif goes.drafted and not stays.drafted:
        stays.engine, stays.model, stays.model_digest = goes.engine, goes.model, goes.model_digest


def version_copied(_sender: object, *, copies: Mapping[uuid.UUID, uuid.UUID]) -> None:
    """The other language is copied along, as it stands."""
    for row in queries.translations_of(copies):
        names = [column.key for column in inspect(SegmentTranslation).column_attrs]
        values = {name: getattr(row, name) for name in names if name not in {"id", "segment_id"}}
        db.session.add(SegmentTranslation(segment_id=copies[row.segment_id], **values))
    db.session.flush()


def _doubt(row: SegmentTranslation, text: str) -> None:
    if text != row.text:
        row.text, row.revision = text, row.revision + 1
    row.state, row.changed_at = TranslationState.STALE, now()
