"""How far a rate might lie elsewhere had other clips been drawn. Pure, and seeded."""

from collections.abc import Sequence

import numpy as np

DRAWS = 2000
SEED = 20_240_301
LOW, HIGH = 2.5, 97.5
FEWEST = 2


def interval(edits: Sequence[int], lengths: Sequence[int]) -> tuple[float, float] | None:
    """The 95 % interval of sum(edits) / sum(lengths), clips drawn anew with replacement.

    None for fewer than two clips, which say nothing about others. The same clips in the same
    order give the same answer.
    """
    if len(edits) < FEWEST or not any(lengths):
        return None
    chance = np.random.default_rng(SEED)
    drawn = chance.integers(0, len(edits), size=(DRAWS, len(edits)))
    above = np.asarray(edits, dtype=float)[drawn].sum(axis=1)
    below = np.maximum(np.asarray(lengths, dtype=float)[drawn].sum(axis=1), 1.0)
    low, high = np.percentile(above / below, [LOW, HIGH])
    return round(float(low), 4), round(float(high), 4)
