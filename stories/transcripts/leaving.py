"""What a text that leaves the house as a file says of itself (DOMAIN R8)."""

from stories.transcripts import queries
from stories.transcripts.models import Segment, TranscriptState, TranscriptVersion
from stories.transcripts.standing import state_tag
from stories.transcripts.words import FLAGS


def label_of(version: TranscriptVersion) -> str:
    """What a machine wrote says so; what people corrected needs no label."""
    if version.state is not TranscriptState.DRAFT:
        return ""
    return state_tag(version, queries.counts(version.id))[0]


def flags_shown(row: Segment) -> tuple[str, ...]:
    """What should be heard again, as people read it; nothing once somebody has checked it."""
    return () if row.checked_at else tuple(str(FLAGS[one]) for one in row.flags if one in FLAGS)
