"""A pasted list becomes words. Pure."""

import re
import unicodedata

LONGEST = 60
MOST = 500
_BETWEEN = re.compile(r"[\n\r\t,;]+")
_AROUND = " .:!?•*–—-\"'«»“”()[]"


def read_list(pasted: str) -> list[str]:
    """Words as they were pasted, one a line or parted by commas, each once; empty ones are left.

    Signs around a word are taken off, as lists have them; what is too long is cut at a space.
    """
    found: dict[str, str] = {}
    for piece in _BETWEEN.split(unicodedata.normalize("NFC", pasted)):
        word = _tidy(piece)
        if word:
            found.setdefault(alike(word), word)
    return list(found.values())


def alike(word: str) -> str:
    """What two spellings of one word share: the case of letters does not matter."""
    return word.casefold()[:LONGEST]


def _tidy(piece: str) -> str:
    shown = "".join(sign for sign in piece if sign.isprintable())
    word = " ".join(shown.split()).strip(_AROUND)
    if len(word) <= LONGEST:
        return word
    return word[: LONGEST + 1].rpartition(" ")[0].strip(_AROUND) or word[:LONGEST]
