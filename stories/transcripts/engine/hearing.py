"""What an encoder made of a stretch of sound, and which stretches it takes at a time. Pure.

Whisper was trained on 30 seconds filled up with silence. Its encoder also takes fewer frames, for a
fraction of the time, and what it makes of them is written down as well or better (measured in
`docs/speech.md`). A stretch gets a second of silence and is rounded up to two seconds, so that
stretches of about the same length can be taken together.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stories.transcripts.engine.sound import RATE, Wave

FRAMES_A_SECOND: Final = 100
MOST_FRAMES: Final = 3000
STEP_SECONDS: Final = 2.0
SILENCE_SECONDS: Final = 1.0
TOGETHER: Final = 16
# The encoder's attention needs memory by the square of the length: about 32 bytes for each.
_MOST_SQUARES: Final = 6_000_000
# A decoder keeps what it heard, layer by layer: some 25 kB for each position of the base model.
_MOST_POSITIONS: Final = 4_800


@dataclass(frozen=True, slots=True)
class Heard:
    """Seconds of sound and their encoding, an array of [positions, width]."""

    seconds: float
    encoding: NDArray[Any]

    @property
    def frames(self) -> int:
        """Frames of the sound itself, without the silence behind it."""
        return min(int(self.seconds * FRAMES_A_SECOND), MOST_FRAMES)


def frames_for(wave: Wave) -> int:
    """How many frames the encoder is given for this sound: a multiple of 200, at most 3000."""
    steps = math.ceil((len(wave) / RATE + SILENCE_SECONDS) / STEP_SECONDS)
    return min(int(steps * STEP_SECONDS * FRAMES_A_SECOND), MOST_FRAMES)


def alike(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of stretches that are taken together: of one length (in frames), and not too many."""
    places: dict[int, list[int]] = {}
    for place, frames in enumerate(lengths):
        places.setdefault(frames, []).append(place)
    for frames, found in sorted(places.items()):
        positions = frames // 2
        most = min(TOGETHER, _MOST_SQUARES // positions**2, _MOST_POSITIONS // positions)
        size = max(most, 1)
        for first in range(0, len(found), size):
            yield found[first : first + size]


def padded(features: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """Features [bands, any] as [bands, frames]: cut, or filled up with nothing."""
    cut = features[:, :frames].astype(np.float32)
    return np.pad(cut, ((0, 0), (0, frames - cut.shape[1])))


def most_tokens(frames: int) -> int:
    """More tokens than anybody speaks in these frames; where a decoder goes round it ends here."""
    return 20 + 15 * frames // FRAMES_A_SECOND
