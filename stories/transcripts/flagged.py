"""What should be heard again in a text: how often, where first, and where next."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from stories.transcripts.queries import PAGE

Flags = Iterable[tuple[uuid.UUID, Sequence[str]]]
Address = Callable[[int, uuid.UUID], str]


@dataclass(frozen=True)
class Kind:
    """One flag: its name, on how many segments, and the address of the first."""

    flag: str
    count: int
    first: str


@dataclass(frozen=True)
class Flagged:
    """The flags of a whole text; ``following`` leads from each flagged segment to the next."""

    segments: int = 0
    kinds: tuple[Kind, ...] = ()
    following: Mapping[uuid.UUID, str] = field(default_factory=dict)


def flagged(rows: Flags, known: Iterable[str], address: Address, *, page: int = PAGE) -> Flagged:
    """Look through all segments in order. Pure; ``address`` is given a page's number and an id.

    Flags come in the order of ``known``; others are not told of.
    """
    order = tuple(known)
    found = [
        (key, [flag for flag in order if flag in flags], address(place // page + 1, key))
        for place, (key, flags) in enumerate(rows)
        if set(flags) & set(order)
    ]
    kinds = []
    for flag in order:
        where = [url for _, flags, url in found if flag in flags]
        if where:
            kinds.append(Kind(flag, len(where), where[0]))
    following = {left[0]: right[2] for left, right in pairwise(found)}
    return Flagged(len(found), tuple(kinds), following)
