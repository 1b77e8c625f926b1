"""A text that is known already takes the place of what a machine understood."""

from collections.abc import Sequence
from typing import Protocol

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.signals import transcript_changed
from stories.media.models import Recording
from stories.transcripts import queries, rules
from stories.transcripts.errors import BadText
from stories.transcripts.models import Segment, TranscriptState, TranscriptVersion
from stories.transcripts.services.versions import put_in_place

BY_HAND = "by hand"


class ScriptLine(Protocol):
    """A sentence with its times in milliseconds and its language (ISO 639-1)."""

    @property
    def start_ms(self) -> int: ...
    @property
    def end_ms(self) -> int: ...
    @property
    def language(self) -> str: ...
    @property
    def text(self) -> str: ...


def replace_with_script(
    actor: Actor, recording: Recording, sentences: Sequence[ScriptLine]
) -> TranscriptVersion:
    """A new, corrected version with these sentences, every one checked; raises BadText."""
    require(actor, "transcripts.edit", recording)
    version = TranscriptVersion(
        organisation_id=recording.organisation_id,
        recording_id=recording.id,
        number=queries.last_number(recording.id) + 1,
        state=TranscriptState.CORRECTED,
        complete=True,
        engine=BY_HAND,
        model="",
        options={},
        created_by=actor.id,
    )
    db.session.add(version)
    db.session.flush()
    db.session.add_all(_row(actor, version, at, line) for at, line in enumerate(sentences))
    put_in_place(version)
    audit.record(actor, "transcripts.scripted", version, detail={"segments": len(sentences)})
    transcript_changed.send(None, subject_id=version.id)
    return version


def _row(actor: Actor, version: TranscriptVersion, position: int, line: ScriptLine) -> Segment:
    text = rules.tidy(line.text)
    if not rules.sound_text(text, line.language) or line.end_ms <= line.start_ms:
        raise BadText
    return Segment(
        organisation_id=version.organisation_id,
        version_id=version.id,
        position=position,
        start_ms=line.start_ms,
        end_ms=line.end_ms,
        language=line.language,
        text=text,
        words=[],
        flags=[],
        checked_by=actor.id,
        checked_at=now(),
    )
