"""Names and numbers of one person as they may stand in a text, and how a text loses them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

LEAST = 3  # letters; a shorter word would tear holes into others
GONE = "[…]"
# Letters that stand for each other where somebody types without the Kazakh ones.
ALIKE = ("аә", "гғ", "кқ", "нң", "оө", "уұү", "хһ", "иі", "её")
_LIKE = {sign: f"[{group}]" for group in ALIKE for sign in group}
# Russian names change their last sign: «Гульнара» also stands in «Гульнаре», «Игорь» in «Игоря».
CHANGING, LEAST_CHANGING = "аяйь", 4
ENDINGS = "ы|и|е|у|ю|а|я|ой|ей|ою|ею|ом|ем|ём"
NUMBER, LEAST_DIGITS = re.compile(r"\+?[\d\s()\-]+"), 6
HOME, HOME_DIGITS = "78", 11  # «8 701 …» and «+7 701 …» are one number


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
        return _expression(self.words).sub(GONE, text)

    def out_of(self, value: Any) -> Any:
        """The same for whatever JSON holds."""
        if isinstance(value, str):
            return self.without(value)
        if isinstance(value, list):
            return [self.out_of(item) for item in value]
        if isinstance(value, dict):
            return {key: self.out_of(item) for key, item in value.items()}
        return value


@lru_cache(maxsize=16)
def _expression(words: tuple[str, ...]) -> re.Pattern[str]:
    found = "|".join(map(_pattern, words))
    return re.compile(rf"(?<!\w)(?:{found})", re.IGNORECASE)


def _pattern(word: str) -> str:
    digits = re.sub(r"\D", "", word)
    if NUMBER.fullmatch(word) and len(digits) >= LEAST_DIGITS:
        return _number(digits)
    # Kazakh and Russian words grow at their end: «Әселя» also stands in «Әселяның».
    grown = rf"{_signs(word)}\w*"
    last = word[-1].casefold()
    if len(word) < LEAST_CHANGING or last not in CHANGING or not word.isalpha():
        return grown
    return rf"{grown}|{_signs(word[:-1])}(?:{ENDINGS})?(?!\w)"


def _signs(word: str) -> str:
    return "".join(_LIKE.get(sign, re.escape(sign)) for sign in word.casefold())


def _number(digits: str) -> str:
    """A telephone number however it is parted."""
    first = digits[0]
    if len(digits) == HOME_DIGITS and first in HOME:
        first = r"(?:\+?7|8)"
    return r"[\s()\-]*".join((first, *digits[1:])) + r"(?!\d)"
