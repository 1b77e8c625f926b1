"""What of another version stands where in the working text. Pure.

Each word of the other version gets exactly one place: in a segment of the working text, or between
two of them. Equal words hold the two together; where there are none, their times do.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, Protocol

APART_MS: Final = {"equal": 3000, "replace": 1000}
"""Equal words farther apart are two words, not one: so much do no two engines differ. A word that
another stands for is one with it if it is said at about the same time."""
NEAR_MS: Final = 700
"""A word this close to a segment belongs to it; farther away it stands between two."""
CHUNK, AROUND = 60, 8
"""Segments whose words are placed at once, so that a long text costs no more for each of them; and
how many are looked at before and after them, for two engines' times are never quite the same."""


class Row(Protocol):
    """A segment, as far as its place and words go; milliseconds."""

    @property
    def start_ms(self) -> int: ...
    @property
    def end_ms(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def words(self) -> Sequence[Mapping[str, Any]]: ...


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a version: its segment's place, its own place there, and its times."""

    row: int
    place: int
    text: str
    start_ms: int
    end_ms: int

    @property
    def middle(self) -> float:
        return (self.start_ms + self.end_ms) / 2


@dataclass(frozen=True, slots=True)
class Block:
    """Words of the other version and where they stand: in the segment ``at``, or after it.

    ``between`` words stand behind the segment ``at`` (-1: before the first) and in none.
    """

    at: int
    words: tuple[Word, ...] = ()
    between: bool = False

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def words_of(rows: Sequence[Row]) -> list[Word]:
    """Every word of these segments; times that nobody knows are shared out by letters."""
    return [word for at, row in enumerate(rows) for word in _words(at, row)]


def _words(at: int, row: Row) -> Iterator[Word]:
    texts = row.text.split()
    if len(row.words) == len(texts):
        for place, (text, word) in enumerate(zip(texts, row.words, strict=True)):
            start, end = (round(float(word[name]) * 1000) for name in ("start", "end"))
            yield Word(at, place, text, start, max(end, start))
        return
    letters = sum(len(text) + 1 for text in texts)
    length, done = max(row.end_ms - row.start_ms, 1), 0
    for place, text in enumerate(texts):
        start = row.start_ms + length * done // letters
        done += len(text) + 1
        yield Word(at, place, text, start, row.start_ms + length * done // letters)


def aligned(mine: Sequence[Row], theirs: Sequence[Row]) -> list[Block]:
    """A block for each segment of mine, in order, and one for each of theirs between two."""
    words = sorted(words_of(theirs), key=lambda word: (word.row, word.place))
    return _blocks(len(mine), words, list(_spots(mine, words)))


def homes_of(blocks: Sequence[Block]) -> list[list[int]]:
    """For each block the other's segments most of whose words it holds, the first of equals."""
    counts: dict[int, Counter[int]] = {}
    for at, block in enumerate(blocks):
        for word in block.words:
            counts.setdefault(word.row, Counter())[at] += 1
    found: list[list[int]] = [[] for _ in blocks]
    for row in sorted(counts):
        found[counts[row].most_common(1)[0][0]].append(row)
    return found


# A spot is twice a segment's place, and one more behind it; -1 is before the first.


def _spots(mine: Sequence[Row], words: Sequence[Word]) -> Iterator[int]:
    """Where each word stands; never before the one in front of it."""
    low = -1
    for first, here in _chunks(mine, words):
        begin, end = max(first - AROUND, 0), min(first + CHUNK + AROUND, len(mine))
        around = slice(max(here.start - 10 * AROUND, 0), here.stop + 10 * AROUND)
        held = _held_together(mine, begin, end, words[around], around.start)
        ceilings = _ceilings(held, here, 2 * end - 1)
        for place in here:
            wanted = 2 * held[place] if place in held else _by_time(mine, begin, end, words[place])
            low = max(low, min(wanted, ceilings[place]))
            yield low


def _chunks(mine: Sequence[Row], words: Sequence[Word]) -> Iterator[tuple[int, range]]:
    """Places of words by the chunk of segments they fall into, with its first segment."""
    firsts = list(range(0, max(len(mine), 1), CHUNK))
    at = 0
    for place, first in enumerate(firsts):
        last = place + 1 == len(firsts)
        until = None if last else mine[firsts[place + 1]].start_ms
        begun = at
        while at < len(words) and (until is None or words[at].middle < until):
            at += 1
        yield first, range(begun, at)


def _ceilings(held: Mapping[int, int], here: range, last: int) -> dict[int, int]:
    """For each word the spot of the next one that is held: it cannot stand behind that."""
    found, ceiling = {}, last
    for place in reversed(here):
        ceiling = min(2 * held[place], ceiling) if place in held else ceiling
        found[place] = ceiling
    return found


def _held_together(
    mine: Sequence[Row], first: int, last: int, words: Sequence[Word], before: int
) -> dict[int, int]:
    """In which segment words stand that both versions have, or one in place of another.

    ``before`` are the words that stand in front of these.
    """
    from rapidfuzz.distance import Levenshtein

    own = words_of(mine[first:last])
    left, right = [_alike(word.text) for word in own], [_alike(word.text) for word in words]
    found: dict[int, int] = {}
    for step in Levenshtein.opcodes(left, right):
        if step.tag not in APART_MS:
            continue
        for one, other in zip(
            range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True
        ):
            if abs(own[one].middle - words[other].middle) <= APART_MS[step.tag]:
                found[before + other] = first + own[one].row
    return found


def _alike(word: str) -> Hashable:
    """What makes two words the same: their letters, whatever stands around them."""
    return word.strip(".,;:!?…«»\"'()-–—").casefold() or word


def _by_time(mine: Sequence[Row], first: int, last: int, word: Word) -> int:
    """The spot of the segment a word is said in or close to, or of the gap it falls into."""
    if first >= last:
        return -1
    near = min(range(first, last), key=lambda at: (_away(mine[at], word), at))
    if _away(mine[near], word) <= NEAR_MS:
        return 2 * near
    return 2 * near + 1 if word.middle >= mine[near].end_ms else 2 * near - 1


def _away(row: Row, word: Word) -> float:
    return max(row.start_ms - word.middle, word.middle - row.end_ms, 0)


def _blocks(count: int, words: Sequence[Word], spots: Sequence[int]) -> list[Block]:
    stands: dict[int, list[Word]] = {}
    for word, spot in zip(words, spots, strict=True):
        stands.setdefault(spot, []).append(word)
    blocks = []
    for spot in range(-1, 2 * count):
        at, between = divmod(spot, 2)
        here = stands.get(spot, [])
        if not between:
            blocks.append(Block(at, tuple(here)))
            continue
        for _, group in groupby(here, key=lambda word: word.row):
            blocks.append(Block(at, tuple(group), between=True))
    return blocks
