"""Segments that are too short alone join a neighbour, across the stretches they came from. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from stories.transcripts.engine.breaths import LONG_PAUSE, LONGEST, SHORTEST
from stories.transcripts.engine.flags import FLAGS
from stories.transcripts.engine.regions import MARGIN_SECONDS
from stories.transcripts.engine.types import SpokenSegment

APART = LONG_PAUSE - 2 * MARGIN_SECONDS
"""Seconds between two stretches, each with its margin, that are a long pause between voices."""


class Timed(Protocol):
    """A segment as far as joining goes; seconds."""

    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...
    @property
    def language(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def model(self) -> str: ...


def groups_to_join(segments: Sequence[Timed]) -> list[list[int]]:
    """Places of segments, every one in one group, in order; a group becomes one segment.

    A segment under 2 seconds joins a neighbour in its language unless a long pause parts them,
    they would last more than 12 seconds, or one of them is a voice without text.
    """
    groups: list[list[int]] = []
    for place, one in enumerate(segments):
        if groups and _fit(segments[groups[-1][0]], segments[groups[-1][-1]], one):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _fit(first: Timed, last: Timed, one: Timed) -> bool:
    alike = (last.language, last.model) == (one.language, one.model)
    near = one.start - last.end < APART and one.end - first.start <= LONGEST
    short = last.end - first.start < SHORTEST or one.end - one.start < SHORTEST
    return bool(alike and near and short and last.text and one.text)


def joined(segments: Sequence[SpokenSegment]) -> list[SpokenSegment]:
    """The segments with too short ones joined; every word stays, in order."""
    return [_one([segments[at] for at in group]) for group in groups_to_join(segments)]


def _one(parts: Sequence[SpokenSegment]) -> SpokenSegment:
    if len(parts) == 1:
        return parts[0]
    flags = {flag for part in parts for flag in part.flags}
    return replace(
        parts[0],
        end=parts[-1].end,
        text=" ".join(part.text for part in parts),
        confidence=weighed([(part.confidence, part.end - part.start) for part in parts]),
        words=tuple(word for part in parts for word in part.words),
        flags=tuple(flag for flag in FLAGS if flag in flags),
        language_certainty=weighed(
            [(part.language_certainty, part.end - part.start) for part in parts]
        ),
    )


def weighed(values: Sequence[tuple[float, float]]) -> float:
    """The mean of values, each with its seconds."""
    whole = sum(seconds for _, seconds in values)
    return round(sum(value * seconds for value, seconds in values) / max(whole, 0.001), 4)
