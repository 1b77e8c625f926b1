"""What goes into the engine and what comes out. Times are seconds from the recording's start."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from stories.transcripts.engine.options import EngineOptions

__all__ = [
    "Done",
    "EngineOptions",
    "Event",
    "ModelUsed",
    "Planned",
    "Progress",
    "Region",
    "Request",
    "SpokenSegment",
    "Window",
    "WindowDone",
    "Word",
]


@dataclass(frozen=True, slots=True)
class Word:
    """One word with the punctuation that clings to it; probability is 0 to 1."""

    start: float
    end: float
    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class SpokenSegment:
    """A breath or a sentence in one language (ISO 639-1).

    Confidence is 0 to 1; flags name what should be listened to again (see `flags`). `engine`,
    `model` and `digest` (SHA-256 of the weights) name what wrote this segment down.
    `language_certainty`, 0 to 1, is what is left of the language's probability after its
    neighbours were listened to as well.
    """

    start: float
    end: float
    language: str
    text: str
    confidence: float
    words: tuple[Word, ...] = ()
    flags: tuple[str, ...] = ()
    engine: str = ""
    model: str = ""
    digest: str = ""
    language_certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Request:
    """One recording to write down.

    `kept` is how many windows are already kept and `plan` the plan they belong to (as
    `Planned.plan` told it). The windows that follow are exactly those an uninterrupted run
    would have given; when today's plan is another one, the engine begins again and says so by
    `Planned.kept == 0`.
    """

    audio: Path
    models: Path
    options: EngineOptions = field(default_factory=EngineOptions)
    kept: int = 0
    plan: str = ""
    threads: int = 2


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch with a voice in it."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Window:
    """Regions of one language, at most 30 seconds, written down in one go."""

    language: str
    certainty: float
    regions: tuple[Region, ...]

    @property
    def seconds(self) -> float:
        return sum(region.seconds for region in self.regions)

    @property
    def until(self) -> float:
        return self.regions[-1].end


@dataclass(frozen=True, slots=True)
class ModelUsed:
    """A model's name and the SHA-256 of its weights."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Progress:
    """The engine listens through the recording; `done` is 0 to 1."""

    stage: str
    done: float


@dataclass(frozen=True, slots=True)
class Planned:
    """The length of the recording, how many windows it has, and what will write it down.

    `models` tells for each language (`kk`, `ru`, `mixed`, and `routing` for the one that tells
    languages apart, where it is another) which model writes it; `model` and
    `digest` are the main one's. `plan` names these windows, options and models together;
    `kept` is how many of the windows will not come again because the request has them.
    """

    duration: float
    windows: int
    engine: str
    model: str
    digest: str
    options: EngineOptions = field(default_factory=EngineOptions)
    models: Mapping[str, ModelUsed] = field(default_factory=dict)
    plan: str = ""
    kept: int = 0


@dataclass(frozen=True, slots=True)
class WindowDone:
    """One window, which ends at `until` seconds, is written down.

    Windows come in the order in which they are decoded, `index` 0 to `of` - 1. With one model that
    is the recording's order; with a model per language one model's windows come after the
    other's. Segments are in order within a window; a recording's have to be sorted by their start.
    """

    index: int
    of: int
    until: float
    segments: tuple[SpokenSegment, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The whole recording is written down."""

    windows: int


Event = Progress | Planned | WindowDone | Done
