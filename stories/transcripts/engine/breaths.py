"""Words become segments at the ends of sentences and at breaths. Pure."""

from bisect import bisect
from collections.abc import Iterator, Sequence

from stories.transcripts.engine.tidying import ends_sentence
from stories.transcripts.engine.types import Word

SHORTEST, LONGEST = 2.0, 12.0
PAUSE, LONG_PAUSE = 0.35, 1.2


def spoken_groups(words: Sequence[Word], walls: Sequence[float] = ()) -> list[tuple[Word, ...]]:
    """Every word in exactly one group, in order.

    Groups end where a sentence or a breath ends and last about 2 to 12 seconds. None reaches
    across a long pause or a wall (a time, in order), so a lone short word between long pauses
    stays alone, and a word longer than 12 seconds too.
    """
    groups: list[tuple[Word, ...]] = []
    for piece in _pieces(words, walls):
        if groups and _belong_together(groups[-1], piece, walls):
            groups[-1] += piece
        else:
            groups.append(piece)
    return [part for group in groups for part in _shortened(group)]


def _pieces(words: Sequence[Word], walls: Sequence[float]) -> Iterator[tuple[Word, ...]]:
    begun: list[Word] = []
    for word in words:
        if begun and _parts(begun[-1], word, walls):
            yield tuple(begun)
            begun = []
        begun.append(word)
    if begun:
        yield tuple(begun)


def _parts(left: Word, right: Word, walls: Sequence[float]) -> bool:
    breath = right.start - left.end >= PAUSE
    return breath or ends_sentence(left.text) or _walled(left, right, walls)


def _walled(left: Word, right: Word, walls: Sequence[float]) -> bool:
    return bisect(walls, _middle(left)) != bisect(walls, _middle(right))


def _middle(word: Word) -> float:
    return (word.start + word.end) / 2


def _belong_together(left: Sequence[Word], right: Sequence[Word], walls: Sequence[float]) -> bool:
    if right[0].start - left[-1].end >= LONG_PAUSE or right[-1].end - left[0].start > LONGEST:
        return False
    if _walled(left[-1], right[0], walls):
        return False
    whole = ends_sentence(left[-1].text)
    short = left[-1].end - left[0].start < SHORTEST or right[-1].end - right[0].start < SHORTEST
    return short or not whole


def _shortened(group: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    while len(group) > 1 and group[-1].end - group[0].start > LONGEST:
        cut = _best_cut(group)
        yield from _shortened(group[:cut])
        group = group[cut:]
    yield group


def _best_cut(group: Sequence[Word]) -> int:
    """Where a comma or a pause is, rather in the middle than at an edge, and no half too short."""
    begin, seconds = group[0].start, group[-1].end - group[0].start

    def long_enough(place: int) -> bool:
        left, right = group[place - 1].end - begin, group[-1].end - group[place].start
        return min(left, right) >= SHORTEST

    def worth(place: int) -> float:
        left, right = group[place - 1], group[place]
        comma = 0.3 if left.text.endswith((",", ";", ":", "—", "–")) else 0.0
        middle = 1 - abs((left.end - begin) / seconds - 0.5) * 2
        return right.start - left.end + comma + middle

    return max(range(1, len(group)), key=lambda place: (long_enough(place), worth(place)))
