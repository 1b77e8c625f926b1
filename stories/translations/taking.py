"""What stands beside segments of one version is taken over by another's, and stays whose it is."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from stories.foundation.clock import now
from stories.foundation.db import db
from stories.transcripts.beside import Said
from stories.transcripts.history.keeping import Changed
from stories.transcripts.history.states import DRAFTED, State
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.rules import tidy
from stories.translations import queries
from stories.translations.models import SegmentTranslation, TranslationState
from stories.translations.rules import joined_source, other_language, sound_translation


def said(segments: Iterable[Segment]) -> Mapping[uuid.UUID, Said]:
    """What stands beside each segment that has something."""
    found = queries.translations_for(row.id for row in segments)
    return {key: _told(row) for key, row in found.items() if row.text}


def _told(row: SegmentTranslation) -> Said:
    confirmed = row.state is TranslationState.CONFIRMED
    by_person = row.author_id is not None or confirmed
    return Said(row.text, row.language, row.revision, by_person, confirmed, row.drafted)


def elsewhere(version: TranscriptVersion) -> set[tuple[int, str, str]]:
    """What other versions of the recording have beside their segments."""
    return queries.texts_beside_elsewhere(version)


def take_over(segment: Segment, sources: Sequence[Segment]) -> Changed | None:
    """Let a segment have what stands beside the sources, in order, with whoever stands for it.

    What was not made from the words that stand here is to be looked at again.
    """
    language = other_language(segment.language)
    found = queries.translations_for(row.id for row in sources)
    rows = [found[row.id] for row in sources if row.id in found]
    text = tidy(" ".join(row.text for row in rows))
    if not text or not sound_translation(text, language, segment.language):
        return None
    row = queries.translation(segment.id, language) or queries.fresh(segment, language)
    was = row.text or ""
    row.text, row.revision, row.changed_at = text, row.revision + 1, now()
    row.source_text = rows[0].source_text
    for one in rows[1:]:
        row.source_text = joined_source(row.source_text, one.source_text)
    fits = tidy(" ".join(source.text for source in sources)) == segment.text
    _whose(row, rows)
    row.state = _state(rows) if fits else TranslationState.STALE
    db.session.flush()
    rest = {DRAFTED: True} if row.state is not TranslationState.CONFIRMED else {}
    return Changed(segment.id, State(was, language), State(text, language, rest=rest))


def _whose(row: SegmentTranslation, rows: Sequence[SegmentTranslation]) -> None:
    """A person's words stay a person's, and a machine's in it are told."""
    drafted = next((one for one in rows if one.engine), None)
    row.author_id = next((one.author_id for one in rows if one.author_id), None)
    row.engine = drafted.engine if drafted else ""
    row.model = drafted.model if drafted else ""
    row.model_digest = drafted.model_digest if drafted else ""
    row.alike = drafted.alike if drafted else None


def _state(rows: Sequence[SegmentTranslation]) -> TranslationState:
    """The least sure of theirs."""
    order = [TranslationState.STALE, TranslationState.DRAFT, TranslationState.CONFIRMED]
    return min((row.state for row in rows), key=order.index)
