"""``transcripts.transcribe``: Whisper in a child process, kept window by window."""

import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import current_app

from stories.foundation import work
from stories.foundation.access import OPERATOR
from stories.foundation.blobs import blobs
from stories.foundation.db import unit_of_work
from stories.foundation.settings import Settings
from stories.media import consent
from stories.media.models import Recording
from stories.media.queries import recording_by_id
from stories.media.rules import may_write_down
from stories.transcripts import queries, services
from stories.transcripts.beating import Beat
from stories.transcripts.engine import (
    Done,
    EngineFailed,
    EngineOptions,
    Event,
    Planned,
    Progress,
    Request,
    WindowDone,
)
from stories.transcripts.engine import transcribe as listen
from stories.transcripts.hints import hints_for
from stories.transcripts.pace import Pace, pace_from
from stories.transcripts.reasons import NOT_PERMITTED
from stories.transcripts.rules import spoken_languages
from stories.transcripts.wishes import wished_options

LISTENING = 0.15  # the share of the work that goes by before the first window is written


@dataclass
class _Desk:
    """One attempt at one recording: what it asked for, and what it knows by now."""

    task: work.Task
    options: EngineOptions
    last: float = field(default_factory=time.monotonic)

    @property
    def version_id(self) -> uuid.UUID | None:
        kept = self.task.memory.get("version")
        return uuid.UUID(kept) if kept else None

    @property
    def share(self) -> float:
        return float(self.task.memory.get("share", 0.0))

    @property
    def asked_by(self) -> uuid.UUID | None:
        kept = self.task.memory.get("by")
        return uuid.UUID(kept) if kept else None

    def lap(self) -> float:
        """Seconds since the last window, or since the windows began."""
        before, self.last = self.last, time.monotonic()
        return self.last - before


def transcribe(task: work.Task) -> None:
    """Write a recording down; a killed attempt goes on at the window after the last one kept."""
    try:
        _transcribe(task)
    except work.GiveUp as reason:
        if reason.problem == NOT_PERMITTED:
            _forget(task)
        raise


def _transcribe(task: work.Task) -> None:
    settings: Settings = current_app.extensions["settings"]
    with unit_of_work(write=False):
        # Asked before the first byte is read, at each attempt (DOMAIN C2).
        recording = recording_by_id(task.subject_id)
        _require_agreement(recording)
        key = recording.playback_opus or recording.master_key
        languages = spoken_languages(recording.session.languages)
        hints = hints_for(recording)
        options = wished_options(settings, languages, task.memory, hints)
    desk = _Desk(task, options)
    with blobs().as_path(key) as audio:
        request = Request(
            audio=audio,
            models=Path(settings["MODELS_DIR"]),
            options=desk.options,
            kept=int(task.memory.get("windows", 0)),
            plan=str(task.memory.get("plan", "")),
            threads=settings.number("WHISPER_THREADS"),
        )
        _follow(desk, request, allow_fake=settings["ALLOW_FAKE_ENGINE"] == "1")


def _require_agreement(recording: Recording) -> None:
    if not may_write_down(consent.permission_for(recording)):
        raise work.GiveUp(NOT_PERMITTED)


def _still_agreed(recording_id: uuid.UUID) -> None:
    with unit_of_work(write=False):
        _require_agreement(recording_by_id(recording_id))


def _forget(task: work.Task) -> None:
    """What was written before somebody took their agreement back goes with it (DOMAIN C8)."""
    with unit_of_work():
        services.discard_unfinished(OPERATOR, recording_by_id(task.subject_id))


def _follow(desk: _Desk, request: Request, *, allow_fake: bool) -> None:
    try:
        with closing(_events(desk, request, allow_fake=allow_fake)) as events:
            for event in events:
                _take(desk, event)
    except EngineFailed as error:
        failed = work.TryAgain if error.passing else work.GiveUp
        raise failed(error.code) from error


def _events(desk: _Desk, request: Request, *, allow_fake: bool) -> Any:
    task = desk.task
    beat = Beat(task, lambda: _still_agreed(task.subject_id))
    events: Iterator[Event] = listen(request, on_beat=beat, allow_fake=allow_fake)
    return events


def _take(desk: _Desk, event: Event) -> None:
    match event:
        case Progress():
            desk.task.beat(max(desk.share, LISTENING * event.done))
        case Planned():
            _begin(desk, event)
            desk.lap()
        case WindowDone():
            _keep(desk, event)
        case Done():
            _complete(desk)


def _begin(desk: _Desk, plan: Planned) -> None:
    if desk.version_id is not None and plan.plan == desk.task.memory.get("plan"):
        return
    with unit_of_work():
        recording = recording_by_id(desk.task.subject_id)
        _require_agreement(recording)
        version = services.begin_version(
            OPERATOR, recording, plan, desk.options, asked_by=desk.asked_by
        )
        begun: dict[str, Any] = {
            "version": str(version.id),
            "plan": plan.plan,
            "windows": 0,
            "of": plan.windows,
        }
        desk.task.remember(LISTENING, **begun, **Pace().kept(), share=LISTENING)


def _keep(desk: _Desk, window: WindowDone) -> None:
    share = LISTENING + (1 - LISTENING) * (window.index + 1) / max(window.of, 1)
    pace = pace_from(desk.task.memory).after(desk.lap())
    kept: dict[str, Any] = {"windows": window.index + 1, "of": window.of, "share": share}
    with unit_of_work():
        # First our claim, which a pause or a cancelling waits for; then what belongs to it.
        desk.task.remember(share, got_on=True, **kept, **pace.kept())
        # Somebody may take their agreement back while the machine still listens (DOMAIN C8).
        _require_agreement(recording_by_id(desk.task.subject_id))
        version = queries.version_by_id(_known(desk))
        services.keep_window(OPERATOR, version, window.segments)


def _complete(desk: _Desk) -> None:
    with unit_of_work():
        desk.task.remember(1.0)
        _require_agreement(recording_by_id(desk.task.subject_id))
        services.complete_version(OPERATOR, queries.version_by_id(_known(desk)))


def _known(desk: _Desk) -> uuid.UUID:
    if desk.version_id is None:
        raise EngineFailed("crashed", "a window came before the plan")
    return desk.version_id
