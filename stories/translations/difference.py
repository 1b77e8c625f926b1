"""What an original said when it was translated, and what it says now, word by word. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

SAME, GONE, NEW = "same", "gone", "new"
KINDS: Final = (SAME, GONE, NEW)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that follow each other: in both texts, in the old one alone, in the new one alone."""

    kind: str
    text: str


def difference(before: str, now: str) -> list[Piece]:
    """The way from one text to the other; what is gone stands before what is new in its place.

    The same and the gone pieces, joined, are the old text; the same and the new ones the new text.
    """
    return list(_pieces(before.split(), now.split()))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, end, begin, close in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(SAME, " ".join(old[first:end]))
            continue
        if end > first:
            yield Piece(GONE, " ".join(old[first:end]))
        if close > begin:
            yield Piece(NEW, " ".join(new[begin:close]))
