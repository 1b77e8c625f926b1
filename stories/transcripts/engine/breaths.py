"""Words become segments at the ends of sentences and at breaths. Pure."""

from collections.abc import Iterator, Sequence

from stories.transcripts.engine.types import Word

SHORTEST, LONGEST = 2.0, 12.0
PAUSE, LONG_PAUSE = 0.35, 1.2
_ENDS = (".", "!", "?", "…")
_CLINGS = "»”\"')"


def spoken_groups(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Every word in exactly one group, in order.

    Groups end where a sentence or a breath ends and last about 2 to 12 seconds; a lone short
    word between long pauses stays alone, and a word longer than 12 seconds too.
    """
    groups: list[tuple[Word, ...]] = []
    for piece in _pieces(words):
        if groups and _belong_together(groups[-1], piece):
            groups[-1] += piece
        else:
            groups.append(piece)
    return [part for group in groups for part in _shortened(group)]


def _pieces(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    begun: list[Word] = []
    for word in words:
        if begun and (_ends_sentence(begun[-1]) or word.start - begun[-1].end >= PAUSE):
            yield tuple(begun)
            begun = []
        begun.append(word)
    if begun:
        yield tuple(begun)


def _ends_sentence(word: Word) -> bool:
    return word.text.rstrip(_CLINGS).endswith(_ENDS)


def _belong_together(left: Sequence[Word], right: Sequence[Word]) -> bool:
    if right[0].start - left[-1].end >= LONG_PAUSE or right[-1].end - left[0].start > LONGEST:
        return False
    whole = _ends_sentence(left[-1])
    short = left[-1].end - left[0].start < SHORTEST or right[-1].end - right[0].start < SHORTEST
    return short or not whole


def _shortened(group: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    while len(group) > 1 and group[-1].end - group[0].start > LONGEST:
        cut = _best_cut(group)
        yield from _shortened(group[:cut])
        group = group[cut:]
    yield group


def _best_cut(group: Sequence[Word]) -> int:
    """Where a comma or a pause is, and rather in the middle than at an edge."""
    begin, seconds = group[0].start, group[-1].end - group[0].start

    def worth(place: int) -> float:
        left, right = group[place - 1], group[place]
        comma = 0.3 if left.text.endswith((",", ";", ":", "—", "–")) else 0.0
        middle = 1 - abs((left.end - begin) / seconds - 0.5) * 2
        return right.start - left.end + comma + middle

    return max(range(1, len(group)), key=worth)
