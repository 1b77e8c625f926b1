"""The order of a reviewer's queue, what is enough for a day, and what changed. Pure."""

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, TypeVar

from stories.transcripts.history.rules import SAME, differences

USUAL_PACE = 8  # a day, where nobody chose another number
PACES = (3, 5, USUAL_PACE, 15, 0)  # nought is no limit
MOST_SHOWN = 60
Item = TypeVar("Item")
Piece = tuple[str, str]  # (same | added | removed, words)


class Age(enum.StrEnum):
    """What comes first in the queue."""

    OLDEST = "oldest"
    NEWEST = "newest"


class Care(enum.StrEnum):
    """How much care a story asks for; a child's comes before a content note."""

    PLAIN = "plain"
    NOTE = "note"
    CHILD = "child"


@dataclass(frozen=True)
class Traits:
    """What a queue sorts by: the language most is told in, and the care it asks for."""

    language: str
    care: Care
    skipped_at: datetime | None = None


@dataclass(frozen=True)
class Wish:
    """What a reviewer wants to see of the queue; None means all."""

    age: Age = Age.OLDEST
    language: str | None = None
    care: Care | None = None


def arranged(items: Sequence[Item], traits: Callable[[Item], Traits], wish: Wish) -> list[Item]:
    """Those that are wished for, in the wished order; what was skipped comes last, as skipped.

    ``items`` come with the oldest first.
    """
    chosen = [item for item in items if _fits(traits(item), wish)]
    if wish.age is Age.NEWEST:
        chosen.reverse()
    fresh = [item for item in chosen if traits(item).skipped_at is None]
    skipped = [(traits(item).skipped_at, place) for place, item in enumerate(chosen)]
    later = sorted((at, place) for at, place in skipped if at is not None)
    return [*fresh, *(chosen[place] for _at, place in later)]


def _fits(traits: Traits, wish: Wish) -> bool:
    return wish.language in (None, traits.language) and wish.care in (None, traits.care)


def enough(decided: int, a_day: int) -> bool:
    """Whether somebody has decided on as many stories today as they wanted to at most."""
    return bool(a_day) and decided >= a_day


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was seen: which, in which language, when (ms), word by word."""

    what: str
    language: str
    pieces: list[Piece]
    at_ms: int | None = None


def changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Change]:
    """What changed between two looks (``seen.look_at``), in the order of the page."""
    return [*_words(before, now), *_lines(before["lines"], now["lines"]), *_more(before, now)]


def _words(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for name, text in now["words"].items():
        was = before["words"].get(name, "")
        if was != text:
            what, _, language = name.rpartition("_")
            yield Change(what or name, language, differences(was, text))


def _lines(before: list[list[Any]], now: list[list[Any]]) -> Iterator[Change]:
    old, new = ([tuple(line[2:]) for line in lines] for lines in (before, now))
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for place in range(max(b - a, d - c)):
            was = before[a + place] if a + place < b else None
            told = now[c + place] if c + place < d else None
            yield from _line(was, told)


def _line(was: list[Any] | None, told: list[Any] | None) -> Iterator[Change]:
    at = (told or was or [0])[0] if told else None
    for place, language in ((2, "kk"), (3, "ru")):
        pieces = differences(was[place] if was else "", told[place] if told else "")
        if any(kind != SAME for kind, _text in pieces):
            yield Change("text", language, pieces, at)


def _more(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for name in dict.fromkeys([*before["more"], *now["more"]]):
        was, told = (list(look["more"].get(name, ())) for look in (before, now))
        pieces = [*_only("removed", was, told), *_only("added", told, was)]
        if pieces:
            yield Change(name, "", pieces)


def _only(kind: str, these: Iterable[str], others: Sequence[str]) -> list[Piece]:
    return [(kind, item) for item in these if item not in others]
