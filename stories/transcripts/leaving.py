"""What a text that leaves the house as a file says of itself and of each segment (DOMAIN R8)."""

from flask_babel import lazy_gettext as _l

from stories.transcripts import queries
from stories.transcripts.approvals.shown import Stands
from stories.transcripts.models import Segment, TranscriptState, TranscriptVersion
from stories.transcripts.standing import state_tag
from stories.transcripts.words import FLAGS

CHECKED = _l("checked")
UNCHECKED = _l("not checked")
MACHINE = _l("machine, not checked")


def label_of(version: TranscriptVersion) -> str:
    """What a machine wrote says so, and what was approved; what is corrected needs no label."""
    if version.state is TranscriptState.CORRECTED:
        return ""
    return state_tag(version, queries.counts(version.id))[0]


def flags_shown(row: Segment) -> tuple[str, ...]:
    """What should be heard again, as people read it; nothing once somebody has checked it."""
    return () if row.checked_at else tuple(str(FLAGS[one]) for one in row.flags if one in FLAGS)


def state_of(row: Segment, stand: Stands | None = None) -> str:
    """The segment's state as a word for programs; ``stand`` tells of approvals."""
    if not row.checked_at:
        return "unchecked"
    return "approved" if stand and stand.by else "checked"


def standing_of(row: Segment, stand: Stands | None = None) -> str:
    """The same as people read it: a machine's own words are called that."""
    if row.checked_at:
        return stand.word if stand and stand.by else str(CHECKED)
    return str(MACHINE if row.engine and row.text == row.machine_text else UNCHECKED)


def mark_of(row: Segment) -> str:
    """What has to be said of the segment's words; nothing once somebody has checked them."""
    return "" if row.checked_at or not row.text else standing_of(row)


def approved_of(stand: Stands) -> str:
    """That somebody approved the segment, as people read it; nothing where nobody did."""
    return stand.word if stand.by else ""


def stage_of(stand: Stands) -> str:
    """machine, corrected or approved: the segment's stage as a word for programs (R8)."""
    return "machine" if stand.state is TranscriptState.DRAFT else stand.state.value
