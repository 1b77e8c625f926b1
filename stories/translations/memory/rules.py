"""How alike two texts are. Pure."""

import re
from typing import Final

SAME: Final = 100
LEAST: Final = 70
_SIGNS: Final = re.compile(r"[^\w\s]+")


def folded(text: str) -> str:
    """A text without what makes no other sentence of it: case, signs, ё, spaces."""
    return " ".join(_SIGNS.sub(" ", text.casefold().replace("ё", "е")).split())


def alike(one: str, other: str) -> int:
    """Hundredths by which two texts resemble each other; 100 only where the words are the same."""
    from rapidfuzz import fuzz

    left, right = folded(one), folded(other)
    if left == right:
        return SAME if left else 0
    return min(int(fuzz.ratio(left, right)), SAME - 1)


def lengths_for(text: str) -> tuple[int, int]:
    """Shortest and longest text that may be alike enough, signs and spaces allowed for."""
    letters = len(text)
    return letters * LEAST // (2 * SAME - LEAST) - 2, letters * (2 * SAME - LEAST) // LEAST + 16
