"""Where a voice is and no text, and how much of a text has a voice under it. Pure.

Times are seconds from the recording's start.
"""

from collections.abc import Iterator, Sequence

from stories.transcripts.engine.regions import FRAME_SECONDS, MARGIN_SECONDS, STILL
from stories.transcripts.engine.types import Region, Word

LEAST_ALONE = 0.6
"""The shortest voice, without its margins, that is told of when a whole region has no word."""
LEAST_BETWEEN = 2.0
"""The longest stretch between words that may be their own slow ending or beginning."""
LONGEST = 12.0


def unwritten(regions: Sequence[Region], words: Sequence[Word]) -> list[Region]:
    """Stretches of the regions that no word reaches, in order, none longer than 12 seconds."""
    return [
        piece
        for region in regions
        for gap in _gaps(region, [word for word in words if _inside(region, word)])
        for piece in _divided(gap)
    ]


def _inside(region: Region, word: Word) -> bool:
    return word.start < region.end and word.end > region.start


def _gaps(region: Region, words: Sequence[Word]) -> Iterator[Region]:
    if not words:
        if region.seconds - 2 * MARGIN_SECONDS >= LEAST_ALONE:
            yield region
        return
    at = region.start
    for word in sorted(words, key=lambda one: one.start):
        if word.start - at >= LEAST_BETWEEN:
            yield Region(round(at, 3), round(word.start, 3))
        at = max(at, word.end)
    if region.end - at >= LEAST_BETWEEN:
        yield Region(round(at, 3), region.end)


def _divided(gap: Region) -> Iterator[Region]:
    count = int(gap.seconds // LONGEST) + 1
    edges = [round(gap.start + gap.seconds * at / count, 3) for at in range(count)]
    for start, end in zip(edges, [*edges[1:], gap.end], strict=True):
        yield Region(start, end)


def voiced_share(probabilities: Sequence[float], start: float, end: float) -> float:
    """The share of the frames between two times in which a voice is heard; 1 without frames."""
    first = max(int(start / FRAME_SECONDS), 0)
    frames = probabilities[first : max(int(end / FRAME_SECONDS), first + 1)]
    if not frames:
        return 1.0
    return round(sum(chance >= STILL for chance in frames) / len(frames), 4)
