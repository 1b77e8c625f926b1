"""Taking an earlier translation over, as a draft (DOMAIN R8)."""

import uuid

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.transcripts.models import Segment
from stories.translations import queries
from stories.translations.errors import NothingAlike, PersonsOwn
from stories.translations.memory.queries import match
from stories.translations.models import MEMORY, SegmentTranslation, TranslationState
from stories.translations.rules import other_language


def take_over(actor: Actor, segment: Segment, translation_id: uuid.UUID) -> SegmentTranslation:
    """Put an earlier translation beside a segment as a draft; raises NothingAlike or PersonsOwn."""
    require(actor, "translations.edit", segment)
    found = match(actor, segment, translation_id)
    if found is None:
        raise NothingAlike
    language = other_language(segment.language)
    row = queries.translation(segment.id, language)
    if row is not None and not row.drafted:
        raise PersonsOwn
    if row is None:
        row = queries.fresh(segment, language)
    row.text, row.revision, row.source_text = found.told, row.revision + 1, segment.text
    row.engine, row.model, row.model_digest, row.alike = MEMORY, "", "", found.alike
    row.state, row.changed_at = TranslationState.DRAFT, now()
    db.session.flush()
    audit.record(actor, "translations.taken_over", segment, detail={"alike": found.alike})
    return row
