"""What the editor and the text to read share: flags with their words, and languages by name."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import url_for

from stories.transcripts import queries
from stories.transcripts.flagged import flagged
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.turns import beginnings
from stories.transcripts.voices import choices, names_of
from stories.transcripts.words import FLAGS, WHY, language_choices, language_word


def marks_of(
    version: TranscriptVersion, endpoint: str, segments: Sequence[Segment]
) -> dict[str, Any]:
    """Names for the templates; addresses lead to the page and place of a segment."""
    speaking = names_of(segments)
    begins = beginnings([row.speaker for row in segments])

    def address(page: int, segment_id: uuid.UUID) -> str:
        number = page if page > 1 else None
        recording_id, anchor = version.recording_id, f"s-{segment_id}"
        return url_for(endpoint, recording_id=recording_id, page=number, _anchor=anchor)

    return {
        "flags": FLAGS,
        "why": WHY,
        "flagged": flagged(queries.flags_in(version.id), FLAGS, address),
        "languages": language_choices,
        "language_word": language_word,
        "voices": choices(version.recording, version),
        "turns": {
            row.id: speaking[row.id] for row, first in zip(segments, begins, strict=True) if first
        },
    }
