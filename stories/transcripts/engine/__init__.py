"""The engine that writes recordings down: no database, no network, no page."""

import os
from collections.abc import Callable, Iterator

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.types import (
    Done,
    EngineOptions,
    Event,
    Planned,
    Progress,
    Request,
    SpokenSegment,
    WindowDone,
    Word,
)

__all__ = [
    "Done",
    "EngineFailed",
    "EngineOptions",
    "Event",
    "Planned",
    "Progress",
    "Request",
    "SpokenSegment",
    "WindowDone",
    "Word",
    "transcribe",
]


def transcribe(
    request: Request, *, on_beat: Callable[[], None] | None = None, allow_fake: bool | None = None
) -> Iterator[Event]:
    """Yield the events of a transcription; raises EngineFailed.

    The model named "fake" is for tests: it works only where `allow_fake`, or by default the
    setting STORIES_ALLOW_FAKE_ENGINE, says so.
    """
    from stories.transcripts.engine.fake import NAME, FakeTranscriber
    from stories.transcripts.engine.runner import run_whisper

    beat = on_beat or _no_beat
    if request.options.model != NAME:
        return run_whisper(request, on_beat=beat)
    if allow_fake is None:
        allow_fake = os.environ.get("STORIES_ALLOW_FAKE_ENGINE") == "1"
    if not allow_fake:
        raise EngineFailed("unknown_model")
    return FakeTranscriber().transcribe(request, on_beat=beat)


def _no_beat() -> None:
    """Nobody waits for a sign of life."""
