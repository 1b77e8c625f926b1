"""A machine writes a recording down, window by window (DOMAIN R8, R9)."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete

from stories.foundation import audit, work
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.models import Work
from stories.foundation.signals import transcript_changed
from stories.media import consent
from stories.media.models import Recording, RecordingState
from stories.media.rules import may_write_down
from stories.transcripts import queries
from stories.transcripts.engine import EngineOptions, Planned, SpokenSegment
from stories.transcripts.errors import AlreadyCorrected, NotPermitted, NotReady
from stories.transcripts.models import Segment, TranscriptVersion


def ask_to_write_down(actor: Actor, recording: Recording) -> Work:
    """Put a recording down for transcription.

    Raises NotReady, NotPermitted (DOMAIN C2: asked at this moment, not remembered) or
    AlreadyCorrected.
    """
    require(actor, "transcripts.edit", recording)
    if recording.state is not RecordingState.READY:
        raise NotReady
    if not may_write_down(consent.permission_for(recording)):
        raise NotPermitted
    current = queries.current_version(recording.id)
    if current is not None and queries.touched(current.id):
        raise AlreadyCorrected
    audit.record(actor, "transcripts.asked_for", recording)
    return work.ask_for(queries.KIND, recording.id)


def begin_version(
    actor: Actor, recording: Recording, plan: Planned, options: EngineOptions
) -> TranscriptVersion:
    """A new, empty version; what an abandoned attempt left behind goes."""
    require(actor, "transcripts.edit", recording)
    table = TranscriptVersion
    abandoned = (table.recording_id == recording.id) & ~table.complete
    db.session.execute(delete(table).where(abandoned))
    version = TranscriptVersion(
        organisation_id=recording.organisation_id,
        recording_id=recording.id,
        number=queries.last_number(recording.id) + 1,
        engine=plan.engine,
        model=plan.model,
        model_digest=plan.digest,
        options={"languages": list(options.languages), "hints": len(options.hints)},
    )
    db.session.add(version)
    db.session.flush()
    audit.record(actor, "transcripts.begun", version, detail={"model": plan.model})
    return version


def keep_window(actor: Actor, version: TranscriptVersion, spoken: Sequence[SpokenSegment]) -> None:
    """Append what was understood of one window."""
    require(actor, "transcripts.edit", version)
    first = queries.counts(version.id).segments
    rows = [_row(version, first + place, item) for place, item in enumerate(spoken)]
    db.session.add_all(rows)
    db.session.flush()


def _row(version: TranscriptVersion, position: int, spoken: SpokenSegment) -> Segment:
    start = round(spoken.start * 1000)
    return Segment(
        id=uuid.uuid4(),
        organisation_id=version.organisation_id,
        version_id=version.id,
        position=position,
        start_ms=start,
        end_ms=max(round(spoken.end * 1000), start + 1),
        language=spoken.language,
        text=spoken.text.strip(),
        machine_text=spoken.text.strip(),
        confidence=spoken.confidence,
        words=[asdict(word) for word in spoken.words],
        flags=list(spoken.flags),
    )


def complete_version(actor: Actor, version: TranscriptVersion) -> None:
    """The recording is written down to its end; from now on this is its current text."""
    require(actor, "transcripts.edit", version)
    version.complete = True
    db.session.flush()
    count = queries.counts(version.id).segments
    audit.record(actor, "transcripts.written_down", version, detail={"segments": count})
    transcript_changed.send(None, subject_id=version.id)
