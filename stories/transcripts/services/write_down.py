"""A machine writes a recording down, window by window (DOMAIN R8, R9)."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flask import current_app
from sqlalchemy import delete, update

from stories.foundation import audit, work
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.models import Work, WorkState
from stories.foundation.settings import Settings
from stories.foundation.signals import transcript_changed
from stories.media import consent
from stories.media.models import Recording, RecordingState
from stories.media.rules import may_write_down
from stories.transcripts import queries
from stories.transcripts.engine import EngineOptions, Planned, SpokenSegment
from stories.transcripts.errors import NotPermitted, NotReady, UnknownModel
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.services.shortest import join_short_segments
from stories.transcripts.services.versions import offer_as_working
from stories.transcripts.wishes import offered_models, options_kept


def ask_to_write_down(actor: Actor, recording: Recording, model: str = "") -> Work:
    """Put a recording down for transcription; a text there is already stays as it is beside it.

    ``model`` is one that is offered, or empty for the house's own. Raises NotReady, NotPermitted
    (DOMAIN C2: asked at this moment, not remembered) or UnknownModel.
    """
    require(actor, "transcripts.edit", recording)
    if recording.state is not RecordingState.READY:
        raise NotReady
    require_agreement(recording)
    settings: Settings = current_app.extensions["settings"]
    if model and model not in offered_models(settings):
        raise UnknownModel
    audit.record(actor, "transcripts.asked_for", recording, detail={"model": model})
    return work.ask_for(
        queries.KIND,
        recording.id,
        owner_id=recording.organisation_id,
        seconds=recording.seconds,
        memory=_what_is_kept(recording, model)
        or {"model": model, "by": str(actor.id) if actor.id else ""},
    )


def _what_is_kept(recording: Recording, model: str) -> dict[str, Any] | None:
    """What a failed attempt with this model remembers, if its windows are still there."""
    row, growing = queries.transcription(recording.id), queries.growing_version(recording.id)
    if row is None or growing is None or row.state is not WorkState.FAILED:
        return None
    same = row.memory.get("version") == str(growing.id) and row.memory.get("model", "") == model
    return dict(row.memory) if same else None


def require_agreement(recording: Recording) -> None:
    """Raise NotPermitted unless everyone audible agrees to it today (DOMAIN C2, C5)."""
    if not may_write_down(consent.permission_for(recording)):
        raise NotPermitted


def discard_unfinished(actor: Actor, recording: Recording) -> int:
    """Take away what an attempt left that nobody will finish; how many versions that were."""
    require(actor, "transcripts.edit", recording)
    table = TranscriptVersion
    unfinished = (table.recording_id == recording.id) & ~table.complete
    gone = db.session.execute(delete(table).where(unfinished))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def begin_version(
    actor: Actor,
    recording: Recording,
    plan: Planned,
    options: EngineOptions,
    asked_by: uuid.UUID | None = None,
) -> TranscriptVersion:
    """A new, empty version; what an abandoned attempt left behind goes."""
    require(actor, "transcripts.edit", recording)
    discard_unfinished(actor, recording)
    version = TranscriptVersion(
        organisation_id=recording.organisation_id,
        recording_id=recording.id,
        number=queries.last_number(recording.id) + 1,
        engine=plan.engine,
        model=plan.model,
        model_digest=plan.digest,
        options=options_kept(options),
        created_by=asked_by,
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
        engine=spoken.engine or version.engine,
        model=spoken.model or version.model,
        model_digest=spoken.digest or version.model_digest,
        language_certainty=spoken.language_certainty,
        words=[asdict(word) for word in spoken.words],
        flags=list(spoken.flags),
    )


def complete_version(actor: Actor, version: TranscriptVersion) -> None:
    """The recording is written down to its end.

    From now on this is its working text, unless people have worked on the one there is: then it
    stands beside it until a person chooses (DOMAIN R8).
    """
    require(actor, "transcripts.edit", version)
    join_short_segments(actor, version)
    put_in_order(version.id)
    version.complete = True
    working = offer_as_working(version)
    count = queries.counts(version.id).segments
    audit.record(
        actor, "transcripts.written_down", version, detail={"segments": count, "working": working}
    )
    transcript_changed.send(None, subject_id=version.id)


def put_in_order(version_id: uuid.UUID) -> None:
    """Windows of two languages come as they were decoded: positions follow the order of speech."""
    rows = queries.every_segment(version_id)
    moved = {row.id: place for place, row in enumerate(rows) if row.position != place}
    # Positions are unique at every moment, so they step aside below nought and come back.
    for places in ({key: -place - 1 for key, place in moved.items()}, moved):
        changes = [{"id": key, "position": place} for key, place in places.items()]
        if changes:
            db.session.execute(update(Segment), changes)
    db.session.expire_all()
