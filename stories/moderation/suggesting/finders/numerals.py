"""Numbers told in words, written in digits: «он бесінші үйде» becomes «15# үйде». Pure.

What says which of a row it is gets a «#»: «пятой школе» becomes «5# школе». Where each number
stood is kept, so that what is found in digits is told in the words that were said.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from stories.moderation.suggesting.finders import numerals_kk, numerals_ru
from stories.moderation.suggesting.finders.words import Word

_READ: Final = {"kk": numerals_kk.read, "ru": numerals_ru.read}
_SPACE: Final = re.compile(r"[ \xa0\t\n]+")
_SHORT_ORDINAL: Final = re.compile(
    r"(?<![\d.,])(\d{1,4})(?:-(?:[ыі]?н?[шж][ыі]|й|я|ю|го|м|му|ый|ой|ом|ую|ая|е)|\s?-?ш[ыі])(?!\w)"
)
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000
_LONGEST = 7


@dataclass(frozen=True, slots=True)
class Number:
    """A number told in words or as «5-ші», and its place in the text."""

    start: int
    end: int
    value: int
    ordinal: bool

    @property
    def told(self) -> str:
        return f"{self.value}#" if self.ordinal else str(self.value)


@dataclass(frozen=True, slots=True)
class Digits:
    """A text with its numbers in digits; ``at`` is where each of them stands in it."""

    text: str
    numbers: tuple[Number, ...]
    at: tuple[int, ...]

    def holds_number(self, start: int, end: int) -> bool:
        """Whether a number that was told in words stands within a part of ``text``."""
        return any(start <= at < end for at in self.at)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of ``text`` stands in the text that was said."""
        return self._before(start, after=False), self._before(end, after=True)

    def _before(self, where: int, *, after: bool) -> int:
        moved = 0
        for number, at in zip(self.numbers, self.at, strict=True):
            end = at + len(number.told)
            if where >= end:
                moved = number.end - end
            elif where > at:
                return number.end if after else number.start
        return where + moved


def in_digits(text: str, words: Sequence[Word], language: str) -> Digits:
    """A text with every number in digits."""
    numbers = sorted([*_told(text, words, language), *_short(text)], key=lambda one: one.start)
    made, places, at = "", [], 0
    for number in numbers:
        made += text[at : number.start]
        places.append(len(made))
        made, at = made + number.told, number.end
    return Digits(made + text[at:], tuple(numbers), tuple(places))


def _short(text: str) -> Iterable[Number]:
    for match in _SHORT_ORDINAL.finditer(text):
        yield Number(match.start(), match.end(), int(match[1]), ordinal=True)


def _told(text: str, words: Sequence[Word], language: str) -> Iterable[Number]:
    at = 0
    while at < len(words):
        run = list(_run(text, words[at : at + _LONGEST], language))
        if not run:
            at += 1
            continue
        total, ordinal, count = _number(run, kazakh=language == "kk")
        yield Number(words[at].start, words[at + count - 1].end, total, ordinal)
        at += count


def _run(text: str, words: Sequence[Word], language: str) -> Iterable[tuple[int, bool]]:
    """Words for numbers with nothing but spaces between; «екі-үш» is a guess and none of them."""
    for place, word in enumerate(words):
        told = _READ[language](word.text)
        gap = text[words[place - 1].end : word.start] if place else " "
        if told is None or not _SPACE.fullmatch(gap) or text[word.end : word.end + 1] == "-":
            return
        yield told


def _number(run: list[tuple[int, bool]], *, kazakh: bool) -> tuple[int, bool, int]:
    """The number a run begins with, whether it says which of a row, and of how many words it is."""
    total, ordinal = run[0]
    least, count = _step(total, kazakh=kazakh), 1
    while not ordinal and count < len(run):
        value, last = run[count]
        after = run[count + 1][0] if count + 1 < len(run) else 0
        if kazakh and after == _HUNDRED and value < _TEN and least <= _HUNDRED:
            break  # «жиырма үш жүз» is twenty and three hundred
        joined = _joined(total, least, value, kazakh=kazakh)
        if joined is None:
            break
        (total, least), ordinal = joined, last
        count += 1
    return total, ordinal, count


def _step(value: int, *, kazakh: bool) -> int:
    """What a number that follows must be less than: after twenty a unit, after twelve nothing."""
    if value == _TEN:
        return _TEN if kazakh else 0  # «он бес» is fifteen
    if value >= _HUNDRED:
        return _THOUSAND if value >= _THOUSAND else _HUNDRED
    return _TEN if _ends_in_nought(value) else 0


def _ends_in_nought(value: int) -> bool:
    return value >= _TEN and value % _TEN == 0


def _joined(total: int, least: int, value: int, *, kazakh: bool) -> tuple[int, int] | None:
    """A number with one more word, and what may follow it; None where another number begins.

    Thousands are counted in both languages, hundreds in Kazakh: «жеті жүз».
    """
    if value == _THOUSAND and 0 < total < _THOUSAND:
        return total * _THOUSAND, _THOUSAND
    rest = total % _THOUSAND
    if value == _HUNDRED and kazakh and 0 < rest < _TEN:
        return total - rest + rest * _HUNDRED, _HUNDRED
    return (total + value, _step(value, kazakh=kazakh)) if 0 < value < least else None
