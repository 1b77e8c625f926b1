"""Where in a story a moment of its recording is heard, and the other way. Pure.

A story is made of stretches of one recording. They stand in the order in which they were spoken
and never overlap, so whatever was said in one go lies in one piece in the story, too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

Span = tuple[int, int]  # milliseconds: the first, and the one after the last


def ordered(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same in the order of speech; those that touch become one. Overlaps stay as they are."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


@dataclass(frozen=True)
class Timeline:
    """A story's stretches in milliseconds of the recording; raises ValueError for no such ones."""

    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        bad = any(start < 0 or end <= start for start, end in self.spans)
        late = any(one[1] > other[0] for one, other in pairwise(self.spans))
        if bad or late or not self.spans:
            raise ValueError(f"not stretches of a recording: {self.spans}")

    @property
    def length_ms(self) -> int:
        """How long the story is heard."""
        return self._starts[-1] + self.spans[-1][1] - self.spans[-1][0]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Where each stretch begins in the story."""
        lengths = (end - start for start, end in self.spans[:-1])
        return tuple(accumulate(lengths, initial=0))

    def touches(self, start_ms: int, end_ms: int) -> bool:
        """Whether any of [start, end) of the recording is heard in the story."""
        return any(start_ms < end and end_ms > start for start, end in self.spans)

    def in_story(self, start_ms: int, end_ms: int) -> Span | None:
        """What of [start, end) of the recording is heard, in ms of the story; None if nothing is.

        It is one piece: what lies between two heard parts of it is not in the story at all.
        """
        heard = [
            (at + max(start_ms, start) - start, at + min(end_ms, end) - start)
            for at, (start, end) in zip(self._starts, self.spans, strict=True)
            if start_ms < end and end_ms > start
        ]
        return (heard[0][0], heard[-1][1]) if heard else None

    def in_recording(self, start_ms: int, end_ms: int) -> tuple[Span, ...]:
        """The parts of the recording heard in [start, end) of the story, in order."""
        found = (
            (start + max(start_ms - at, 0), min(start + end_ms - at, end))
            for at, (start, end) in zip(self._starts, self.spans, strict=True)
        )
        return tuple((start, end) for start, end in found if start < end)

    def moment(self, at_ms: int) -> int:
        """The moment of the recording heard at a moment of the story; beyond its ends, the end."""
        for at, (start, end) in reversed(list(zip(self._starts, self.spans, strict=True))):
            if at_ms >= at:
                return min(start + at_ms - at, end)
        return self.spans[0][0]
