"""The cell with the other language, beside each segment of the editor."""

import re
import uuid
from collections.abc import Mapping, Sequence

from flask import render_template
from markupsafe import Markup

from stories.foundation.access import Actor
from stories.transcripts.history.keeping import Undoing
from stories.transcripts.history.rules import differences
from stories.transcripts.models import Segment
from stories.translations import queries, services
from stories.translations.models import SegmentTranslation, TranslationState
from stories.translations.rules import other_language
from stories.translations.services import as_shown

REVISION = re.compile("[0-9]{1,9}")


def draw(segments: Sequence[Segment], editing: bool) -> Mapping[uuid.UUID, Markup]:
    """A cell for each segment, to correct it or to read it."""
    known = queries.translations_for(row.id for row in segments)
    template = "translations/_cell.html" if editing else "translations/_read.html"
    return {row.id: _cell(template, row, known.get(row.id)) for row in segments}


def changes_of(
    segment: Segment, row: SegmentTranslation | None
) -> Sequence[tuple[str, str]] | None:
    """What the original said when a stale translation was made, and now; None if nobody knows."""
    if row is None or row.state is not TranslationState.STALE or row.source_text is None:
        return None
    return differences(row.source_text, segment.text)


def _cell(template: str, segment: Segment, row: SegmentTranslation | None) -> Markup:
    language = other_language(segment.language)
    drawn = render_template(
        template,
        segment=segment,
        language=language,
        shown=as_shown(row),
        changes=changes_of(segment, row),
    )
    return Markup(drawn)  # noqa: S704 - a rendered template


def take(actor: Actor, segment: Segment, fields: Mapping[str, str]) -> None:
    """Keep what a form without scripts brought for a segment."""
    text = fields.get(f"other-{segment.id}")
    if text is None:
        return
    seen = fields.get(f"other-revision-{segment.id}", "")
    revision = int(seen) if REVISION.fullmatch(seen) else -1
    services.save_translation(actor, segment, other_language(segment.language), text, revision)


def text(segment: Segment, language: str) -> str:
    """What a segment says in a language; empty for nothing."""
    row = queries.translation(segment.id, language)
    return row.text if row else ""


def put(actor: Actor, segment: Segment, language: str, words: str, how: Undoing) -> None:
    """Bring back what once stood there, whatever stands there now: whoever asks has seen it."""
    row = queries.translation(segment.id, language)
    revision = row.revision if row else 0
    services.save_translation(actor, segment, language, words, revision, how)
