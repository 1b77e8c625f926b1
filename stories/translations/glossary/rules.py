"""Whether a term stands in a text, in whatever form; and how a pasted list is read. Pure.

Kazakh puts endings behind the word and leaves its beginning alone, but for a last п, к or қ, which
becomes б, г or ғ before a vowel. A word is a form of a term when it begins as the term does and
what follows is a chain of endings a noun may have; from five letters on whatever follows will do,
up to ten letters. Russian words are compared by their stem (Snowball).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from stories.translations.glossary.models import LONGEST, LONGEST_NOTE

MOST: Final = 2000
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SOFTENED: Final = {"п": "б", "к": "г", "қ": "ғ"}
_LONG, _MOST_ENDING = 5, 10
_ENDINGS: Final = re.compile(
    "(?:[лдт][ае]р)?"
    "(?:ымыз|іміз|ыңыз|іңіз|сы|сі|[ыі]?[мң]|мыз|міз|ңыз|ңіз|ы|і)?"
    "(?:[нд][ыі]ң|т[ыі]ң|[ғгқкн][ае]|[ае]|[ндт][ыі]|н|н?[дт][ае]|[дтн][ае]н|[мбп]ен)?"
    "(?:ғы|гі|қы|кі)?"
    "(?:[мбп]ын|[мбп]ін|с[ыі]ң|м[ыі]з|ш[ае])?"
)
_BETWEEN: Final = re.compile(r"[\t;]|\s+[=—–]\s+|\s+-\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a pasted list."""

    kk: str
    ru: str
    note: str = ""


def occurs(term: str, text: str, language: str) -> bool:
    """Whether the words of a term follow each other in a text, each in any of its forms."""
    wanted, words = words_of(term), words_of(text)
    return bool(wanted) and any(
        all(_is_form(word, one, language) for word, one in zip(words[at:], wanted, strict=False))
        for at in range(len(words) - len(wanted) + 1)
    )


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return [_folded(word) for word in _WORD.findall(text)]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("ё", "е")


def _is_form(word: str, term: str, language: str) -> bool:
    if word == term:
        return True
    if language == "ru":
        return _stem(word) == _stem(term)
    return any(_follows(word, stem) for stem in _stems(term))


def _stems(term: str) -> Iterator[str]:
    yield term
    if term[-1] in _SOFTENED and len(term) > 1:
        yield term[:-1] + _SOFTENED[term[-1]]


def _follows(word: str, stem: str) -> bool:
    if not word.startswith(stem):
        return False
    ending = word[len(stem) :]
    long = len(stem) >= _LONG and len(ending) <= _MOST_ENDING
    return long or _ENDINGS.fullmatch(ending) is not None


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    import snowballstemmer

    return str(snowballstemmer.stemmer("russian").stemWord(word))


def tidy_cell(text: str, longest: int = LONGEST) -> str:
    """One cell as it is kept: printable, single spaces, not too long."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(unicodedata.normalize("NFC", plain).split())[:longest].strip()


def read_list(pasted: str) -> tuple[list[Entry], int]:
    """Terms as they were pasted, one a line: Kazakh; Russian; note. And how many lines were none.

    Cells are parted by semicolons or tabs, as tables give them, or by a dash between spaces.
    """
    entries: dict[tuple[str, str], Entry] = {}
    unread = 0
    for line in pasted.splitlines():
        cells = _cells(line)
        entry = Entry(cells[0], cells[1], cells[2]) if cells[0] and cells[1] else None
        if entry is not None:
            entries.setdefault((entry.kk.casefold(), entry.ru.casefold()), entry)
        elif line.strip():
            unread += 1
    return list(entries.values()), unread


def _cells(line: str) -> Sequence[str]:
    found = [cell.strip().strip('"').lstrip("'") for cell in _BETWEEN.split(line.lstrip("\ufeff"))]
    kk, ru, *rest = [*found, "", ""]
    return tidy_cell(kk), tidy_cell(ru), tidy_cell(" ".join(filter(None, rest)), LONGEST_NOTE)


def safe_cell(text: str) -> str:
    """A cell of a table for other programs, which take some beginnings for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text
