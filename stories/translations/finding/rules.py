"""How words are found in a text and replaced. Pure.

Kazakh is often typed without its own letters («калай» for «қалай»), so letters of one group may
stand for each other where somebody wants that. A word ends where letters end, Kazakh ones too.
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 200
GROUPS = ("аә", "гғ", "кқ", "нң", "оө", "уұү", "хһh", "иіi", "её")
_LIKE = {letter: group for group in GROUPS for letter in group}


@dataclass(frozen=True)
class Wanted:
    """What is looked for; ``text`` is one line, and empty finds nothing."""

    text: str
    loose: bool = False
    whole: bool = False
    exact_case: bool = False


@dataclass(frozen=True)
class Piece:
    """A part of a text; ``instead`` is what would stand in its place, None for what stays."""

    text: str
    instead: str | None = None


def tidy(text: str) -> str:
    """One line, single spaces, each letter in its one composed form."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def pattern(wanted: Wanted) -> re.Pattern[str]:
    """The expression that finds it; built of single letters only, so its time is bounded."""
    parts = [_part(letter, loose=wanted.loose) for letter in tidy(wanted.text)]
    said = "".join(parts)
    if wanted.whole:
        said = rf"(?<!\w){said}(?!\w)"
    return re.compile(said, 0 if wanted.exact_case else re.IGNORECASE)


def _part(letter: str, *, loose: bool) -> str:
    if letter == " ":
        return r"\s+"
    small = letter.lower()
    if loose and small in _LIKE:
        return f"[{_LIKE[small]}{_LIKE[small].upper()}]"
    return re.escape(letter)


def pieces(text: str, wanted: Wanted, instead: str) -> list[Piece]:
    """The text in its parts, found and other; [] where nothing is found."""
    if not tidy(wanted.text):
        return []
    text = unicodedata.normalize("NFC", text)
    found: list[Piece] = []
    at = 0
    for match in pattern(wanted).finditer(text):
        if match.start() > at:
            found.append(Piece(text[at : match.start()]))
        cased = instead if wanted.exact_case else as_cased(match.group(), instead)
        found.append(Piece(match.group(), cased))
        at = match.end()
    if at and at < len(text):
        found.append(Piece(text[at:]))
    return found


def as_cased(found: str, instead: str) -> str:
    """The new words with the capitals of those they replace."""
    letters = [letter for letter in found if letter.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return instead.upper()
    if letters and letters[0].isupper() and instead[:1].islower():
        return instead[:1].upper() + instead[1:]
    return instead


def replaced(text: str, wanted: Wanted, instead: str) -> str:
    """The text with every place replaced, as it would be kept."""
    found = pieces(text, wanted, instead)
    if not found:
        return text
    return tidy("".join(one.text if one.instead is None else one.instead for one in found))
