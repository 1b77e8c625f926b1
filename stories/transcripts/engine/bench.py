"""Runs an engine over clips in a child of its own, so that its memory is its own as well."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.types import Request
from stories.transcripts.engine.wire import request_to_json
from stories.transcripts.engine.writers import Heard

CHILD = (sys.executable, "-m", "stories.transcripts.engine.bench_child")


class Unusable(Exception):
    """A clip that cannot be read: its place in the row and a sentence."""

    def __init__(self, place: int, sentence: str) -> None:
        super().__init__(sentence)
        self.place = place


@dataclass(slots=True)
class Bench:
    """What a run took: seconds to load the model, seconds for each clip, megabytes at most."""

    loading: float = 0.0
    peak_mb: int = 0
    took: list[float] = field(default_factory=list)
    heard: list[list[Heard]] = field(default_factory=list)


def run(
    engine: str, request: Request, clips: Sequence[Path], tell: Callable[[], None] = lambda: None
) -> Bench:
    """Write every clip down and measure it; `tell` is called after each.

    Raises EngineFailed, or Unusable for a clip that is no sound.
    """
    found = Bench()
    with _lines(engine, request, clips) as lines:
        for line in lines:
            if "error" in line:
                raise EngineFailed(str(line["error"]), str(line.get("detail", "")))
            if "unusable" in line:
                raise Unusable(len(found.took), EngineFailed(line["unusable"]).sentence)
            if "heard" in line:
                found.heard.append([Heard(*one) for one in line["heard"]])
                found.took.append(float(line["took"]))
                tell()
            found.loading = float(line.get("loaded", found.loading))
            found.peak_mb = int(line.get("peak_mb", found.peak_mb))
    if not found.peak_mb:
        raise EngineFailed("crashed")
    return found


@contextmanager
def _lines(
    engine: str, request: Request, clips: Sequence[Path]
) -> Iterator[Iterator[dict[str, Any]]]:
    asked = {
        "engine": engine,
        "request": json.loads(request_to_json(request, guarded=False)),
        "clips": [str(clip) for clip in clips],
    }
    child = subprocess.Popen(
        CHILD,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=_environment(request.threads),
    )
    try:
        assert child.stdin is not None  # noqa: S101 - tells the type checker about PIPE
        assert child.stdout is not None  # noqa: S101 - as above
        child.stdin.write(json.dumps(asked) + "\n")
        child.stdin.flush()
        yield (json.loads(line) for line in child.stdout)
        child.wait()
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()


def _environment(threads: int) -> dict[str, str]:
    """Ours without the programme's settings; the child needs no secret and no network."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("STORIES_")}
    return kept | {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": str(threads)}
