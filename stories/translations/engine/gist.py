"""Whisper made to write a stretch of sound in another language than it was spoken: a rough gist.

Whisper was trained to translate into English alone. Told that Kazakh sound is Russian it often
gives the sense of it in Russian, and sometimes something else entirely.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from stories.transcripts.engine.options import EngineOptions
from stories.transcripts.engine.shelf import ModelShelf, Recogniser
from stories.transcripts.engine.sound import Sound
from stories.transcripts.engine.types import Region
from stories.translations.engine.types import Asked, Passage

LONGEST: Final = 28.0
SHORTEST: Final = 0.2


def shelf_for(asked: Asked) -> ModelShelf:
    """The Whisper models of the house, as they write recordings down."""
    options = EngineOptions(
        languages=tuple(sorted(asked.names)),
        engine=asked.whisper,
        device=asked.device,
        compute=asked.compute,
    )
    return ModelShelf(Path(asked.models), options, asked.threads)


def gist(recogniser: Recogniser, sound: Sound, passage: Passage) -> str:
    """What Whisper writes of a passage's sound when it is told the target language."""
    regions = list(_regions(passage, sound.duration))
    if not regions:
        return ""
    heard = recogniser.hear([sound.wave([region]) for region in regions])
    told = recogniser.words_of(heard, [passage.target] * len(heard), ())
    return " ".join(" ".join(word.text.strip() for part in told for word in part).split())


def _regions(passage: Passage, duration: float) -> Iterator[Region]:
    start, end = passage.start_ms / 1000, min(passage.end_ms / 1000, duration)
    while end - start >= SHORTEST:
        yield Region(start, min(start + LONGEST, end))
        start += LONGEST
