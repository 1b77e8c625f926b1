"""Giving a segment its other language (DOMAIN R9)."""

from collections.abc import Sequence
from typing import Any, Protocol

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.media.models import Recording
from stories.transcripts import queries as transcripts
from stories.transcripts.approvals.models import Why
from stories.transcripts.approvals.taking_back import take_back
from stories.transcripts.history.keeping import Changed, Undoing
from stories.transcripts.history.models import Kind, Way
from stories.transcripts.history.states import State
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.rules import tidy
from stories.transcripts.services import ScriptLine
from stories.transcripts.services import replace_with_script as replace_transcript
from stories.transcripts.services.change import MADE, keep_changes, text_changed
from stories.translations import queries
from stories.translations.errors import BadTranslation, NothingToConfirm, TranslationConflict
from stories.translations.models import SegmentTranslation, TranslationState
from stories.translations.rules import other_language, sound_translation
from stories.translations.words import made_by


class TranslatedLine(ScriptLine, Protocol):
    """A sentence of a script that knows its other language."""

    @property
    def translation(self) -> str: ...


def save_translation(
    actor: Actor, segment: Segment, language: str, text: str, revision: int, how: Undoing = MADE
) -> SegmentTranslation | None:
    """Keep what a person wrote; an empty text takes the translation away and gives None.

    ``revision`` is the one the person saw, 0 for none. What a person wrote counts as confirmed.
    Raises TranslationConflict or BadTranslation.
    """
    require(actor, "translations.edit", segment)
    text = tidy(text)
    if not sound_translation(text, language, segment.language):
        raise BadTranslation
    row = queries.translation(segment.id, language)
    was = row.text if row else ""
    if was == text:
        return row
    if (row.revision if row else 0) != revision:
        raise TranslationConflict(as_shown(row))
    if text:
        row = _write(actor, segment, row, language, text)
        if how.way is not Way.MADE and not queries.once_written(segment.id, language, text):
            # what comes back was a machine's, or nobody knows whose: it is confirmed anew
            row.state, row.author_id = TranslationState.DRAFT, None
    elif row is not None:
        db.session.delete(row)
        row = None
    take_back(actor, [segment], Why.TRANSLATION)
    text_changed(segment.version, actor)  # families read it too: no approval outlives it (M4)
    now_says = Changed(segment.id, State(was, language), State(text, language))
    if keep_changes(actor, segment.version, Kind.TRANSLATION, [now_says], how):
        audit.record(actor, "translations.saved", segment, detail={"language": language})
    return row


def _write(
    actor: Actor, segment: Segment, row: SegmentTranslation | None, language: str, text: str
) -> SegmentTranslation:
    if row is None:
        row = queries.fresh(segment, language)
    row.text, row.revision, row.source_text = text, row.revision + 1, segment.text
    row.state, row.engine, row.alike = TranslationState.CONFIRMED, "", None
    row.model = row.model_digest = ""
    row.author_id, row.changed_at = actor.id, now()
    db.session.flush()
    return row


def confirm(actor: Actor, segment: Segment, revision: int) -> SegmentTranslation:
    """Say that a translation still fits what was said; raises TranslationConflict."""
    require(actor, "translations.edit", segment)
    row = queries.translation(segment.id, other_language(segment.language))
    if row is None:
        raise NothingToConfirm
    if row.revision != revision:
        raise TranslationConflict(as_shown(row))
    fresh = row.author_id is None  # nobody read it until now; from here on families do (M4)
    row.state, row.author_id, row.changed_at = TranslationState.CONFIRMED, actor.id, now()
    row.source_text = segment.text
    db.session.flush()
    if fresh:
        take_back(actor, [segment], Why.TRANSLATION)
        text_changed(segment.version, actor)
    audit.record(actor, "translations.confirmed", segment, detail={"language": row.language})
    return row


def as_shown(row: SegmentTranslation | None) -> dict[str, Any]:
    """What an editor needs to know of a translation."""
    if row is None:
        return {"text": "", "revision": 0, "stale": False, "draft": ""}
    stale = row.state is TranslationState.STALE
    draft = str(made_by(row)) if row.state is not TranslationState.CONFIRMED else ""
    return {"text": row.text, "revision": row.revision, "stale": stale, "draft": draft}


def replace_with_script(
    actor: Actor, recording: Recording, sentences: Sequence[TranslatedLine]
) -> TranscriptVersion:
    """A new, corrected version of known sentences with their other language, all confirmed."""
    version = replace_transcript(actor, recording, sentences)
    rows = transcripts.every_segment(version.id)
    for segment, line in zip(rows, sorted(sentences, key=lambda item: item.start_ms), strict=True):
        if line.translation:
            language = other_language(segment.language)
            _write(actor, segment, None, language, tidy(line.translation))
    return version
