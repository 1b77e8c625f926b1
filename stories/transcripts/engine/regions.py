"""From the probability of a voice, frame by frame, to stretches of speech. Pure."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from stories.transcripts.engine.types import Region

FRAME_SECONDS = 512 / 16_000
SURE, STILL = 0.5, 0.35
BREATH_SECONDS = 0.5
SHORTEST_SECONDS = 0.1
MARGIN_SECONDS = 0.2
LONGEST_SECONDS = 28.0


def speech_regions(
    probabilities: Sequence[float], duration: float, *, longest: float = LONGEST_SECONDS
) -> list[Region]:
    """Stretches of speech in order, apart from each other, none longer than `longest` seconds.

    A voice begins where a frame is sure of it and ends with the last frame that still hears
    it before a breath of half a second; a little margin is kept on both sides.
    """
    shortest = SHORTEST_SECONDS / FRAME_SECONDS
    cores = [
        piece
        for first, end in _cores(probabilities)
        if end - first >= shortest
        for piece in _divided((first, end), probabilities, longest)
    ]
    return _with_margins(cores, duration, longest) if cores else []


def _cores(probabilities: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Runs of voiced frames as (first, one past the last)."""
    breath = round(BREATH_SECONDS / FRAME_SECONDS)
    first = last = -1
    for frame, probability in enumerate(probabilities):
        if probability >= (SURE if first < 0 else STILL):
            first = frame if first < 0 else first
            last = frame
        elif first >= 0 and frame - last > breath:
            yield first, last + 1
            first = -1
    if first >= 0:
        yield first, last + 1


def _divided(
    core: tuple[int, int], probabilities: Sequence[float], longest: float
) -> Iterator[tuple[int, int]]:
    """Cut what is too long at its quietest frame in the second half of what fits."""
    first, end = core
    fits = max(int((longest - 2 * MARGIN_SECONDS) / FRAME_SECONDS), 2)
    while end - first > fits:
        choices = range(first + fits // 2, first + fits)
        cut = min(choices, key=lambda frame: (probabilities[frame], -frame))
        yield first, cut
        first = cut
    if end > first:
        yield first, end


def _with_margins(cores: list[tuple[int, int]], duration: float, longest: float) -> list[Region]:
    times = [(first * FRAME_SECONDS, min(end * FRAME_SECONDS, duration)) for first, end in cores]
    edges = [0.0, *((left[1] + right[0]) / 2 for left, right in pairwise(times)), duration]
    margin = min(MARGIN_SECONDS, longest / 4)
    return [
        Region(round(max(start - margin, before), 3), round(min(end + margin, after), 3))
        for (start, end), before, after in zip(times, edges[:-1], edges[1:], strict=True)
    ]
