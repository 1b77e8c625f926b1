"""How far a text is from what was said: word and character error rates. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_NOT_WORDS = re.compile(r"[\W_]+")


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


def errors_of(said: str, written: str) -> Errors:
    """The distance of what was written from what was said, both folded first."""
    from rapidfuzz.distance import Levenshtein

    left, right = folded(said), folded(written)
    words: Sequence[str] = left.split()
    return Errors(
        len(words),
        Levenshtein.distance(words, right.split()),
        len(left),
        Levenshtein.distance(left, right),
    )
