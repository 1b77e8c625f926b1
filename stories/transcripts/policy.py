"""Who may do what with transcripts."""

import uuid
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased

from stories.foundation.access import Alternative, Role, lock_rows, permit
from stories.media.restricted import OF_ITS_RECORDING, made_of_it
from stories.transcripts.approvals.hands import NO_HAND_IN_IT
from stories.transcripts.models import Segment, TranscriptVersion

REVIEWING = (Role.MODERATOR, Role.CURATOR, Role.SAFEGUARDING)


def _outside(model: Any, shut: Select[uuid.UUID]) -> ColumnElement[bool]:
    text = aliased(TranscriptVersion)
    in_them = select(text.id).where(text.recording_id.in_(shut))
    condition: ColumnElement[bool] = model.version_id.not_in(in_them)
    return condition


OF_ITS_TEXT = made_of_it(lambda row: row.version.recording_id, _outside)


def fill() -> None:
    """Enter the room's permissions into the table."""
    permit(
        "transcripts.view",
        Role.FACILITATOR,
        Role.MODERATOR,
        Role.CURATOR,
        Role.SAFEGUARDING,
    )
    permit("transcripts.edit", Role.FACILITATOR)
    # One segment, by whoever had no hand in it; a whole text is asked about segment by segment.
    permit("transcripts.approve", *(Alternative(role, (NO_HAND_IN_IT,)) for role in REVIEWING))
    permit("transcripts.approve_any", *REVIEWING)
    permit("transcripts.words", Role.ADMIN)
    lock_rows(TranscriptVersion, OF_ITS_RECORDING)
    lock_rows(Segment, OF_ITS_TEXT)
