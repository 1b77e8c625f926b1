"""The places in which two versions differ, a page at a time, as people read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from stories.transcripts.history.rules import differences
from stories.transcripts.merging.pairs import Pair

PAGE = 20


@dataclass(frozen=True)
class Shown:
    """A page of differences from a moment on, in milliseconds; ``later`` begins the next page.

    ``every`` counts all there are, ``before`` those of earlier pages, ``offered`` those one press
    would take.
    """

    pairs: Sequence[Pair]
    every: int
    before: int
    offered: int
    first_ms: int
    later: int | None


def page_of(pairs: Sequence[Pair], first_ms: int) -> Shown:
    """Places that begin at that moment or after it: they stay put while others are solved."""
    before = sum(pair.start_ms < first_ms for pair in pairs)
    here = list(pairs[before : before + PAGE])
    rest = pairs[before + PAGE :]
    # Places that begin at the same moment stay on one page: the next begins behind it.
    while rest and here and rest[0].start_ms <= here[-1].start_ms:
        here.append(rest[0])
        rest = rest[1:]
    later = rest[0].start_ms if rest else None
    return Shown(
        here,
        len(pairs),
        before,
        sum(one.offered or one.beside_offered for one in pairs),
        first_ms,
        later,
    )


def words_of(pair: Pair) -> list[tuple[str, str]]:
    """The other's words, with what it has and has not beside mine: (kind, words)."""
    return differences(pair.mine.text if pair.mine else "", pair.text)


def told_of(pair: Pair) -> list[tuple[str, str]]:
    """The other's translation beside mine, in the same way."""
    return differences(pair.mine_beside.text, pair.beside)
