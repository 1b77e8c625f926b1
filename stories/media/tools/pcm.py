"""Sound as plain numbers, read through a fenced-in ffmpeg."""

import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from stories.foundation.sound.facts import ToolFailed, ToolTimedOut
from stories.foundation.sound.fenced import end, open_fenced
from stories.media.tools.binary import ffmpeg_binary
from stories.media.tools.process import QUIET
from stories.media.tools.source import sound_of

Samples = NDArray[np.int16]
_BYTES_A_SAMPLE = 2
_MESSAGE_BYTES = 2000
_CPU_SECONDS = 3600.0  # six hours of sound take two minutes; the reader may be slow, ffmpeg is not


def _command(path: Path, sample_rate: int) -> list[str]:
    output = sound_of(path).output("pipe:1", format="s16le", ac=1, ar=sample_rate)
    output = output.global_args(*QUIET, "-loglevel", "error")
    return list(output.compile(cmd=ffmpeg_binary()))


def _read(child: "subprocess.Popen[bytes]", source: IO[bytes], size: int, stall: float) -> bytes:
    late = threading.Event()

    def stop() -> None:
        late.set()
        end(child)

    timer = threading.Timer(stall, stop)
    timer.start()
    try:
        data = source.read(size)
    finally:
        timer.cancel()
    if late.is_set():
        raise ToolTimedOut("ffmpeg gave no sound in time")
    return data


def _blocks(
    child: "subprocess.Popen[bytes]", source: IO[bytes], size: int, stall: float
) -> Iterator[Samples]:
    try:
        while data := _read(child, source, size, stall):
            yield np.frombuffer(data[: len(data) // _BYTES_A_SAMPLE * _BYTES_A_SAMPLE], dtype="<i2")
        child.wait(timeout=stall)
    except subprocess.TimeoutExpired as error:
        raise ToolTimedOut("ffmpeg did not end in time") from error
    finally:
        end(child)
        source.close()


def read_samples(
    path: Path | str,
    *,
    sample_rate: int = 16_000,
    block_seconds: float = 10.0,
    stall: float = 120.0,
) -> Iterator[Samples]:
    """Yield the sound as blocks of mono 16-bit samples at `sample_rate` Hz.

    Memory stays at one block whatever the length. The child is ended when the caller stops
    early and when a block takes over `stall` seconds. Raises `UnusableAudio`, `ToolFailed` or
    `ToolTimedOut`.
    """
    with tempfile.TemporaryFile() as errors:
        child = open_fenced(
            _command(Path(path), sample_rate),
            cpu_seconds=_CPU_SECONDS,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        assert child.stdout is not None  # noqa: S101 - tells the type checker about PIPE
        size = int(sample_rate * block_seconds) * _BYTES_A_SAMPLE
        yield from _blocks(child, child.stdout, size, stall)
        if child.returncode:
            errors.seek(0)
            said = errors.read(_MESSAGE_BYTES).decode(errors="replace").strip()
            raise ToolFailed(f"ffmpeg ended with {child.returncode}: {said}")
