"""What a model costs on this machine: measured in a child, and kept beside the model."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stories.media.tools import UnusableAudio, probe
from stories.transcripts.engine import bench
from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.options import FASTER
from stories.transcripts.engine.types import Request

KEPT = ".cost.json"
Cost = dict[str, Any]


def measure(request: Request) -> Cost:
    """Write the request's audio down once; megabytes, seconds, and shares of its length.

    Raises EngineFailed.
    """
    duration = _duration(request.audio)
    try:
        found = bench.run(FASTER, request, [request.audio])
    except bench.Unusable as error:
        raise EngineFailed("not_media", str(error)) from error
    return {
        "peak_mb": found.peak_mb,
        "real_time_factor": round(found.took[0] / duration, 3),
        "loading_seconds": found.loading,
        "clip_seconds": round(duration, 1),
        "threads": request.threads,
        "processors": os.cpu_count() or 1,
        "measured_on": datetime.now(UTC).date().isoformat(),
    }


def _duration(audio: Path) -> float:
    try:
        return max(probe(audio).duration, 0.001)
    except UnusableAudio as error:
        raise EngineFailed(error.reason.value) from error
    except OSError as error:
        raise EngineFailed("missing") from error


def keep_cost(folder: Path, cost: Cost) -> bool:
    """Note it in the model's folder, in one move; False where that may not be written to."""
    beside = folder / f"{KEPT}.new"
    try:
        beside.write_text(json.dumps(cost), "utf-8")
        beside.replace(folder / KEPT)
    except OSError:
        return False
    return True


def kept_cost(folder: Path) -> Cost | None:
    """What was measured last, or None; what is not readable was not measured."""
    try:
        cost = json.loads((folder / KEPT).read_text("utf-8"))
        needed = ("peak_mb", "real_time_factor", "threads", "measured_on")
        return {**cost} if all(name in cost for name in needed) else None
    except (OSError, ValueError, TypeError):
        return None
