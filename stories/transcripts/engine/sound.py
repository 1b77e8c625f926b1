"""A recording's sound, decoded once to 16 kHz mono and kept on disk rather than in memory."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from stories.media.tools import ToolFailed, UnusableAudio, probe, read_samples
from stories.transcripts.engine.errors import EngineFailed
from stories.transcripts.engine.types import Region

RATE = 16_000
Samples = NDArray[np.int16]
Wave = NDArray[np.float32]


class Sound:
    """Mono samples at 16 kHz in a temporary file: 115 MB an hour, whatever memory there is."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._samples = file.seek(0, 2) // 2

    @property
    def duration(self) -> float:
        """Seconds, to the millisecond."""
        return round(self._samples / RATE, 3)

    def wave(self, regions: Sequence[Region]) -> Wave:
        """The regions' sound joined, as numbers from -1 to 1."""
        parts = [self._read(region) for region in regions]
        return np.concatenate(parts).astype(np.float32) / np.float32(32768)

    def _read(self, region: Region) -> Samples:
        first, end = round(region.start * RATE), round(region.end * RATE)
        self._file.seek(first * 2)
        return np.frombuffer(self._file.read((end - first) * 2), dtype="<i2")


@contextmanager
def opened(path: Path, each: Callable[[Samples], None]) -> Iterator[Sound]:
    """Decode the file, handing each block of samples to `each`.

    Raises EngineFailed with the reason when the file cannot be used.
    """
    _check(path)
    with tempfile.TemporaryFile(prefix="stories-sound-") as file:
        try:
            _spool(path, file, each)
        except (ToolFailed, UnusableAudio) as error:
            raise EngineFailed("sound_failed", str(error)) from error
        except OSError as error:
            raise EngineFailed("no_space", str(error)) from error
        yield Sound(file)


def _check(path: Path) -> None:
    if not path.is_file():
        raise EngineFailed("missing")
    try:
        probe(path)
    except UnusableAudio as error:
        raise EngineFailed(error.reason.value) from error


def _spool(path: Path, file: IO[bytes], each: Callable[[Samples], None]) -> None:
    for block in read_samples(path, sample_rate=RATE):
        file.write(block.tobytes())
        each(block)
    file.flush()
