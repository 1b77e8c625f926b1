"""A guess which words of the other language say what is hidden in one. Pure.

Names and numbers are written alike in Kazakh and in Russian; for everything else the same part of
the sentence is offered. Whoever proposes and whoever confirms look at it.
"""

from collections.abc import Collection

from stories.foundation.search import fold
from stories.moderation.redaction.words import Word, words_of

LEAST_ALIKE = 3


def guessed(said: str, places: Collection[int], other: str) -> frozenset[int]:
    """Places of words in the other text for places of words in what was said."""
    words, others = words_of(said), words_of(other)
    chosen = [words[place] for place in sorted(places) if place < len(words)]
    if not chosen or not others:
        return frozenset()
    alike = frozenset(
        place for place, one in enumerate(others) if any(_alike(one, mine) for mine in chosen)
    )
    return alike or _at_the_same_place(said, chosen, other, others)


def _alike(one: Word, other: Word) -> bool:
    """Whether a word is a name or a number that is written the same in both languages."""
    mine, theirs = fold(one.text), fold(other.text)
    if any(sign.isdigit() for sign in mine + theirs):
        return mine == theirs
    if not (one.text[:1].isupper() and other.text[:1].isupper()):
        return False
    short, long = sorted((mine, theirs), key=len)
    stem = short[:-1] if len(short) > LEAST_ALIKE + 1 else short
    return len(stem) >= LEAST_ALIKE and long.startswith(stem)


def _at_the_same_place(
    said: str, chosen: list[Word], other: str, others: list[Word]
) -> frozenset[int]:
    share = len(other) / max(len(said), 1)
    start, end = chosen[0].start * share, chosen[-1].end * share
    return frozenset(
        place for place, one in enumerate(others) if one.start < end and one.end > start
    )
