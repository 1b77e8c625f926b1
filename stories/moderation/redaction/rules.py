"""Which sound is hidden, and what may be asked to be hidden. Pure; milliseconds (DOMAIN R5).

A redaction has a core, from the first hidden word to the last, in milliseconds of the recording.
The sound goes silent a little before it and after it, because word times are a machine's.
"""

import enum
from collections.abc import Iterable, Sequence

from stories.moderation.redaction.models import Act, RedactionState
from stories.moderation.timeline import Span, Timeline

PAD_MS = 250
LEAST_MS = 20
MARK = "[…]"
"""What stands where words were: it tells neither what nor why, in no language."""
MOST_REASON = 300
MOST_INSTEAD = 80


# A proposal hides, too: what is in doubt stays private.
HIDING = frozenset({RedactionState.PROPOSED, RedactionState.CONFIRMED})
MOVES: dict[Act, frozenset[RedactionState]] = {
    Act.CHANGED: HIDING,
    Act.CONFIRMED: frozenset({RedactionState.PROPOSED}),
    Act.REFUSED: frozenset({RedactionState.PROPOSED}),
    Act.LIFTED: HIDING,
}


class Place(enum.StrEnum):
    """What is wrong with where somebody wants to hide."""

    BEFORE_ZERO = "before_zero"
    BACKWARDS = "backwards"
    OUTSIDE = "outside"
    HIDDEN_ALREADY = "hidden_already"
    EVERYTHING = "everything"


def may(act: Act, state: RedactionState) -> bool:
    """Whether a redaction in that state may be treated so."""
    return state in MOVES[act]


def padded(core: Span, length_ms: int) -> Span:
    """The sound that is hidden for a core, within a recording of that length."""
    return max(core[0] - PAD_MS, 0), min(core[1] + PAD_MS, max(length_ms, core[1]))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same in order; what overlaps or touches is one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def hidden_sound(cores: Iterable[Span], length_ms: int) -> tuple[Span, ...]:
    """Every stretch of the recording that must not be heard."""
    return merged(padded(core, length_ms) for core in cores)


def snapped(start_ms: int, end_ms: int, words: Iterable[Span]) -> Span:
    """A stretch as wide as every word that it touches: no half of a word is left to be heard."""
    within = [one for one in words if one[0] < end_ms and one[1] > start_ms]
    return min((start_ms, *(one[0] for one in within))), max((end_ms, *(one[1] for one in within)))


def touching(core: Span, others: Iterable[Span]) -> list[Span]:
    """Those of other cores that overlap or touch this one."""
    return [one for one in others if one[0] <= core[1] and one[1] >= core[0]]


def place_fault(core: Span, timeline: Timeline, others: Sequence[Span]) -> Place | None:
    """What is wrong with hiding a core in a story where others are hidden; None if nothing is."""
    start, end = core
    if start < 0:
        return Place.BEFORE_ZERO
    if end < start + LEAST_MS:
        return Place.BACKWARDS
    if not timeline.touches(start, end):
        return Place.OUTSIDE
    if any(one[0] <= start and end <= one[1] for one in others):
        return Place.HIDDEN_ALREADY
    if covers_all((*others, core), timeline):
        return Place.EVERYTHING
    return None


def covers_all(cores: Iterable[Span], timeline: Timeline) -> bool:
    """Whether nothing of a story would be left to hear."""
    length = timeline.spans[-1][1]
    hidden = hidden_sound(cores, length)
    return all(any(a <= start and end <= b for a, b in hidden) for start, end in timeline.spans)
