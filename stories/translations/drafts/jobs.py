"""``translations.draft`` and ``translations.draft_one``: a child drafts, each draft is kept."""

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace

from stories.foundation import work
from stories.foundation.access import OPERATOR
from stories.foundation.blobs import blobs
from stories.foundation.db import unit_of_work
from stories.media.models import Recording
from stories.transcripts import queries as transcripts
from stories.transcripts.beating import Beat
from stories.transcripts.engine.types import ModelUsed
from stories.transcripts.models import Segment
from stories.transcripts.pace import Pace
from stories.translations.drafts import choosing, queries, services
from stories.translations.drafts.reasons import NOT_PERMITTED
from stories.translations.engine import Asked, Begun, Drafted, EngineFailed, Event, Passage, draft
from stories.translations.engine.types import WHISPER
from stories.translations.errors import MayNotTranslate
from stories.translations.rules import other_language

Find = Callable[[uuid.UUID], Sequence[Segment]]


@dataclass
class _Desk:
    """One attempt: whose text it is, what was sent to the machine, and what came back."""

    task: work.Task
    version_id: uuid.UUID
    asked: Asked
    ids: list[uuid.UUID]
    used: Mapping[str, ModelUsed] = field(default_factory=dict)
    done: int = 0
    pace: Pace = field(default_factory=Pace)
    since: float = field(default_factory=time.monotonic)

    @property
    def share(self) -> float:
        return self.done / max(len(self.ids), 1)

    def remembered(self) -> dict[str, object]:
        """What the pages tell the time left by: how many segments of how many, in what time."""
        at = time.monotonic()
        self.pace, self.since = self.pace.after(at - self.since), at
        return {"of": len(self.ids), **self.pace.kept()}


def draft_version(task: work.Task) -> None:
    """Draft whatever a version lacks; a killed attempt goes on with what is still lacking."""
    _draft(task, queries.wanting)


def draft_segment(task: work.Task) -> None:
    """Draft one segment, or draft it anew; whatever is gone since needs no draft."""
    _draft(task, _only)


def _only(segment_id: uuid.UUID) -> list[Segment]:
    row = queries.segment_by_id(segment_id)
    return [row] if row is not None and row.text else []


def _draft(task: work.Task, find: Find) -> None:
    with unit_of_work(write=False):
        rows = find(task.subject_id)
        if not rows:
            return
        # Asked before the first byte is read, at each attempt (DOMAIN C2).
        recording = rows[0].version.recording
        _require_agreement(rows[0].version_id)
        asked, key = _asked(rows, recording)
        desk = _Desk(task, rows[0].version_id, asked, [row.id for row in rows])
    try:
        _follow(desk, key)
    except work.GiveUp as reason:
        if reason.problem == NOT_PERMITTED:
            _forget(desk)
        raise


def _asked(rows: Sequence[Segment], recording: Recording) -> tuple[Asked, str]:
    passages = tuple(
        Passage(at, row.text, row.language, other_language(row.language), row.start_ms, row.end_ms)
        for at, row in enumerate(rows)
    )
    asked = replace(choosing.asked_with(), passages=passages)
    key = recording.playback_opus or recording.master_key
    return asked, key if asked.engine == WHISPER else ""


def _require_agreement(version_id: uuid.UUID) -> None:
    try:
        services.require_agreement(transcripts.version_by_id(version_id).recording)
    except MayNotTranslate as error:
        raise work.GiveUp(NOT_PERMITTED) from error


def _still_agreed(version_id: uuid.UUID) -> None:
    with unit_of_work(write=False):
        _require_agreement(version_id)


def _forget(desk: _Desk) -> None:
    """What a machine wrote before somebody took their agreement back goes with it (DOMAIN C8)."""
    with unit_of_work():
        services.discard_drafts(OPERATOR, transcripts.version_by_id(desk.version_id))


def _follow(desk: _Desk, key: str) -> None:
    beat = Beat(desk.task, lambda: _still_agreed(desk.version_id))
    try:
        with ExitStack() as stack:
            audio = stack.enter_context(blobs().as_path(key)) if key else None
            asked = replace(desk.asked, audio=audio)
            for event in stack.enter_context(closing(draft(asked, on_beat=beat))):
                _take(desk, event)
    except EngineFailed as error:
        failed = work.TryAgain if error.passing else work.GiveUp
        raise failed(error.code) from error


def _take(desk: _Desk, event: Event) -> None:
    match event:
        case Begun():
            desk.used = event.models
            desk.since = time.monotonic()
            desk.task.beat(desk.share)
        case Drafted():
            _keep(desk, event)


def _keep(desk: _Desk, drafted: Drafted) -> None:
    desk.done += 1
    passage = desk.asked.passages[drafted.place]
    with unit_of_work():
        # First our claim, which a cancelling waits for; then what belongs to it.
        desk.task.remember(desk.share, got_on=True, **desk.remembered())
        _require_agreement(desk.version_id)
        segment = queries.held_segment(desk.ids[drafted.place])
        if segment is not None and other_language(segment.language) == passage.target:
            engine, used = desk.asked.engine, desk.used[passage.target]
            services.keep_draft(OPERATOR, segment, passage.text, drafted.text, engine, used)
