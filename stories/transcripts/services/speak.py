"""A person says who speaks. No voice is measured or kept for it (DOMAIN P4)."""

from collections.abc import Sequence

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.transcripts import queries
from stories.transcripts.approvals.models import Why
from stories.transcripts.approvals.taking_back import take_back
from stories.transcripts.errors import NotHeardHere
from stories.transcripts.history.keeping import Changed
from stories.transcripts.history.models import Kind
from stories.transcripts.history.states import state_of
from stories.transcripts.models import Segment
from stories.transcripts.services.change import keep_changes, text_changed
from stories.transcripts.turns import Speaker, rest_of_turn
from stories.transcripts.voices import people_in


def set_speaker(
    actor: Actor, segment: Segment, speaker: Speaker, *, rest: bool = False
) -> list[Segment]:
    """Give a segment, and if wished the rest of the turn, to a speaker; returns what changed.

    Raises NotHeardHere for somebody who did not take part in the session.
    """
    require(actor, "transcripts.edit", segment)
    _require_heard(segment, speaker)
    turn = rest_of_turn(segment, queries.segments_after(segment)) if rest else []
    return _give(actor, segment, [segment, *turn], speaker)


def _require_heard(segment: Segment, speaker: Speaker) -> None:
    if speaker.person_id is None:
        return
    if speaker.person_id not in {row.id for row in people_in(segment.version.recording)}:
        raise NotHeardHere


def _give(
    actor: Actor, segment: Segment, rows: Sequence[Segment], speaker: Speaker
) -> list[Segment]:
    changed = [row for row in rows if row.speaker != speaker]
    were = [state_of(row) for row in changed]
    for row in changed:
        row.speaker_id, row.speaker_number = speaker.person_id, speaker.number
    if changed:
        db.session.flush()
        take_back(actor, changed, Why.SPEAKER)
        text_changed(segment.version, actor)
        found = zip(changed, were, strict=True)
        step = [Changed(row.id, was, state_of(row)) for row, was in found]
        keep_changes(actor, segment.version, Kind.SPEAKER, step)
        audit.record(actor, "transcripts.speaker_set", segment, detail={"segments": len(changed)})
    return changed
