"""Recordings that are being written down, or rest, and a second version, for the guards' houses."""

import uuid
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from stories.foundation.db import db, unit_of_work
from stories.foundation.models import Work, WorkState
from stories.transcripts.history.models import Kind, SegmentChange
from stories.transcripts.models import TranscriptVersion
from stories.transcripts.queries import KIND
from stories.transcripts.wordlist.models import ExpectedWord
from stories.translations.glossary.models import GlossaryTerm
from stories.translations.inward.files import Line
from stories.translations.inward.models import TextDraft
from tests.factories import Factory


def writing_rows(make: Factory, recording: Any, held: Any) -> dict[str, uuid.UUID]:
    """Another version of a recording's text; one a machine holds, one that rests; a word."""
    word = "Шаңырақ"
    make.keep(ExpectedWord(organisation_id=recording.organisation_id, text=word, folded=word))
    term = GlossaryTerm(organisation_id=recording.organisation_id, kk="шаңырақ", ru="шанырак")
    return {
        "brought": brought_text(make, recording),
        "term": make.keep(term).id,
        "version": make.transcript(recording, checked=False, current=False).id,
        "recording.writing": being_written(make, held),
        "recording.resting": _at_work(make, held, WorkState.PAUSED),
    }


def brought_text(make: Factory, recording: Any) -> uuid.UUID:
    """A text of a file that waits to be taken in, with a name to be told and a fault."""
    lines = [
        Line(2, 0, 2500, "Нан иісі", speaker="Апа", spoken=True),
        Line(5, 2500, 6000, "Таңғы шай\nУтренний чай", spoken=True),
    ]
    row = TextDraft(
        organisation_id=recording.organisation_id,
        recording_id=recording.id,
        expires_at=datetime.now(UTC) + timedelta(hours=1),
        form="srt",
        lines=[list(asdict(line).values()) for line in lines],
        faults=[[9, "end_first", False], [5, "overlap", True]],
    )
    key: uuid.UUID = make.keep(row).id
    return key


def being_written(make: Factory, held: Any) -> uuid.UUID:
    """A recording of a session that a machine is writing down."""
    return _at_work(make, held, WorkState.RUNNING)


def _at_work(make: Factory, held: Any, state: WorkState) -> uuid.UUID:
    recording = make.recording(held, sha256="3" * 64)
    at = datetime.now(UTC)
    # It beats in an hour yet, so that no round takes it for one whose worker is dead.
    moments = {"started_at": at, "heartbeat_at": at + timedelta(hours=1), "progress": 0.4}
    memory = {"windows": 4, "of": 10, "spent": 30.0, "paced": 4}
    holder = uuid.uuid4() if state is WorkState.RUNNING else None
    make.keep(
        Work(
            kind=KIND,
            subject_id=recording.id,
            state=state,
            memory=memory,
            holder=holder,
            owner_id=recording.organisation_id,
            seconds=recording.seconds,
            **moments,
        )
    )
    key: uuid.UUID = recording.id
    return key


def changed_once(make: Factory, segment: Any, by: uuid.UUID) -> uuid.UUID:
    """A change of a segment that somebody made, and that can be taken back."""
    row = SegmentChange(
        organisation_id=segment.organisation_id,
        version_id=segment.version_id,
        segment_id=segment.id,
        number=1,
        step=uuid.uuid4(),
        kind=Kind.TEXT,
        made_by=by,
        text_before="Бұрынғы сөз",
        text_after=segment.text,
        language_before=segment.language,
        language_after=segment.language,
        rest_before={},
        rest_after={},
    )
    with make.app.app_context(), unit_of_work():
        db.session.get_one(TranscriptVersion, segment.version_id).changes = row.number
    key: uuid.UUID = make.keep(row).id
    return key
