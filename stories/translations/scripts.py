"""The text of a version in both languages, as it may leave the house."""

from stories.transcripts import queries as texts
from stories.transcripts.approvals.shown import Stands, stands_of
from stories.transcripts.leaving import flags_shown, label_of, stage_of, standing_of
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.voices import names_outside
from stories.translations.models import SegmentTranslation, TranslationState
from stories.translations.out.pairs import Pair, Script
from stories.translations.queries import translations_for
from stories.translations.words import CONFIRMED, doubt_of


def script_of(version: TranscriptVersion) -> Script:
    """Every segment with its other language; people by pseudonyms or initials (P1)."""
    rows = texts.every_segment(version.id)
    names = names_outside(rows)
    others = translations_for(row.id for row in rows)
    kept = (row for row in rows if row.text or flags_shown(row))
    stands = stands_of(rows)
    pairs = tuple(_pair(row, names[row.id], others.get(row.id), stands[row.id]) for row in kept)
    return Script(version.number, label_of(version), pairs)


def _pair(row: Segment, name: str, other: SegmentTranslation | None, stand: Stands) -> Pair:
    told = other is not None and bool(other.text)
    return Pair(
        row.start_ms,
        row.end_ms,
        row.language,
        row.text,
        name,
        flags_shown(row),
        row.checked_at is not None,
        other.language if told and other else "",
        other.text if told and other else "",
        _state(other) if told and other else "",
        doubt_of(other) if told and other else "",
        tuple(float(word["start"]) for word in row.words),
        standing_of(row, stand),
        doubt_of(other) or str(CONFIRMED) if told and other else "",
        stage_of(stand),
    )


def _state(other: SegmentTranslation) -> str:
    """What a machine wrote is called a draft, whatever became of the original (R8)."""
    return TranslationState.DRAFT.value if other.drafted else other.state.value
