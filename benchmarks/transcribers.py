"""Ways to write a recording down, each run in a process of its own: a job on stdin, JSON out.

`python -m benchmarks.transcribers` answers with the segments of each repeat, what each took, and
the most memory there was. The Python that has openai-whisper in it may be another one.
"""

import atexit
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from stories.media.tools import ffmpeg_binary

Segment = tuple[float, float, str, str]
"""Start and end in seconds, ISO 639-1, text."""
Write = Callable[[Path], list[Segment]]
Job = Mapping[str, Any]


def ours(job: Job, engine: str = "faster-whisper") -> Write:
    from stories.transcripts.engine import EngineOptions, Request, WindowDone
    from stories.transcripts.engine.memory import give_back_at_once
    from stories.transcripts.engine.pipeline import write_down_with
    from stories.transcripts.engine.shelf import ModelShelf

    give_back_at_once()
    options = EngineOptions(model=job["model"], engine=engine, device="cpu")
    shelf = ModelShelf(Path(job["models"]), options, job["threads"])
    shelf.take(options.model)

    def write(audio: Path) -> list[Segment]:
        request = Request(audio, Path(job["models"]), options, threads=job["threads"])
        windows = [one for one in write_down_with(request, shelf) if isinstance(one, WindowDone)]
        segments = [one for window in windows for one in window.segments]
        segments.sort(key=lambda one: one.start)
        return [(one.start, one.end, one.language, one.text) for one in segments]

    return write


def _faster(job: Job) -> Any:
    from faster_whisper import WhisperModel

    folder = str(Path(job["models"]) / job["model"])
    return WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=job["threads"])


def plain(job: Job, **options: Any) -> Write:
    """faster-whisper as it comes: one window after the other, beam 5, its own fallbacks."""
    model = _faster(job)

    def write(audio: Path) -> list[Segment]:
        segments, info = model.transcribe(str(audio), **options)
        return [(one.start, one.end, info.language, one.text) for one in segments]

    return write


def batched(job: Job) -> Write:
    """faster-whisper's own batches, which take one language for the whole recording."""
    from faster_whisper import BatchedInferencePipeline

    model = BatchedInferencePipeline(_faster(job))

    def write(audio: Path) -> list[Segment]:
        segments, info = model.transcribe(str(audio), batch_size=8)
        return [(one.start, one.end, info.language, one.text) for one in segments]

    return write


def _find_ffmpeg() -> None:
    """openai-whisper looks for a program of that name; ours has another."""
    place = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, place)
    (place / "ffmpeg").symlink_to(ffmpeg_binary())
    os.environ["PATH"] = f"{place}{os.pathsep}{os.environ['PATH']}"


def openai(job: Job) -> Write:
    """openai-whisper as it comes, with the same weights; they have to be in `openai/NAME.pt`."""
    import torch
    import whisper

    torch.set_num_threads(job["threads"])
    _find_ffmpeg()
    model = whisper.load_model(str(Path(job["models"]) / "openai" / f"{job['model']}.pt"))

    def write(audio: Path) -> list[Segment]:
        found = model.transcribe(str(audio), beam_size=5, fp16=False)
        language = found["language"]
        return [(one["start"], one["end"], language, one["text"]) for one in found["segments"]]

    return write


OURS, PLAIN, FILTERED = "ours", "faster-whisper", "faster-whisper, voice filter"
BATCHED, OPENAI, OURS_OPENAI = "faster-whisper, batched", "openai-whisper", "ours on openai-whisper"
WAYS: Final[dict[str, Callable[[Job], Write]]] = {
    OURS: ours,
    PLAIN: plain,
    FILTERED: lambda job: plain(job, vad_filter=True),
    BATCHED: batched,
    OPENAI: openai,
    OURS_OPENAI: lambda job: ours(job, "openai-whisper"),
}


def main() -> int:
    job = json.loads(sys.stdin.read())
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    begun = time.monotonic()
    write = WAYS[job["way"]](job)
    runs, loaded = [], time.monotonic() - begun
    for _ in range(job["repeat"]):
        begun, cpu = time.monotonic(), time.process_time()
        segments = write(Path(job["audio"]))
        took, cpu = time.monotonic() - begun, time.process_time() - cpu
        runs.append({"segments": segments, "took": took, "cpu": cpu})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump({"runs": runs, "loaded": loaded, "peak_mb": peak}, out, ensure_ascii=False)
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
