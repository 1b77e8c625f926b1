"""Which words of a text are looked up. Pure."""

import re
from collections.abc import Collection, Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_MARK = re.compile(r"\[[^\]]*\]")
SHORTEST, LONGEST = 2, 60
LEAST_STEM = 4


def words_in(text: str) -> list[str]:
    """The words of a text once each, in order; marks in brackets and abbreviations are none."""
    found = _WORD.findall(_MARK.sub(" ", text))
    fit = (word for word in found if SHORTEST <= len(word) <= LONGEST and not word.isupper())
    return list(dict.fromkeys(fit))


def expected(word: str, known: Iterable[str]) -> bool:
    """Whether a word is one that is expected here, in whatever form: it begins as that does."""
    small = word.casefold()
    stems = (stem.casefold() for stem in known)
    return any(
        small == stem or (len(stem) >= LEAST_STEM and small.startswith(stem)) for stem in stems
    )


def doubted(text: str, wrong: Collection[str]) -> list[str]:
    """Words of a text that no dictionary knows, in order."""
    return [word for word in words_in(text) if word in wrong]
