"""What the editor and the text to read share: flags with their words, and languages by name."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import url_for

from stories.transcripts import queries
from stories.transcripts.approvals.shown import stands_of
from stories.transcripts.flagged import flagged
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.remarks import WRITTEN
from stories.transcripts.turns import beginnings
from stories.transcripts.voices import choices, names_of
from stories.transcripts.words import FLAGS, WHY, language_choices, language_word

SHOW, EDIT, VERSION = "transcripts.show", "transcripts.edit", "transcripts.read_version"


def marks_of(
    version: TranscriptVersion, endpoint: str, segments: Sequence[Segment]
) -> dict[str, Any]:
    """Names for the templates; addresses lead to the page and place of a segment."""
    speaking = names_of(segments)
    begins = beginnings([row.speaker for row in segments])
    keys: dict[str, Any] = {"recording_id": version.recording_id}
    if endpoint == VERSION:
        keys["version_id"] = version.id

    def here(page: int, **more: Any) -> str:
        return url_for(endpoint, page=page if page > 1 else None, **keys, **more)

    def address(page: int, segment_id: uuid.UUID) -> str:
        return here(page, _anchor=f"s-{segment_id}")

    return {
        "here": here,
        "flags": FLAGS,
        "why": WHY,
        "remarks": WRITTEN,
        "flagged": flagged(queries.flags_in(version.id), FLAGS, address),
        "languages": language_choices,
        "language_word": language_word,
        "stands": stands_of(segments),
        "voices": choices(version.recording, version),
        "turns": {
            row.id: speaking[row.id] for row, first in zip(segments, begins, strict=True) if first
        },
    }
