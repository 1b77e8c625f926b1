"""The outline of a recording, for drawing its waveform."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from stories.media.tools.pcm import Samples, read_samples

_SAMPLE_RATE = 8000
_FIRST_BIN = 16
_BINS_A_POINT = 8
_NOISE_FLOOR = 33  # -60 dB of full scale: below it the whole file counts as silent
_TOP = 100
OVERVIEW = 1000
FINE_A_SECOND = 10


@dataclass(frozen=True, slots=True)
class Outlines:
    """One sound at two resolutions, 0 to 100 relative to the loudest moment of all.

    ``overview`` has ``OVERVIEW`` points whatever the length; ``fine`` has a byte for each tenth of
    a second, for whoever zooms in.
    """

    overview: list[int]
    fine: bytes


class _Outline:
    """Maxima of equal bins; when there are too many, neighbours are joined."""

    def __init__(self, most: int) -> None:
        self.most, self.bin = most, _FIRST_BIN
        self.maxima: NDArray[np.int32] = np.zeros(0, np.int32)
        self.rest: NDArray[np.int32] = np.zeros(0, np.int32)

    def add(self, samples: Samples) -> None:
        loud = np.concatenate([self.rest, np.abs(samples.astype(np.int32))])
        whole = len(loud) // self.bin * self.bin
        self.rest = loud[whole:]
        new = loud[:whole].reshape(-1, self.bin).max(axis=1)
        self.maxima = np.concatenate([self.maxima, new])
        while len(self.maxima) > self.most:
            self._join()

    def _join(self) -> None:
        if len(self.maxima) % 2:
            # The odd bin stands for its whole length again, in front of what is still open.
            tail = np.full(self.bin, self.maxima[-1], np.int32)
            self.rest = np.concatenate([tail, self.rest])
            self.maxima = self.maxima[:-1]
        self.maxima = self.maxima.reshape(-1, 2).max(axis=1)
        self.bin *= 2

    def all(self) -> NDArray[np.int32]:
        if len(self.rest) and (len(self.maxima) == 0 or len(self.rest) * 2 > self.bin):
            return np.concatenate([self.maxima, [self.rest.max()]])
        return self.maxima


def _spread(maxima: NDArray[np.int32], points: int) -> NDArray[np.int32]:
    edges = np.linspace(0, len(maxima), points + 1)
    starts = np.floor(edges[:-1]).astype(int)
    ends = np.maximum(np.ceil(edges[1:]).astype(int), starts + 1)
    return np.array([maxima[a:b].max() for a, b in zip(starts, ends, strict=True)], np.int32)


class _Fine:
    """Maxima of tenths of a second; six hours are 216,000 of them."""

    SIZE = _SAMPLE_RATE // FINE_A_SECOND

    def __init__(self) -> None:
        self.parts: list[NDArray[np.int32]] = []
        self.rest: NDArray[np.int32] = np.zeros(0, np.int32)

    def add(self, samples: Samples) -> None:
        loud = np.concatenate([self.rest, np.abs(samples.astype(np.int32))])
        whole = len(loud) // self.SIZE * self.SIZE
        self.rest = loud[whole:]
        self.parts.append(loud[:whole].reshape(-1, self.SIZE).max(axis=1))

    def all(self) -> NDArray[np.int32]:
        last = [np.array([self.rest.max()], np.int32)] if len(self.rest) else []
        return np.concatenate([np.zeros(0, np.int32), *self.parts, *last])


def _relative(maxima: NDArray[np.int32], loudest: int) -> list[int]:
    if loudest < _NOISE_FLOOR:
        return [0] * len(maxima)
    return [round(value * _TOP / loudest) for value in maxima.tolist()]


def outlines(path: Path | str, points: int = OVERVIEW) -> Outlines:
    """Draw a sound at both resolutions, reading it once.

    Silence is all noughts. Memory grows by a few bytes a second. Raises as `read_samples`.
    """
    outline, fine = _Outline(points * _BINS_A_POINT), _Fine()
    for samples in read_samples(path, sample_rate=_SAMPLE_RATE):
        outline.add(samples)
        fine.add(samples)
    maxima = outline.all()
    loudest = int(maxima.max(initial=0))
    spread = _spread(maxima, points) if len(maxima) else np.zeros(points, np.int32)
    return Outlines(_relative(spread, loudest), bytes(_relative(fine.all(), loudest)))


def peaks(path: Path | str, points: int = OVERVIEW) -> list[int]:
    """The overview alone, of as many points as asked for."""
    return outlines(path, points).overview
