"""Measures engines on clips whose words are known."""

import csv
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.pipeline import ENGINE, write_down
from stories.transcripts.engine.scoring import Errors, errors_of
from stories.transcripts.engine.store import verified_folder
from stories.transcripts.engine.types import Request, WindowDone
from stories.transcripts.engine.whisper import Whisper

AUTOMATIC = "faster-whisper-automatic"
ENGINES = (ENGINE, AUTOMATIC)
Writer = Callable[[Request], str]


class BadManifest(Exception):
    """The manifest cannot be used; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One line of a manifest."""

    path: Path
    language: str
    kind: str
    seconds: float
    reference: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one clip; `took` is in seconds."""

    clip: Clip
    text: str
    errors: Errors
    took: float


def read_manifest(path: Path, limit: int | None = None) -> list[Clip]:
    """The clips of a tab-separated manifest; paths are relative to it. Raises BadManifest."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        clips = [_clip(path.parent, row) for row in rows]
    except (KeyError, ValueError, TypeError, csv.Error) as error:
        raise BadManifest(
            "The manifest needs the columns path, lang, duration_s, reference and kind."
        ) from error
    if not clips:
        raise BadManifest("The manifest lists no clips.")
    return clips[:limit]


def _clip(folder: Path, row: dict[str, str]) -> Clip:
    seconds = float(row["duration_s"])
    return Clip(folder / row["path"], row["lang"], row["kind"], seconds, row["reference"])


def writer(engine: str, models: Path, model: str, threads: int) -> Writer:
    """A function from a request to text, its model loaded once; raises EngineFailed."""
    folder = verified_folder(models, model)
    if engine == AUTOMATIC:
        return _automatic(folder, threads)
    whisper = Whisper(folder, threads=threads)

    def write(request: Request) -> str:
        whisper.check_languages(request.options.languages)
        windows = (event for event in write_down(request, whisper) if isinstance(event, WindowDone))
        return " ".join(segment.text for window in windows for segment in window.segments)

    return write


def _automatic(folder: Path, threads: int) -> Writer:
    """Plain faster-whisper as it comes, finding the language by itself: the yardstick."""
    from faster_whisper import WhisperModel

    model: Any = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)

    def write(request: Request) -> str:
        segments, _ = model.transcribe(str(request.audio))
        return " ".join(segment.text for segment in segments)

    return write


def measure(
    clips: Iterable[Clip], write: Writer, request_for: Callable[[Path], Request]
) -> Iterator[Measured]:
    """Write each clip down and compare; raises EngineFailed or BadManifest."""
    for clip in clips:
        begun = time.monotonic()
        try:
            text = write(request_for(clip.path))
        except EngineFailed as error:
            if not error.of_the_file:
                raise
            raise BadManifest(f"{clip.path.name}: {error.sentence}") from error
        took = time.monotonic() - begun
        yield Measured(clip, text, errors_of(clip.reference, text), took)


def summary(measured: Iterable[Measured]) -> list[dict[str, object]]:
    """Rates for each language and kind, and for all; times as shares of the sound's length."""
    groups: dict[tuple[str, str], list[Measured]] = {}
    for one in measured:
        for key in ((one.clip.language, one.clip.kind), ("all", "all")):
            groups.setdefault(key, []).append(one)
    last = sorted(groups, key=lambda key: (key[0] == "all", key))
    return [_row(key, groups[key]) for key in last]


def _row(key: tuple[str, str], ones: list[Measured]) -> dict[str, object]:
    errors = sum((one.errors for one in ones), Errors())
    seconds = sum(one.clip.seconds for one in ones)
    return {
        "language": key[0],
        "kind": key[1],
        "clips": len(ones),
        "seconds": round(seconds, 1),
        "wer": errors.wer,
        "cer": errors.cer,
        "real_time_factor": round(sum(one.took for one in ones) / max(seconds, 0.001), 3),
    }


def evaluate(
    manifest: Path,
    engine: str,
    request_for: Callable[[Path], Request],
    *,
    limit: int | None = None,
) -> list[dict[str, object]]:
    """The summary of an engine on a manifest, with a progress bar on a terminal's stderr."""
    from tqdm import tqdm

    clips = read_manifest(manifest, limit)
    asked = request_for(manifest)
    write = writer(engine, asked.models, asked.options.model, asked.threads)
    bar = tqdm(clips, unit="clip", disable=None, leave=False)
    return summary(list(measure(bar, write, request_for)))
