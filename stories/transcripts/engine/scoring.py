"""How far a text is from what was said: word and character error rates. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_NOT_WORDS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"(?<!\w)\d{1,12}(?!\w)")
_THOUSANDS = re.compile(r"(?<=\d)[\s\u00a0](?=\d{3}(?!\d))")
# num2words calls Kazakh by the code of its country.
_SPELT: Final = {"kk": "kz", "ru": "ru", "en": "en", "tr": "tr", "ar": "ar"}


@dataclass(frozen=True, slots=True)
class Errors:
    """Edits and lengths, in words and in characters; they add up over recordings."""

    words: int = 0
    word_edits: int = 0
    characters: int = 0
    character_edits: int = 0

    def __add__(self, other: "Errors") -> "Errors":
        return Errors(
            self.words + other.words,
            self.word_edits + other.word_edits,
            self.characters + other.characters,
            self.character_edits + other.character_edits,
        )

    @property
    def wer(self) -> float:
        """Word edits for each word that was said; above 1 where more was invented than said."""
        return round(self.word_edits / max(self.words, 1), 4)

    @property
    def cer(self) -> float:
        """Character edits for each character that was said."""
        return round(self.character_edits / max(self.characters, 1), 4)


def folded(text: str) -> str:
    """Lower case, no punctuation, ё as е, single spaces; letters composed (NFC)."""
    lower = unicodedata.normalize("NFC", text.replace("İ", "i").lower())
    return _NOT_WORDS.sub(" ", lower.replace("ё", "е")).strip()


def spelt(text: str, language: str) -> str:
    """The text with its whole numbers in words (1990 as a count, not as a year)."""
    if language not in _SPELT or not any(sign.isdigit() for sign in text):
        return text
    joined = _THOUSANDS.sub("", text)
    return _NUMBER.sub(lambda found: _in_words(int(found[0]), language), joined)


@lru_cache(maxsize=4096)
def _in_words(number: int, language: str) -> str:
    from num2words import num2words

    return str(num2words(number, lang=_SPELT[language]))


def errors_of(said: str, written: str, languages: Sequence[str] = ()) -> Errors:
    """The distance of what was written from what was said, both folded first.

    Numbers are put into words on both sides; where several languages are spoken, in the one that
    gives the fewer errors. Without a language figures stay figures.
    """
    tries = [
        _errors(spelt(said, language), spelt(written, language)) for language in languages or ("",)
    ]
    return min(tries, key=lambda found: (found.word_edits, found.character_edits))


def _errors(said: str, written: str) -> Errors:
    from rapidfuzz.distance import Levenshtein

    left, right = folded(said), folded(written)
    words: Sequence[str] = left.split()
    return Errors(
        len(words),
        Levenshtein.distance(words, right.split()),
        len(left),
        Levenshtein.distance(left, right),
    )
