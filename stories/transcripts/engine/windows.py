"""Times within a window find their way back into the recording. Pure."""

from collections.abc import Sequence

from stories.transcripts.engine.types import Window, Word

SHORTEST_WORD = 0.02


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
