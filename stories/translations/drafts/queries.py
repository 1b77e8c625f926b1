"""Reading what a machine may draft, and how far it is."""

import uuid

from sqlalchemy import select

from stories.foundation import work
from stories.foundation.db import db
from stories.foundation.models import Work
from stories.transcripts import queries as transcripts
from stories.transcripts.models import Segment
from stories.translations.models import MEMORY, SegmentTranslation
from stories.translations.queries import translations_for
from stories.translations.rules import wants_draft

KIND, KIND_ONE = "translations.draft", "translations.draft_one"


def segment_by_id(segment_id: uuid.UUID) -> Segment | None:
    """A segment, for work that was authorised when it was asked for; it may be gone since."""
    return db.session.get(Segment, segment_id)


def held_segment(segment_id: uuid.UUID) -> Segment | None:
    """The same, held against whoever corrects it until the unit ends."""
    query = select(Segment).where(Segment.id == segment_id).with_for_update(of=Segment)
    return db.session.scalar(query.execution_options(populate_existing=True))


def wanting(version_id: uuid.UUID) -> list[Segment]:
    """Segments of a version that a machine may draft, in the order of speech."""
    rows = transcripts.every_segment(version_id)
    known = translations_for(row.id for row in rows)
    return [row for row in rows if row.text and wants_draft(known.get(row.id), row.text)]


def drafted_in(version_id: uuid.UUID) -> list[SegmentTranslation]:
    """What a machine wrote in a version and no person has confirmed."""
    rows = transcripts.every_segment(version_id)
    known = translations_for(row.id for row in rows).values()
    return [row for row in known if row.drafted and row.engine != MEMORY]


def work_on(version_id: uuid.UUID) -> Work | None:
    """The drafting of a version, if it was ever asked for."""
    return work.find(KIND, version_id)


def work_on_one(segment_id: uuid.UUID) -> Work | None:
    """The drafting of one segment, if it was ever asked for."""
    return work.find(KIND_ONE, segment_id)
