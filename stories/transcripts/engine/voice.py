"""Where somebody speaks: Silero's detector, fed block by block."""

from typing import Any

import numpy as np

from stories.transcripts.engine.sound import Samples

FRAME = 512
CONTEXT = 64
# Digital silence and its dither: a detector hears nothing there, so we do not ask it.
QUIETEST = 8


class VoiceMeter:
    """Collects one probability of a voice for each 32 ms; memory does not grow with a block."""

    def __init__(self) -> None:
        from faster_whisper.vad import get_vad_model

        self._session: Any = get_vad_model().session
        self._rest: Samples = np.zeros(0, dtype=np.int16)
        self._forget()
        self.probabilities: list[float] = []

    def _forget(self) -> None:
        self._state = [np.zeros((1, 1, 128), dtype=np.float32) for _ in range(2)]
        self._before = np.zeros(CONTEXT, dtype=np.float32)

    def feed(self, block: Samples) -> None:
        """Listen to the next samples (16 kHz)."""
        samples = np.concatenate((self._rest, block))
        whole = len(samples) // FRAME * FRAME
        self._rest = samples[whole:]
        if whole:
            self._listen(samples[:whole])

    def end(self) -> list[float]:
        """Listen to what is left, filled up with silence, and return every probability."""
        if len(self._rest):
            self._listen(np.pad(self._rest, (0, FRAME - len(self._rest))))
            self._rest = self._rest[:0]
        return self.probabilities

    def _listen(self, samples: Samples) -> None:
        frames = len(samples) // FRAME
        if np.abs(samples.astype(np.int32)).max() <= QUIETEST:
            self._forget()
            self.probabilities.extend([0.0] * frames)
            return
        wave = samples.astype(np.float32) / np.float32(32768)
        tails = np.concatenate((self._before, wave))
        rows = np.lib.stride_tricks.sliding_window_view(tails, CONTEXT + FRAME)[::FRAME]
        found, *self._state = self._session.run(
            None,
            {"input": np.ascontiguousarray(rows), "h": self._state[0], "c": self._state[1]},
        )
        self._before = wave[-CONTEXT:]
        self.probabilities.extend(float(value) for value in np.asarray(found).reshape(-1))
