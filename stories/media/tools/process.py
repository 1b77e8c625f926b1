"""Running ffmpeg so that it reports progress and always ends."""

import queue
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import IO

from stories.foundation.sound.facts import NoSpace, ToolFailed, ToolTimedOut
from stories.foundation.sound.fenced import end, open_fenced

Progress = Callable[[float], None]
QUIET = ("-hide_banner", "-nostdin", "-nostats", "-y")
CORES = 2  # ffmpeg works on several threads, whose processor time adds up
_LAST_LINES = 60
_FULL = "No space left on device"


def _drain(stream: IO[str], put: Callable[[str], object], at_end: Callable[[], object]) -> None:
    for line in stream:
        put(line.rstrip())
    at_end()


def _listen(stream: IO[str], put: Callable[[str], object], at_end: Callable[[], object]) -> None:
    threading.Thread(target=_drain, args=(stream, put, at_end), daemon=True).start()


def _position(line: str) -> float | None:
    """Return the seconds written so far, from one line of `-progress`."""
    name, _, value = line.partition("=")
    if name == "out_time_us" and value.lstrip("-").isdigit():
        return max(int(value) / 1_000_000, 0.0)
    return None


class _Watch:
    """Ends the wait when nothing moves for `stall` seconds or all takes over `limit`."""

    def __init__(self, limit: float, stall: float) -> None:
        self.end = time.monotonic() + limit
        self.stall, self.moved, self.at = stall, time.monotonic(), 0.0

    def saw(self, position: float) -> None:
        if position > self.at:
            self.at, self.moved = position, time.monotonic()

    def left(self) -> float:
        return min(self.end, self.moved + self.stall) - time.monotonic()


def _follow(lines: "queue.Queue[str | None]", watch: _Watch, tell: Progress) -> None:
    while True:
        try:
            line = lines.get(timeout=max(watch.left(), 0.0))
        except queue.Empty:
            raise ToolTimedOut("ffmpeg did not finish in time") from None
        if line is None:
            return
        position = _position(line)
        if position is not None:
            watch.saw(position)
            tell(position)


def run_ffmpeg(
    command: Sequence[str], *, limit: float, stall: float = 120.0, tell: Progress | None = None
) -> str:
    """Run a compiled ffmpeg command that has `-progress pipe:1`; return its last messages.

    `tell` hears the seconds written so far. The child is ended after `limit` seconds in all,
    after `stall` seconds without progress, and when `tell` raises. Raises `ToolTimedOut`,
    `NoSpace` or `ToolFailed`.
    """
    child = open_fenced(
        command,
        cpu_seconds=limit * CORES,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    lines: queue.Queue[str | None] = queue.Queue()
    messages: deque[str] = deque(maxlen=_LAST_LINES)
    said_all = threading.Event()
    assert child.stdout is not None  # noqa: S101 - tells the type checker about PIPE
    assert child.stderr is not None  # noqa: S101
    _listen(child.stdout, lines.put, lambda: lines.put(None))
    _listen(child.stderr, messages.append, said_all.set)
    watch = _Watch(limit, stall)
    try:
        _follow(lines, watch, tell or (lambda _: None))
        child.wait(timeout=max(watch.left(), 1.0))
    except subprocess.TimeoutExpired as error:
        raise ToolTimedOut("ffmpeg did not finish in time") from error
    finally:
        end(child)
        said_all.wait(5)
        child.stdout.close()
        child.stderr.close()
    if any(_FULL in line for line in messages):
        raise NoSpace(_FULL)
    if child.returncode:
        raise ToolFailed(f"ffmpeg ended with {child.returncode}: {' | '.join(list(messages)[-3:])}")
    return "\n".join(messages)
