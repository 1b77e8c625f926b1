"""Decisions about what was changed: what is taken back next, and what differs. Pure."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from stories.transcripts.history.models import Kind, Way

STRETCH = timedelta(minutes=2)
"""Letters added to a text within this time after the last ones are one change."""
ONE_WAY = frozenset({Kind.IMPORTED})


@dataclass(frozen=True)
class Step:
    """One step of somebody's, and the step it takes back or makes once more."""

    step: uuid.UUID
    kind: Kind
    way: Way
    undoes: uuid.UUID | None = None


def stacks(steps: Iterable[Step]) -> tuple[list[uuid.UUID], list[uuid.UUID]]:
    """What can be taken back and what made once more, from somebody's steps, oldest first.

    A step of several kinds of change is one. The last of each list comes first. A new step leaves
    nothing to make once more.
    """
    undo: list[uuid.UUID] = []
    redo: list[uuid.UUID] = []
    for one in steps:
        if one.undoes is None:
            redo.clear()
            if one.kind not in ONE_WAY and one.step not in undo:
                undo.append(one.step)
            continue
        left, reached = (undo, redo) if one.way is Way.UNDONE else (redo, undo)
        if one.undoes in left:
            left.remove(one.undoes)
        if one.undoes not in reached:
            reached.append(one.undoes)
    return undo, redo


def next_of(stack: list[uuid.UUID], passing: uuid.UUID | None) -> uuid.UUID | None:
    """The step that comes next; after ``passing``, which could not be taken, the one behind it."""
    if passing in stack:
        stack = stack[: stack.index(passing)]
    return stack[-1] if stack else None


def continues(earlier: str, later: str, last: datetime, now: datetime) -> bool:
    """Whether a text only goes on; then one change holds both, and no word is lost by that.

    Each word of the earlier text stands in the later one still, in order, or has grown at its end.
    """
    if not timedelta() <= now - last <= STRETCH:
        return False
    words = iter(later.split())
    return all(any(word.startswith(was) for word in words) for was in earlier.split())


SAME, ADDED, REMOVED = "same", "added", "removed"


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """A change word by word: (same | added | removed, words), in reading order.

    All that is same and added, put together, is the text after; same and removed, the one before.
    """
    old, new = before.split(), after.split()
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append((SAME, " ".join(new[c:d])))
            continue
        parts = ((REMOVED, old[a:b]), (ADDED, new[c:d]))
        found.extend((name, " ".join(words)) for name, words in parts if words)
    return found
