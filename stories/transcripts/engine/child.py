"""`python -m stories.transcripts.engine.child`: a request on stdin, events on stdout.

Whisper can take its process down and never gives its memory back, so it has one of its own.
"""

import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.memory import give_back_at_once
from stories.transcripts.engine.types import Event, Progress, Request
from stories.transcripts.engine.wire import event_to_json, request_from_json

BAD_REQUEST = 64
FAILED = 1


def main() -> int:
    """Answer one request; the exit code is 0 only after a `done` event."""
    out = private_stdout()
    try:
        request, guarded = request_from_json(sys.stdin.readline())
    except (ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"not a request: {error!r}\n")
        return BAD_REQUEST
    if guarded:
        threading.Thread(target=end_with_parent, daemon=True).start()
    try:
        for event in _events(request):
            say(out, event_to_json(event))
    except EngineFailed as error:
        return tell_error(out, error.code, error.detail)
    except MemoryError as error:
        return tell_error(out, "no_memory", repr(error))
    return 0


def private_stdout() -> IO[str]:
    """Keep the real standard output for events; what libraries print goes to stderr."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return out


def end_with_parent() -> None:
    """Leave this process when standard input is closed: nobody waits for it any more."""
    with suppress(OSError):
        while os.read(0, 1024):
            pass
    os._exit(FAILED)


def tell_error(out: IO[str], code: str, detail: str) -> int:
    """Say why it went wrong; gives the exit code."""
    line = {"event": "error", "code": code, "detail": detail[-500:]}
    say(out, json.dumps(line, ensure_ascii=False))
    return FAILED


def say(out: IO[str], line: str) -> None:
    """One line, at once."""
    out.write(line + "\n")
    out.flush()


def _events(request: Request) -> Iterator[Event]:
    from stories.transcripts.engine.pipeline import write_down_with
    from stories.transcripts.engine.shelf import ModelShelf

    give_back_at_once()
    yield Progress("model", 0.0)
    shelf = ModelShelf(request.models, request.options, request.threads)
    yield from write_down_with(request, shelf)


if __name__ == "__main__":
    sys.exit(main())
