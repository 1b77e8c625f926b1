"""What goes into a drafting engine and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from stories.transcripts.engine.options import AUTO, FASTER
from stories.transcripts.engine.types import ModelUsed

NONE, CTRANSLATE2, WHISPER = "none", "ctranslate2", "whisper"
ENGINES: Final = (NONE, CTRANSLATE2, WHISPER)


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment to be told in ``target``; languages are ISO 639-1, times milliseconds.

    ``place`` is its number among those asked for. The times matter where the sound is listened to.
    """

    place: int
    text: str
    source: str
    target: str
    start_ms: int = 0
    end_ms: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """Passages and what drafts them: ``names`` has a model for each target language.

    ``audio`` and ``whisper`` (faster-whisper or openai-whisper) are for the engine that listens.
    """

    engine: str
    models: Path
    names: Mapping[str, str]
    passages: tuple[Passage, ...] = ()
    audio: Path | None = None
    whisper: str = FASTER
    device: str = AUTO
    compute: str = AUTO
    threads: int = 2


@dataclass(frozen=True, slots=True)
class Begun:
    """The models are loaded, one for each target language that is asked for."""

    models: Mapping[str, ModelUsed] = field(default_factory=dict)
    loading: float = 0.0


@dataclass(frozen=True, slots=True)
class Drafted:
    """One passage; an empty text where the model does not know its language or said nothing."""

    place: int
    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """All of them; ``peak_mb`` is the most memory the child had, in megabytes."""

    peak_mb: int = 0


Event = Begun | Drafted | Done
