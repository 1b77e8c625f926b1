"""``transcripts.transcribe``: Whisper in a child process, kept window by window."""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
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
from stories.transcripts.choosing import options_for
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
from stories.transcripts.reasons import NOT_PERMITTED
from stories.transcripts.rules import spoken_languages

HEARTBEAT_SECONDS = 5.0
LISTENING = 0.15  # the share of the work that goes by before the first window is written


@dataclass
class _Desk:
    """One attempt at one recording: what it asked for, and what it knows by now."""

    task: work.Task
    options: EngineOptions

    @property
    def version_id(self) -> uuid.UUID | None:
        kept = self.task.memory.get("version")
        return uuid.UUID(kept) if kept else None

    @property
    def share(self) -> float:
        return float(self.task.memory.get("share", 0.0))


def transcribe(task: work.Task) -> None:
    """Write a recording down; a killed attempt goes on at the window after the last one kept."""
    settings: Settings = current_app.extensions["settings"]
    with unit_of_work(write=False):
        recording = recording_by_id(task.subject_id)
        _require_agreement(recording)
        key = recording.playback_opus or recording.master_key
        languages = spoken_languages(recording.session.languages)
    desk = _Desk(task, options_for(settings, languages))
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


def _follow(desk: _Desk, request: Request, *, allow_fake: bool) -> None:
    try:
        with closing(_events(desk, request, allow_fake=allow_fake)) as events:
            for event in events:
                _take(desk, event)
    except EngineFailed as error:
        if error.passing:
            raise
        raise work.GiveUp(error.code) from error


def _events(desk: _Desk, request: Request, *, allow_fake: bool) -> Any:
    events: Iterator[Event] = listen(request, on_beat=_heartbeat(desk.task), allow_fake=allow_fake)
    return events


def _take(desk: _Desk, event: Event) -> None:
    match event:
        case Progress():
            desk.task.beat(max(desk.share, LISTENING * event.done))
        case Planned():
            _begin(desk, event)
        case WindowDone():
            _keep(desk, event)
        case Done():
            _complete(desk)


def _begin(desk: _Desk, plan: Planned) -> None:
    if desk.version_id is not None and plan.plan == desk.task.memory.get("plan"):
        return
    with unit_of_work():
        recording = recording_by_id(desk.task.subject_id)
        version = services.begin_version(OPERATOR, recording, plan, desk.options)
        begun = {"version": str(version.id), "plan": plan.plan, "windows": 0}
        desk.task.remember(LISTENING, **begun, until=0.0, share=LISTENING)


def _keep(desk: _Desk, window: WindowDone) -> None:
    share = LISTENING + (1 - LISTENING) * (window.index + 1) / max(window.of, 1)
    with unit_of_work():
        # Somebody may take their agreement back while the machine still listens (DOMAIN C8).
        _require_agreement(recording_by_id(desk.task.subject_id))
        version = queries.version_by_id(_known(desk))
        services.keep_window(OPERATOR, version, window.segments)
        kept = {"windows": window.index + 1, "until": window.until}
        desk.task.remember(share, **kept, share=share)


def _complete(desk: _Desk) -> None:
    with unit_of_work():
        services.complete_version(OPERATOR, queries.version_by_id(_known(desk)))


def _known(desk: _Desk) -> uuid.UUID:
    if desk.version_id is None:
        raise EngineFailed("crashed", "a window came before the plan")
    return desk.version_id


def _heartbeat(task: work.Task) -> Callable[[], None]:
    last = time.monotonic()

    def beat() -> None:
        nonlocal last
        if time.monotonic() - last >= HEARTBEAT_SECONDS:
            last = time.monotonic()
            task.beat()

    return beat
