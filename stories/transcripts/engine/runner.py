"""Starts the child that runs Whisper, listens to it, and ends it whatever happens."""

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Any, TypeVar

from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.types import Done, Event, Request
from stories.transcripts.engine.wire import event_from_json, request_to_json

CHILD = (sys.executable, "-m", "stories.transcripts.engine.child")
NICE = 10
_LOG_BYTES = 2000
_GONE = ""
Beat = Callable[[], None]
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds between beats, and seconds without any event after which the child has hung."""

    beat: float = 1.0
    stall: float = 1200.0


def run_whisper(
    request: Request,
    *,
    on_beat: Beat,
    patience: Patience = Patience(),
    command: Sequence[str] = CHILD,
) -> Iterator[Event]:
    """Yield the events of a transcription that runs in a child process.

    `on_beat` is called while waiting, at least every `patience.beat` seconds. Closing the
    generator kills the child. Raises EngineFailed when the child reports an error, breaks,
    is killed or hangs.
    """
    asked = request_to_json(request, guarded=True)
    answers = lines_from(command, asked, request.threads, on_beat=on_beat, patience=patience)
    with closing(answers) as lines:
        for line in lines:
            event = event_of(line, event_from_json)
            yield event
            if isinstance(event, Done):
                return


def lines_from(
    command: Sequence[str],
    asked: str,
    threads: int,
    *,
    on_beat: Beat,
    patience: Patience = Patience(),
) -> Generator[str, None, None]:
    """Ask a child one line and yield the lines it answers, until it is closed.

    Raises EngineFailed when the child breaks, is killed, ends or hangs.
    """
    with tempfile.TemporaryFile() as log, _child(command, asked, threads, log) as child:
        lines = _lines_of(child)
        while True:
            line = _next_line(lines, on_beat, patience)
            if line == _GONE:
                raise _ending(child, log)
            yield line


@contextmanager
def _child(
    command: Sequence[str], asked: str, threads: int, log: IO[bytes]
) -> Iterator["subprocess.Popen[str]"]:
    child = subprocess.Popen(
        list(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        env=_environment(threads),
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        _step_back(child.pid)
        _ask(child, asked)
        yield child
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _environment(threads: int) -> dict[str, str]:
    """Ours without the programme's settings: the child needs no secret and no network."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("STORIES_")}
    offline = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
    return kept | offline | {"OMP_NUM_THREADS": str(threads), "PYTHONIOENCODING": "utf-8"}


def _step_back(pid: int) -> None:
    """People who wait for a page come before a transcription."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, pid, NICE)


def _ask(child: "subprocess.Popen[str]", asked: str) -> None:
    assert child.stdin is not None  # noqa: S101 - tells the type checker about PIPE
    # A child that is already gone explains itself by its exit code.
    with suppress(BrokenPipeError):
        child.stdin.write(asked + "\n")
        child.stdin.flush()


def _lines_of(child: "subprocess.Popen[str]") -> "queue.Queue[str]":
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        assert child.stdout is not None  # noqa: S101 - as above
        with suppress(ValueError, OSError):
            for line in child.stdout:
                lines.put(line)
        lines.put(_GONE)

    threading.Thread(target=read, daemon=True).start()
    return lines


def _next_line(lines: "queue.Queue[str]", on_beat: Beat, patience: Patience) -> str:
    deadline = time.monotonic() + patience.stall
    while time.monotonic() < deadline:
        on_beat()
        with suppress(queue.Empty):
            return lines.get(timeout=min(patience.beat, patience.stall))
    raise EngineFailed("stalled")


def event_of(line: str, read: Callable[[Mapping[str, Any]], Kind]) -> Kind:
    """What a line tells; raises EngineFailed for an error the child tells, and for no event."""
    try:
        values = json.loads(line)
        if values["event"] != "error":
            return read(values)
    except (ValueError, KeyError, TypeError) as error:
        raise EngineFailed("crashed", f"not an event: {line[:200]!r}") from error
    raise EngineFailed(str(values.get("code", "crashed")), str(values.get("detail", "")))


def _ending(child: "subprocess.Popen[str]", log: IO[bytes]) -> EngineFailed:
    with suppress(subprocess.TimeoutExpired):
        child.wait(timeout=10)
    size = log.seek(0, os.SEEK_END)
    log.seek(max(size - _LOG_BYTES, 0))
    said = log.read().decode(errors="replace").strip()
    code = child.returncode
    return EngineFailed("killed" if code is not None and code < 0 else "crashed", f"{code}: {said}")
