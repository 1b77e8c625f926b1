"""What goes into the engine and what comes out. Times are seconds from the recording's start."""

from dataclasses import dataclass, field
from pathlib import Path

SECONDS_IN_A_WINDOW = 30.0


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

    Confidence is 0 to 1; flags name what should be listened to again (see `flags`).
    """

    start: float
    end: float
    language: str
    text: str
    confidence: float
    words: tuple[Word, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What a person may choose: languages spoken (ISO 639-1), model, names to expect."""

    languages: tuple[str, ...] = ("kk", "ru")
    model: str = "base"
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """One recording to write down.

    `start_at` is the `until` of the last window that is already kept, or 0. The windows that
    follow are exactly those an uninterrupted run would have given.
    """

    audio: Path
    models: Path
    options: EngineOptions = field(default_factory=EngineOptions)
    start_at: float = 0.0
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
    """Neighbouring regions of one language, at most 30 seconds, written down in one go."""

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
class Progress:
    """The engine listens through the recording; `done` is 0 to 1."""

    stage: str
    done: float


@dataclass(frozen=True, slots=True)
class Planned:
    """The length of the recording, how many windows it has, and what will write it down."""

    duration: float
    windows: int
    engine: str
    model: str
    digest: str


@dataclass(frozen=True, slots=True)
class WindowDone:
    """One window is written down; everything up to `until` seconds is complete."""

    index: int
    of: int
    until: float
    segments: tuple[SpokenSegment, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The whole recording is written down."""

    windows: int


Event = Progress | Planned | WindowDone | Done
