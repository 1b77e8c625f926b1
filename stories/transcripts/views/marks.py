"""What the editor and the text to read share: flags with their words, and languages by name."""

import uuid
from typing import Any

from flask import url_for

from stories.transcripts import queries
from stories.transcripts.flagged import flagged
from stories.transcripts.models import TranscriptVersion
from stories.transcripts.words import FLAGS, WHY, language_choices, language_word


def marks_of(version: TranscriptVersion, endpoint: str) -> dict[str, Any]:
    """Names for the templates; addresses lead to the page and place of a segment."""

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
    }
