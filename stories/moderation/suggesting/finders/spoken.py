"""Telephones, births, addresses and schools whose numbers are told in words. Pure.

The text is read with its numbers in digits (``numerals.py``); what has no number told in words is
left to the other finders.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from stories.moderation.suggesting.finders.found import Found, Kind
from stories.moderation.suggesting.finders.numbers import BORN, NEAR, looks_like_iin
from stories.moderation.suggesting.finders.numerals import in_digits
from stories.moderation.suggesting.finders.spoken_dates import DATES, NEAR_BIRTH
from stories.moderation.suggesting.finders.spoken_places import PLACES
from stories.moderation.suggesting.finders.words import Word

_ROW: Final = re.compile(
    r"(?:\b(?:плюс|қосу)\s+)?(?<![\d#])\d{1,12}(?:[\s,\-–]+\d{1,12}(?![\d#]))+"
)
_CALL: Final = re.compile(
    r"телефон|нөмір|номер|ұялы|сотк|звони|набер|хабарлас|қоңырау", re.IGNORECASE
)
# Digits and groups a telephone has at least, and where one is spoken of; the most of a group.
_DIGITS, _DIGITS_CALLED, _GROUPS, _MOST = 6, 5, 3, 999


def spoken_in(text: str, words: Sequence[Word], language: str) -> Iterator[Found]:
    """What finds a person by a number that is told in words, wholly or in part."""
    digits = in_digits(text, words, language)
    if not digits.numbers:
        return
    for start, end, kind in _everything(digits.text, language):
        if digits.holds_number(start, end):
            yield Found(*digits.place(start, end), kind)


def _everything(text: str, language: str) -> Iterator[tuple[int, int, Kind]]:
    yield from _rows(text)
    for match in DATES[language].finditer(text):
        group = "since" if match.groupdict().get("since") else 0
        yield match.start(group), match.end(group), Kind.BIRTH
    for match in NEAR_BIRTH[language].finditer(text):
        if BORN.search(text[max(0, match.start() - NEAR) : match.end() + NEAR]):
            yield match.start(), match.end(), Kind.BIRTH
    for pattern, kind in PLACES[language]:
        yield from ((match.start(), match.end(), kind) for match in pattern.finditer(text))


def _rows(text: str) -> Iterator[tuple[int, int, Kind]]:
    """Numbers that follow each other: a telephone or, of twelve digits, a number like an IIN."""
    for match in _ROW.finditer(text):
        groups = re.findall(r"\d+", match.group())
        told = "".join(groups)
        if looks_like_iin(told):
            yield match.start(), match.end(), Kind.NUMBER
        elif _is_telephone(
            groups, bool(_CALL.search(text[max(0, match.start() - NEAR) : match.start()]))
        ):
            yield match.start(), match.end(), Kind.PHONE


def _is_telephone(groups: list[str], called: bool) -> bool:
    """Whether numbers in a row are one: six digits, five where a telephone is spoken of."""
    values = [int(one) for one in groups]
    counting = all(right - left == 1 for left, right in pairwise(values))
    if counting or max(values) > _MOST or (len(groups) < _GROUPS and not called):
        return False
    return len("".join(groups)) >= (_DIGITS_CALLED if called else _DIGITS)
