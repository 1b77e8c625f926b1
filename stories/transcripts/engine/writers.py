"""Engines as functions from a request to what was heard, each model loaded once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.options import ENGINES as OURS
from stories.transcripts.engine.pipeline import write_down_with
from stories.transcripts.engine.shelf import ModelShelf
from stories.transcripts.engine.store import verified_folder
from stories.transcripts.engine.types import Request, WindowDone

AUTOMATIC = "faster-whisper-automatic"
ENGINES = (*OURS, AUTOMATIC)


class Heard(NamedTuple):
    """A segment of any engine; seconds, ISO 639-1."""

    start: float
    end: float
    language: str
    text: str


Writer = Callable[[Request], list[Heard]]


def writer(engine: str, request: Request) -> Writer:
    """The engine with its model loaded; raises EngineFailed. The request's audio is not read."""
    if engine not in ENGINES:
        raise EngineFailed("unknown_model", f"no engine {engine!r}")
    if engine == AUTOMATIC:
        return _automatic(verified_folder(request.models, request.options.model), request.threads)
    options = replace(request.options, engine=engine)
    shelf = ModelShelf(request.models, options, request.threads)
    shelf.take(options.model)

    def write(asked: Request) -> list[Heard]:
        events = write_down_with(replace(asked, options=options), shelf)
        windows = (event for event in events if isinstance(event, WindowDone))
        return [
            Heard(one.start, one.end, one.language, one.text)
            for window in windows
            for one in window.segments
            if one.text
        ]

    return write


def _automatic(folder: Path, threads: int) -> Writer:
    """Plain faster-whisper as it comes, finding the language by itself: the yardstick."""
    from faster_whisper import WhisperModel

    model: Any = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)

    def write(asked: Request) -> list[Heard]:
        segments, info = model.transcribe(str(asked.audio))
        return [Heard(one.start, one.end, info.language, one.text.strip()) for one in segments]

    return write
