"""What this room keeps about somebody: that their recordings were written down, and how much.

In how many segments they are named as the speaker is told, and how many changes the history
keeps; the words are told in the text itself.
"""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.holdings import Holding
from stories.foundation.i18n import day
from stories.transcripts import queries
from stories.transcripts.approvals.models import SegmentApproval
from stories.transcripts.approvals.queries import approvals_of
from stories.transcripts.history.queries import counts_of as changes_of_versions
from stories.transcripts.models import TranscriptVersion
from stories.transcripts.queries import Counts

TABLES = ("transcript_versions", "segments", "segment_approvals", "segment_history")


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line for each version of a text, and one for each passage they agreed to."""
    found = queries.versions_with(person_id)
    counts = queries.counts_of([row.id for row in found])
    spoken = queries.spoken_counts(person_id)
    past = changes_of_versions([row.id for row in found])
    for row in found:
        numbers = (spoken.get(row.id, 0), past.get(row.id, 0))
        yield _version(row, counts.get(row.id, Counts()), *numbers)
    yield from map(_approval, approvals_of(person_id))


def _approval(row: SegmentApproval) -> Holding:
    said = [(_("Said on"), day(row.given_at))]
    if row.taken_back_at:
        said.append((_("No longer stands since"), day(row.taken_back_at)))
    facts = {
        "given_at": row.given_at.isoformat(),
        "taken_back_at": row.taken_back_at.isoformat() if row.taken_back_at else None,
        "way": row.way.value,
    }
    title = _("Agreement to a passage of a text")
    return Holding("transcripts", "segment_approvals", row.id, title, tuple(said), facts)


def _version(row: TranscriptVersion, counts: Counts, spoken: int, past: int) -> Holding:
    checked = counts.segments - counts.unchecked
    said = (
        (_("Length"), ngettext("%(num)d segment", "%(num)d segments", counts.segments)),
        (_("Named as the speaker"), ngettext("%(num)d segment", "%(num)d segments", spoken)),
        (_("Checked by a person"), str(checked)),
        (_("Changes kept in the history"), str(past)),
        (_("Written down on"), day(row.created_at)),
    )
    facts = {
        "segments": counts.segments,
        "checked": checked,
        "spoken": spoken,
        "changes": past,
        "state": row.state.value,
        "written_at": row.created_at.isoformat(),
        "engine": row.engine,
    }
    session = row.recording.session
    title = _("Text of the recording of %(day)s", day=day(session.starts_at, session.zone))
    return Holding("transcripts", "transcript_versions", row.id, title, said, facts, shared=True)
