"""Words of a text: where they stand, and when they are heard. Pure; milliseconds, characters.

Where the machine's word times fit the text no more, because people corrected it, a word is taken to
be heard somewhere in the widest stretch in which it can be: more is hidden rather than less.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from stories.moderation.timeline import Span
from stories.transcripts.rules import Words

_WORD = re.compile(r"\S+")
_LETTER = re.compile(r"\w", re.UNICODE)
_TIGHT_MS = 200  # a word nobody heard apart lies in one of its neighbours


@dataclass(frozen=True)
class Word:
    """A word without the punctuation around it: characters [start, end) of the text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Heard:
    """A word, and the stretch of the recording in which it is heard; ``sure`` if it was timed."""

    word: Word
    from_ms: int
    to_ms: int
    sure: bool

    @property
    def span(self) -> Span:
        return self.from_ms, self.to_ms


def words_of(text: str) -> list[Word]:
    """The words of a text in order; signs that stand alone are none."""
    return list(_words(text))


def _words(text: str) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        marks = [one.start() for one in _LETTER.finditer(found.group())]
        if marks:
            start, end = found.start() + marks[0], found.start() + marks[-1] + 1
            yield Word(start, end, text[start:end])


def fold(word: str) -> str:
    """A word to compare by."""
    return word.casefold().replace("ё", "е")


def heard_words(text: str, times: Words, start_ms: int, end_ms: int) -> list[Heard]:
    """When each word of a segment's text is heard; ``times`` are the machine's, in seconds."""
    words = words_of(text)
    known = list(_timed(times))
    same = SequenceMatcher(
        None, [one[0] for one in known], [fold(word.text) for word in words], autojunk=False
    )
    found: list[Heard] = []
    for tag, first, last, start, end in same.get_opcodes():
        if tag == "equal":
            pairs = zip(words[start:end], known[first:last], strict=True)
            found.extend(Heard(word, *one[1], sure=True) for word, one in pairs)
        elif end > start:
            where = _widest([one[1] for one in known], first, last, (start_ms, end_ms))
            found.extend(Heard(word, *where, sure=False) for word in words[start:end])
    return found


def _timed(times: Words) -> Iterator[tuple[str, Span]]:
    for one in times:
        start, end = round(float(one["start"]) * 1000), round(float(one["end"]) * 1000)
        for word in words_of(str(one["text"])):
            yield fold(word.text), (start, max(end, start + 1))


def _widest(known: Sequence[Span], first: int, last: int, whole: Span) -> Span:
    """Where words can be that stand for the timed ones [first, last), or between two of them."""
    if last > first:
        return known[first][0], max(known[last - 1][1], known[first][0] + 1)
    start = known[first - 1][1] if first else whole[0]
    end = known[last][0] if last < len(known) else whole[1]
    if end - start >= _TIGHT_MS:
        return start, end
    start = known[first - 1][0] if first else min(whole[0], start)
    end = known[last][1] if last < len(known) else max(whole[1], end)
    return start, max(end, start + 1)


def between(heard: Sequence[Heard], chosen: Iterable[int]) -> tuple[int, ...]:
    """Places of the words from the first chosen one to the last: what is heard has no holes."""
    places = sorted(place for place in chosen if 0 <= place < len(heard))
    return tuple(range(places[0], places[-1] + 1)) if places else ()


def core_of(heard: Iterable[Heard]) -> Span | None:
    """From the beginning of the first of these words to the end of the last."""
    spans = [one.span for one in heard]
    return (min(one[0] for one in spans), max(one[1] for one in spans)) if spans else None


def touched(heard: Sequence[Heard], core: Span) -> tuple[int, ...]:
    """Places of the words that are heard within a core, if only partly."""
    return between(
        heard, [i for i, one in enumerate(heard) if one.from_ms < core[1] and one.to_ms > core[0]]
    )


def runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Places that follow one another, as first and last."""
    found: list[tuple[int, int]] = []
    for place in sorted(set(places)):
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
