"""Names and numbers of one person as they may stand in a text, and how a text loses them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

LEAST = 3  # letters; a shorter word would tear holes into others
GONE = "[…]"


@dataclass(frozen=True)
class Words:
    """Words that are taken out of texts, the longest first; a word is found by its beginning."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, found: Iterable[str | None]) -> "Words":
        """Every word long enough, once."""
        kept = {" ".join((word or "").split()) for word in found}
        long = (word for word in kept if len(word) >= LEAST)
        return cls(tuple(sorted(long, key=lambda word: (-len(word), word))))

    def without(self, text: str) -> str:
        """A text in which a sign stands where one of the words stood, with its endings."""
        if not self.words or not text:
            return text
        found = "|".join(re.escape(word) for word in self.words)
        # Kazakh and Russian words grow at their end: «Әселя» also stands in «Әселяның».
        return re.sub(rf"(?<!\w)(?:{found})\w*", GONE, text, flags=re.IGNORECASE)

    def out_of(self, value: Any) -> Any:
        """The same for whatever JSON holds."""
        if isinstance(value, str):
            return self.without(value)
        if isinstance(value, list):
            return [self.out_of(item) for item in value]
        if isinstance(value, dict):
            return {key: self.out_of(item) for key, item in value.items()}
        return value
