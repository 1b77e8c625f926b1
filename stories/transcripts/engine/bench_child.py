"""`python -m stories.transcripts.engine.bench_child`: a request and clips in, what was heard out.

The model is loaded once and its process ends with its memory counted; a line for each clip.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.types import Request
from stories.transcripts.engine.wire import request_from_json
from stories.transcripts.engine.writers import Heard, writer

FAILED = 1


def main() -> int:
    """Answer one request, then tell what it took."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    asked = json.loads(sys.stdin.readline())
    request, _ = request_from_json(json.dumps(asked["request"]))
    try:
        begun = time.monotonic()
        write = writer(asked["engine"], request)
        _say(out, {"loaded": round(time.monotonic() - begun, 2)})
        for clip in asked["clips"]:
            _say(out, _heard(write, replace(request, audio=Path(clip))))
    except (EngineFailed, MemoryError) as error:
        code = error.code if isinstance(error, EngineFailed) else "no_memory"
        _say(out, {"error": code, "detail": str(error)})
        return FAILED
    _say(out, {"peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)})
    return 0


def _heard(write: Callable[[Request], list[Heard]], request: Request) -> dict[str, Any]:
    begun = time.monotonic()
    try:
        segments = write(request)
    except EngineFailed as error:
        if not error.of_the_file:
            raise
        return {"unusable": error.code}
    return {"heard": segments, "took": round(time.monotonic() - begun, 4)}


def _say(out: IO[str], line: dict[str, Any]) -> None:
    out.write(json.dumps(line, ensure_ascii=False) + "\n")
    out.flush()


if __name__ == "__main__":
    sys.exit(main())
