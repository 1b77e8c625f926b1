"""Neighbouring regions of one language share a window; times find their way back. Pure."""

from collections.abc import Sequence

from stories.transcripts.engine.types import Region, Window, Word

LONGEST_SECONDS = 29.0
FARTHEST_SECONDS = 8.0
SHORTEST_WORD = 0.02


def pack(regions: Sequence[Region], languages: Sequence[tuple[str, float]]) -> list[Window]:
    """Windows of at most 29 seconds of sound, in order, each region in exactly one.

    Regions share a window while they are in one language and less than 8 seconds apart.
    """
    groups: list[list[tuple[Region, str, float]]] = []
    for region, (language, certainty) in zip(regions, languages, strict=True):
        if not groups or not _fits(groups[-1], region, language):
            groups.append([])
        groups[-1].append((region, language, certainty))
    return [_window(group) for group in groups]


def _fits(group: Sequence[tuple[Region, str, float]], region: Region, language: str) -> bool:
    seconds = sum(other.seconds for other, _, _ in group) + region.seconds
    last, spoken, _ = group[-1]
    near = region.start - last.end < FARTHEST_SECONDS
    return spoken == language and near and seconds <= LONGEST_SECONDS


def _window(group: Sequence[tuple[Region, str, float]]) -> Window:
    seconds = sum(region.seconds for region, _, _ in group)
    certainty = sum(region.seconds * sure for region, _, sure in group) / seconds
    return Window(group[0][1], round(certainty, 4), tuple(region for region, _, _ in group))


def to_recording(window: Window, word: Word) -> Word:
    """The word with its times in the recording instead of in the window's joined sound.

    A word belongs to the region its middle falls into, and does not reach beyond it.
    """
    middle, before = (word.start + word.end) / 2, 0.0
    for region in window.regions:
        if middle < before + region.seconds or region is window.regions[-1]:
            break
        before += region.seconds
    shift = region.start - before
    start = min(max(word.start + shift, region.start), region.end - SHORTEST_WORD)
    end = min(max(word.end + shift, start + SHORTEST_WORD), region.end)
    return Word(round(start, 3), round(end, 3), word.text, word.probability)


def in_order(words: Sequence[Word]) -> list[Word]:
    """The same words, none beginning before the one in front of it ended, where that can be."""
    done: list[Word] = []
    for word in words:
        start = max(word.start, done[-1].end) if done else word.start
        done.append(Word(start, max(word.end, start), word.text, word.probability))
    return done
