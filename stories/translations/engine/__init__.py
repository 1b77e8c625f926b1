"""Drafts of the other language: one door for every engine; nothing here knows the database."""

from collections.abc import Generator
from contextlib import closing
from pathlib import Path

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.runner import CHILD as _WHISPER_CHILD
from stories.transcripts.engine.runner import Beat, event_of, lines_from
from stories.translations.engine.types import (
    CTRANSLATE2,
    ENGINES,
    NONE,
    WHISPER,
    Asked,
    Begun,
    Done,
    Drafted,
    Event,
    Passage,
)
from stories.translations.engine.wire import asked_to_json, event_from_json

__all__ = [
    "CTRANSLATE2",
    "ENGINES",
    "NONE",
    "WHISPER",
    "Asked",
    "Begun",
    "Done",
    "Drafted",
    "EngineFailed",
    "Event",
    "Passage",
    "draft",
]

CHILD = (*_WHISPER_CHILD[:-1], "stories.translations.engine.child")


def draft(asked: Asked, *, on_beat: Beat = lambda: None) -> Generator[Event, None, None]:
    """Yield the drafts of passages as a child process makes them; raises EngineFailed.

    Closing the generator ends the child.
    """
    if asked.engine not in {CTRANSLATE2, WHISPER}:
        raise EngineFailed("no_translator")
    line = asked_to_json(asked)
    answers = lines_from(CHILD, line, asked.threads, on_beat=on_beat)
    with closing(answers) as lines:
        for answer in lines:
            event = event_of(answer, event_from_json)
            yield event
            if isinstance(event, Done):
                return


def folder_of(models: Path, name: str) -> Path | None:
    """Where a model for drafts lies: an absolute folder, or a name in the folder of models."""
    from stories.transcripts.engine.own_models import own_path

    return own_path(models, name)
